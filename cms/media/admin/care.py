"""What the pages that look after the library have in common: who may see them, and the way from one to the others."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from cms.media.models import MediaImage

TABS = (
    ("media_licences", _("Licences that end")),
    ("media_alt_texts", _("Pictures without alternative text")),
    ("media_duplicates", _("Duplicate pictures")),
)


def may_care(user: Any) -> bool:
    """Whoever may change pictures of some collection; which ones is asked of each."""
    return bool(policy_registry.get_by_type(MediaImage).user_has_permission(user, "change"))


def list_changeable(user: Any) -> QuerySet[MediaImage]:
    """The pictures `user` may change."""
    found: QuerySet[MediaImage] = policy_registry.get_by_type(MediaImage).instances_user_has_any_permission_for(
        user, ["change"]
    )
    return found


class CareView(WagtailAdminTemplateMixin, TemplateView):
    """A page of its own for each kind of care."""

    header_icon = "image"
    _show_breadcrumbs = True
    url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_care(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [(reverse(name), label, name == self.url_name) for name, label in TABS]
        return {**super().get_context_data(**kwargs), "tabs": tabs}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailimages:index"), "label": _("Images")},
            {"url": "", "label": self.page_title},
        ]


class CareMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_care(request.user)
