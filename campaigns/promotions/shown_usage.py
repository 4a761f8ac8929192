"""How much of their limits rules have used, as product pages show it: each process looks once a second at most.

What an order costs is never worked out from this: quotes and claims read the tables.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

from campaigns.promotions.models import RuleUsage
from campaigns.promotions.standing import Standing
from campaigns.promotions.usage import find_usage
from campaigns.rules.values import Usage
from cms.versions import is_due

_CHUNK = 500


class Glance:
    """What this process has seen last, and of which version of the promotions."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._number = -1
        self._usage: Mapping[str, Usage] = {}
        self._looked_at = float("-inf")

    def find(self, standing: Standing) -> Mapping[str, Usage]:
        limited = {rule for shelf in standing.list_shelves() for rule in shelf.limited}
        if not limited:
            return {}
        is_known = standing.number == self._number
        is_old = not is_known or is_due(self._looked_at)
        # One thread looks; the others go on with what there is, if it is of these promotions.
        if is_old and self._guard.acquire(blocking=not is_known):
            try:
                self._usage = _read_usage(limited)
                self._number, self._looked_at = standing.number, time.monotonic()
            finally:
                self._guard.release()
        return self._usage

    def forget(self) -> None:
        """Look again the next time somebody asks."""
        self._looked_at = float("-inf")


GLANCE = Glance()


def find_shown_usage(standing: Standing) -> Mapping[str, Usage]:
    """By rule, of those with limits in all; no query most of the time."""
    return GLANCE.find(standing)


def find_own_usage(standing: Standing, shopper: str) -> Mapping[str, int]:
    """How often `shopper` has used those that count by shopper; one query where there are any."""
    counted = {rule for shelf in standing.list_shelves() for rule in shelf.counted}
    return find_usage(counted, shopper)[1] if counted and shopper else {}


def _read_usage(limited: set[str]) -> dict[str, Usage]:
    ids, found = sorted(limited), {}
    for start in range(0, len(ids), _CHUNK):
        rows = RuleUsage.objects.filter(rule__in=ids[start : start + _CHUNK])
        for rule, used, budget in rows.values_list("rule", "used", "budget_used_minor"):
            found[rule] = Usage(used, budget)
    return found
