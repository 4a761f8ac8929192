"""The home page's panel: what concerns this person, most pressing first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from cms.today import ask

_MORNING, _NOON, _EVENING = 5, 11, 18


class TodayPanel(Component):
    """Answers "what must I do today"."""

    name = "today"
    template_name = "operations/today/panel.html"
    order = 100

    def __init__(self, request: Any) -> None:
        self.request = request
        self.at = timezone.now()

    @cached_property
    def answers(self) -> list[Any]:
        return ask(self.request.user, at=self.at)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        waiting = [(question, answer) for question, answer in self.answers if answer.count]
        done = [question for question, answer in self.answers if not answer.count]
        return {
            "greeting": self._greet(),
            "day": localtime(self.at),
            "at": self.at,
            "csrf_token": get_token(self.request),
            "here": self.request.get_full_path(),
            "summary": self._summarise(len(waiting), sum(answer.is_alarming for _question, answer in waiting)),
            "waiting": waiting,
            "done": done,
        }

    def _greet(self) -> str:
        user = self.request.user
        name = user.first_name or user.get_username()
        hour = localtime(self.at).hour
        if _MORNING <= hour < _NOON:
            return _("Good morning, %(name)s") % {"name": name}
        if _NOON <= hour < _EVENING:
            return _("Good afternoon, %(name)s") % {"name": name}
        return _("Good evening, %(name)s") % {"name": name}

    def _summarise(self, count: int, pressing: int) -> str:
        if not count:
            return _("Nothing waits for you.")
        text = ngettext("%(count)d thing to see to", "%(count)d things to see to", count) % {"count": count}
        if not pressing:
            return text
        return _("%(things)s, %(count)d of them pressing") % {"things": text, "count": pressing}
