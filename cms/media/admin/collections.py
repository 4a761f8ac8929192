"""The rights that new files of a collection begin with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Collection

from cms.media.forms.rights import RightsForm
from cms.media.models import UsageRights
from cms.media.rights.services import write_rights

RIGHT = "wagtailcore.change_collection"


class CollectionRightsView(WagtailAdminTemplateMixin, TemplateView):
    """For who keeps collections; files that are there already keep the rights they have."""

    template_name = "media/collection_rights.html"
    page_title = gettext_lazy("Rights of new files")
    header_icon = "folder-open-1"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        self.collection = get_object_or_404(Collection, pk=kwargs["pk"])
        found = UsageRights.objects.filter(collection=self.collection).first()
        self.rights = found or UsageRights(collection=self.collection)
        self.form = RightsForm(request.POST or None, instance=self.rights)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        write_rights(self.rights, self.form.cleaned_data)
        messages.success(
            request, _("New files in “%(name)s” begin with these rights.") % {"name": self.collection.name}
        )
        return redirect("wagtailadmin_collections:edit", self.collection.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": self.form, "collection": self.collection}

    def get_page_subtitle(self) -> str:
        return str(self.collection.name)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailadmin_collections:index"), "label": _("Collections")},
            {"url": reverse("wagtailadmin_collections:edit", args=[self.collection.pk]), "label": self.collection.name},
            {"url": "", "label": self.page_title},
        ]
