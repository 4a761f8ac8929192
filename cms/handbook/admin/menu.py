"""What stands in the menu of the handbook beside its editing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem


class ShownItem(MenuItem):
    """Shown to those of whom `test` holds."""

    def __init__(self, *args: Any, test: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._test = test

    def is_shown(self, request: Any) -> bool:
        return self._test(request.user)


def may_see_notes(user: Any) -> bool:
    return user.has_perm("handbook.view_handbooknote") or user.has_perm("handbook.change_handbookpage")


def may_edit(user: Any) -> bool:
    return user.has_perm("handbook.change_handbookpage")


def list_menu_items() -> list[MenuItem]:
    return [
        MenuItem(_("Read the handbook"), reverse("handbook:index"), name="handbook-read", icon_name="help", order=1),
        MenuItem(
            _("What has changed"), reverse("handbook:changes"), name="handbook-changes", icon_name="history", order=2
        ),
        ShownItem(
            _("Feedback"),
            reverse("handbook:notes"),
            name="handbook-notes",
            icon_name="comment",
            order=3,
            test=may_see_notes,
        ),
        ShownItem(
            _("Who has read it"),
            reverse("handbook:readers"),
            name="handbook-readers",
            icon_name="group",
            order=4,
            test=may_edit,
        ),
    ]
