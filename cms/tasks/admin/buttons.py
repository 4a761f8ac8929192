"""The button in the editors of pages and snippets that begins a task about what is edited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import EditView

from cms.tasks.admin.views import make_add_address

_LABEL = _("Ask a colleague to do something")


def list_page_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """For Wagtail's hook."""
    if view_name == "edit":
        yield make_button(page)


def make_button(thing: Any) -> Button:
    return Button(_LABEL, url=make_add_address(thing), icon_name="tasks", priority=80)


def add_to_snippets() -> None:
    """Wagtail has a hook for the headers of pages, and none for those of snippets."""
    inherited = EditView.get_header_more_buttons

    def get_header_more_buttons(view: Any) -> list[Any]:
        return sorted([*inherited(view), make_button(view.object)])

    EditView.get_header_more_buttons = get_header_more_buttons
