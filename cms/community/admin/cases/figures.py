"""How quickly low reviews are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.utils.translation import gettext_lazy as _

_DAYS = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it means."""

    label: Any
    value: str
    is_alarming: bool = False


def list_figures(cases: Any, *, at: datetime) -> list[Figure]:
    """Of `cases`, what runs and what is overdue now; how quick answers were in the last 30 days. Three queries."""
    running, overdue = cases.running().count(), cases.overdue(at=at).count()
    answered = list(
        cases.filter(answered_at__gt=at - timedelta(days=_DAYS)).values_list("opened_at", "answered_at", "due_at")
    )
    hours = [(answer - opened).total_seconds() / 3600 for opened, answer, _due in answered if answer]
    in_time = sum(answer <= due for _opened, answer, due in answered if answer)
    return [
        Figure(_("open"), str(running)),
        Figure(_("overdue"), str(overdue), is_alarming=overdue > 0),
        Figure(_("answered in 30 days"), str(len(answered))),
        Figure(_("median until the answer"), describe_hours(median(hours)) if hours else "—"),
        Figure(_("average until the answer"), describe_hours(sum(hours) / len(hours)) if hours else "—"),
        Figure(_("answered in time"), f"{in_time * 100 // len(answered)} %" if answered else "—"),
    ]


def describe_hours(hours: float) -> str:
    """A duration as people say it."""
    if hours < 1:
        return str(_("%(count)d min")) % {"count": round(hours * 60)}
    if hours < 48:
        return str(_("%(count).1f h")) % {"count": hours}
    return str(_("%(count).1f days")) % {"count": hours / 24}
