"""What the home page says of searches: what was looked for this week and not found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy, ngettext

from cms.today import TOP, Answer, Entry, Question
from search.behaviour.admin.figures import list_phrases
from search.behaviour.admin.reports import NAMESPACE, PERMISSION
from search.behaviour.models import QueryDay

_DAYS = 7


def read_empty(user: Any, *, at: datetime) -> Answer | None:
    """For whoever sees the reports on searches: two queries."""
    if not user.has_perm(PERMISSION):
        return None
    lately = QueryDay.objects.filter(day__gt=localtime(at).date() - timedelta(days=_DAYS), empty__gt=0)
    entries = [
        Entry(figures.phrase, reverse(f"{NAMESPACE}:empty"), _say_times(figures.empty))
        for figures in list_phrases(lately, order="-all_empty")[:TOP]
    ]
    return Answer(lately.values("phrase", "locale").distinct().count(), entries, reverse(f"{NAMESPACE}:empty"))


def _say_times(count: int) -> str:
    return ngettext("searched for %(count)d time", "searched for %(count)d times", count) % {"count": count}


EMPTY = Question(
    "empty-searches",
    gettext_lazy("Looked for this week and not found"),
    "search",
    gettext_lazy("Every search of this week found something."),
    read_empty,
    order=80,
)
