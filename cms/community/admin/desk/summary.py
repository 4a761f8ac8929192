"""What the admin's home says of the community: what waits for somebody, overdue things first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.site_summary import SummaryItem

from cms.community.admin.cases.listing import may_see_cases
from cms.community.admin.desk.menu import count_overdue, count_waiting
from cms.community.models import ReviewCase
from cms.community.moderation import kinds


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on the home page, and the list it counts."""

    count: int
    label: Any
    icon: str
    address: str


class CommunitySummaryItem(SummaryItem):
    """Nothing to do is not shown."""

    order = 40
    template_name = "community/home/summary.html"

    def is_shown(self) -> bool:
        return bool(kinds.list_moderated(self.request.user))

    def get_context_data(self, parent_context: Mapping[str, Any] | None) -> dict[str, Any]:
        return {"figures": list_figures(self.request.user)}


def list_figures(user: Any) -> list[Figure]:
    """The figures of the home page, in three queries at most."""
    figures = []
    if may_see_cases(user):
        cases = reverse("community_cases")
        mine = ReviewCase.objects.running().filter(owner=user).count()
        figures = [
            Figure(count_overdue(), _("low reviews overdue"), "warning", f"{cases}?overdue=yes"),
            Figure(mine, _("low reviews of mine to answer"), "user", f"{cases}?owner=me"),
        ]
    figures.append(Figure(count_waiting(user), _("waiting for moderation"), "check", reverse("moderation_queue")))
    return [figure for figure in figures if figure.count]
