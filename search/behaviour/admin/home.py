"""The home page's figures for whoever sees the reports on searches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils import timezone
from wagtail.admin.ui.components import Component

from search.behaviour.admin.reports import PERMISSION
from search.behaviour.admin.weeks import DAYS, Figure, read_weeks

WIDTH, HEIGHT = 120, 28
_EDGE = 2


class WeeksPanel(Component):
    """This week against last week."""

    name = "weeks"
    template_name = "behaviour/weeks.html"
    order = 150
    """Behind what has to be done today."""

    class Media:
        css: ClassVar = {"all": ["admin/behaviour.css"]}

    def __init__(self, request: Any) -> None:
        self.request = request
        self.at = timezone.now()

    def is_shown(self) -> bool:
        return self.request.user.has_perm(PERMISSION)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        weeks = read_weeks(at=self.at)
        tiles = [(figure, draw_line(figure)) for figure in weeks.figures]
        return {"weeks": weeks, "tiles": tiles, "width": WIDTH, "height": HEIGHT, "middle": WIDTH / 2}


def draw_line(figure: Figure) -> str:
    """The points of both weeks from left to right, as SVG has them: the highest at the top, nothing at the bottom."""
    highest = max(figure.days, default=0) or 1
    step = (WIDTH - 2 * _EDGE) / (2 * DAYS - 1)
    room = HEIGHT - 2 * _EDGE
    return " ".join(
        f"{_EDGE + place * step:.1f},{HEIGHT - _EDGE - room * value / highest:.1f}"
        for place, value in enumerate(figure.days)
    )
