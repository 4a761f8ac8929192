"""Columns and filters that posts and replies share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.community.models import ContributionState

_PRIMARY = frozenset({ContributionState.APPROVED})


class CellColumn(Column):
    """A column whose cell is one piece of markup, made without a template."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        return format_html('<td class="{}">{}</td>', self.classname or "", self.describe(instance))

    def describe(self, instance: Any) -> Any:
        return self.get_value(instance)


class StateColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("state", label=gettext_lazy("State"), sort_key="state")

    def describe(self, instance: Any) -> SafeString:
        return describe_state(instance)


class AuthorColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("author", label=gettext_lazy("Author"), sort_key="member__name")

    def describe(self, instance: Any) -> SafeString | str:
        return describe_author(instance.member)


class MarkedTitleColumn(TitleColumn):
    """A post's title, with what the shop has made of it."""

    cell_template_name = "community/admin/title_cell.html"


def describe_state(contribution: Any) -> SafeString:
    """The state as a tag."""
    primary = " w-status--primary" if contribution.state in _PRIMARY else ""
    return format_html('<span class="w-status{}">{}</span>', primary, contribution.get_state_display())


def describe_author(member: Any) -> SafeString | str:
    """The author, linked to what is known of them."""
    if member is None:
        return _("(erased)")
    return format_html('<a href="{}">{}</a>', reverse("members:inspect", args=[member.pk]), member)


def describe_marks(post: Any) -> SafeString:
    """Pinned and highlighted, as tags."""
    marks = [_("pinned")] * post.is_pinned + [_("highlighted")] * post.is_essence
    return format_html_join(" ", '<span class="w-status w-status--primary">{}</span>', ((mark,) for mark in marks))
