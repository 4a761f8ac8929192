"""Where bulk work is found: under the catalogue, and on the lists it is about."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from cms.bulk.admin.rights import may_work
from cms.bulk.duplicates.views import RIGHT
from cms.bulk.subjects.registry import list_subjects

_IN_LISTS = ("words", "facts", "offers", "specifications", "pictures")


class BulkMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_work(request.user)


def make_menu_item() -> BulkMenuItem:
    return BulkMenuItem(
        _("Bulk import and export"),
        reverse_lazy("bulk:index"),
        name="catalogue-bulk",
        icon_name="upload",
        order=900,
    )


class DuplicatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


def make_duplicates_item() -> DuplicatesMenuItem:
    return DuplicatesMenuItem(
        _("Duplicate products"), reverse_lazy("bulk:duplicates"), name="duplicates", icon_name="copy", order=310
    )


def list_product_buttons(request: HttpRequest) -> list[Any]:
    """On the products' list, one a table: with the list's own filters."""
    kept = [(name, value) for name, values in request.GET.lists() for value in values if value and name != "p"]
    query = f"?{urlencode(kept)}" if kept else ""
    return [
        Button(
            _("Import or export: %(table)s") % {"table": subject.label},
            url=reverse("bulk:upload", args=[subject.name]) + query,
            icon_name=subject.icon,
            priority=200 + place,
        )
        for place, subject in enumerate(list_subjects(request.user, _IN_LISTS))
    ]


def list_article_buttons(page: Any, user: Any) -> list[Any]:
    """On a list of articles in the page explorer."""
    if not list_subjects(user, ["articles"]):
        return []
    address = reverse("bulk:upload", args=["articles"]) + f"?parent={page.pk}"
    return [Button(_("Import or export articles"), url=address, icon_name="upload", priority=200)]
