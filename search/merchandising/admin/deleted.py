"""What was deleted of one kind, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.catalog.reach.refusing import find_refusal

RESTORED = "merchandising.restore"
_MOST = 200


class DeletedView(WagtailAdminTemplateMixin, View):
    """The last 200, the latest first; a button brings one back."""

    template_name = "merchandising/deleted.html"
    page_title = gettext_lazy("Recently deleted")
    header_icon = "bin"
    http_method_names = ("get", "post")
    model: Any = None
    list_url_name = ""
    deleted_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        options = self.model._meta
        if not request.user.has_perm(f"{options.app_label}.delete_{options.model_name}"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.get_page_title()}
        above = {"url": reverse(self.list_url_name), "label": self.model._meta.verbose_name_plural}
        return [*self.breadcrumbs_items, above, here]

    def get(self, request: HttpRequest) -> HttpResponse:
        gone = list(self.model.everything.filter(deleted_at__isnull=False).order_by("-deleted_at", "-pk")[:_MOST])
        names = _find_names(self.model, [one.pk for one in gone])
        rows = [(one, names.get(str(one.pk), "")) for one in gone]
        context = {**self.get_context_data(), "view": self, "rows": rows, "back": reverse(self.list_url_name)}
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        pk = request.POST.get("pk", "")
        one = get_object_or_404(
            self.model.everything.filter(deleted_at__isnull=False), pk=int(pk) if pk.isdecimal() else 0
        )
        if reason := find_refusal(request.user, one):
            messages.error(request, _("Nothing was changed. %(reason)s") % {"reason": reason})
            return redirect(self.deleted_url_name)
        one.restore()
        log(one, RESTORED, user=request.user)
        messages.success(request, _("“%(name)s” is back, as it was.") % {"name": one})
        return redirect(self.deleted_url_name)


def _find_names(model: Any, keys: list[int]) -> dict[str, str]:
    """By key, who deleted it last; one query."""
    entries = (
        ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=[str(key) for key in keys],
            action="wagtail.delete",
            user__isnull=False,
        )
        .select_related("user")
        .order_by("timestamp")
    )
    return {entry.object_id: entry.user.get_full_name() or entry.user.get_username() for entry in entries}
