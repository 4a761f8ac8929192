"""The version of what guides the search: it grows with every change, and each process looks at it once a second.

So a change is in force in every process within two seconds of its commit, in the one it was made in at once, and a
search itself asks the database nothing.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save

from search.merchandising.models import (
    GuidanceVersion,
    Guided,
    QueryRule,
    SearchBanner,
    SearchRedirect,
    SynonymGroup,
)
from search.merchandising.reading import read_standing, read_unprepared
from search.merchandising.standing import Standing
from search.weighing.models import RankingWeights

LOOK_SECONDS = 1.0
# What rules name may have come or gone without any rule being changed: a SKU, a tag, a picture's sizes.
READ_SECONDS = 60.0

GUIDING: tuple[type[Guided], ...] = (SynonymGroup, QueryRule, SearchRedirect, SearchBanner)


class Keeper:
    """What this process knows, and when it looked."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._standing = Standing()
        self._number: int | None = None
        self._looked_at = float("-inf")
        self._read_at = float("-inf")

    def find(self) -> Standing:
        """What is in force; looks whether it still is where the last look is a second ago."""
        if time.monotonic() - self._looked_at < LOOK_SECONDS:
            return self._standing
        # One thread looks; the others go on with what there is.
        if self._guard.acquire(blocking=self._number is None):
            try:
                self._look()
            finally:
                self._guard.release()
        return self._standing

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < LOOK_SECONDS:
            return
        number = GuidanceVersion.objects.order_by("pk").values_list("number", flat=True).first() or 0
        if number != self._number or (number and now - self._read_at >= READ_SECONDS):
            self._standing = read_standing() if number else read_unprepared()
            self._number, self._read_at = number, now
        self._looked_at = now

    def forget(self) -> None:
        """Look again the next time somebody asks."""
        self._looked_at = float("-inf")
        self._number = None


KEEPER = Keeper()


def connect() -> None:
    """Have every change grow the version, in its own transaction."""
    for model in GUIDING:
        for signal in (post_save, post_delete):
            signal.connect(_hear_of_change, sender=model, dispatch_uid=f"guidance-{model.__name__}-{id(signal)}")
    post_save.connect(_hear_of_change, sender=RankingWeights, dispatch_uid="guidance-weights")


def _hear_of_change(**_kwargs: Any) -> None:
    grow()


def grow() -> None:
    """Let every process read again what guides the search."""
    if not GuidanceVersion.objects.update(number=F("number") + 1):
        _row, is_new = GuidanceVersion.objects.get_or_create(pk=1, defaults={"number": 1})
        if not is_new:
            GuidanceVersion.objects.update(number=F("number") + 1)
    # Now for who goes on in this transaction, and again when others may read it.
    KEEPER.forget()
    transaction.on_commit(KEEPER.forget)
