"""What is in force, in this process: read again when its version has grown, compiled when its time has come.

Each process looks once a second, so a change (an emergency stop, too) is in force everywhere within two seconds of
its commit (a shop of thousands of promotions: as soon as it is compiled), in the process it was made in at once; orders
look at the table itself when they claim.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime
from typing import Any

from django.db import connections

from campaigns.promotions.models import PromotionGroup, PromotionVersion
from campaigns.promotions.standing import Archive, Published, Standing
from campaigns.rules.values import Mode
from cms.delivery.drafts import list_shown
from cms.delivery.models import DeliveryDocument
from cms.money import count_decimals
from cms.versions import connect_changes, is_due

BACKGROUND_FROM = 500
_KIND = "promotion"


class Keeper:
    """What this process knows, and when it looked.

    From `background_from` promotions on, reading and compiling a new version takes longer than a request should: it is
    done aside, and requests go on with what was in force until it is ready.
    """

    def __init__(self, *, background_from: int = BACKGROUND_FROM) -> None:
        self._guard = threading.Lock()
        self._background_from = background_from
        self._known: tuple[Archive, Standing | None] | None = None
        self._looked_at = float("-inf")
        self.preparing: threading.Thread | None = None

    def find(self, at: datetime) -> Standing:
        """What is in force at `at`: all that is served, and drafts that somebody is looking at."""
        drafts = [draft for draft in list_shown() if draft.kind == _KIND]
        archive, standing = self._find_known(at)
        if drafts:
            return _replace(archive, drafts, at).stand(at)
        return self._stand(archive, standing, at)

    def find_current(self, at: datetime) -> Standing:
        """What the table says is in force at `at`, whenever this process has last looked; one query."""
        with self._guard:
            archive, standing = self._read(PromotionVersion.read_number(), at)
        return self._stand(archive, standing, at)

    def forget(self) -> None:
        """Look again the next time somebody asks."""
        if self._known is not None and len(self._known[0].versions) < self._background_from:
            self._known = None
        self._looked_at = float("-inf")

    def _stand(self, archive: Archive, standing: Standing | None, at: datetime) -> Standing:
        if standing is not None and standing.holds(at):
            return standing
        made = archive.stand(at)
        # Who looks at another time does not take the present away from the others.
        if standing is None or _is_now(at):
            self._known = archive, made
        return made

    def _find_known(self, at: datetime) -> tuple[Archive, Standing | None]:
        known = self._known
        if known is not None and not is_due(self._looked_at):
            return known
        # One thread looks; the others go on with what there is.
        if self._guard.acquire(blocking=known is None):
            try:
                self._look(at)
            finally:
                self._guard.release()
        assert self._known is not None  # noqa: S101 - the first look is waited for
        return self._known

    def _look(self, at: datetime) -> None:
        number = PromotionVersion.read_number()
        known = self._known
        if known is not None and known[0].number != number and len(known[0].versions) >= self._background_from:
            self._prepare_aside(number, at)
        else:
            self._read(number, at)
        self._looked_at = max(self._looked_at, time.monotonic())

    def _read(self, number: int, at: datetime) -> tuple[Archive, Standing | None]:
        if self._known is None or number != self._known[0].number:
            self._known = read_archive(number, at=at), None
        return self._known

    def _prepare_aside(self, number: int, at: datetime) -> None:
        if self.preparing is None or not self.preparing.is_alive():
            self.preparing = threading.Thread(target=self._prepare, args=(number, at), daemon=True)
            self.preparing.start()

    def _prepare(self, number: int, at: datetime) -> None:
        try:
            archive = read_archive(number, at=at)
            self._known = archive, archive.stand(at)
        finally:
            connections.close_all()


KEEPER = Keeper()


def find_standing(*, at: datetime) -> Standing:
    """The promotions that are in force or announced at `at`, and their rule books; no query most of the time."""
    return KEEPER.find(at)


def find_current_standing(*, at: datetime) -> Standing:
    """What orders are claimed under: a change counts from its commit on, in every process."""
    return KEEPER.find_current(at)


def read_archive(number: int, *, at: datetime) -> Archive:
    """Every version of a promotion that is served at `at` or later, in two queries."""
    rows = DeliveryDocument.objects.filter(kind=_KIND, release="").open(at=at).order_by("key", "live_from")
    versions = tuple(
        Published(row.key, body["currency"], body, row.live_from, row.live_until)
        for row in rows.iterator()
        if (body := row.data())
    )
    groups = {group.key: Mode(group.mode) for group in PromotionGroup.objects.all()}
    return Archive(number, versions, groups, {one.currency: count_decimals(one.currency) for one in versions})


def _replace(archive: Archive, drafts: list[Any], at: datetime) -> Archive:
    shown = {draft.key for draft in drafts}
    kept = [one for one in archive.versions if one.key not in shown]
    more = [Published(draft.key, draft.data["currency"], draft.data, at) for draft in drafts]
    decimals = {one.currency: count_decimals(one.currency) for one in (*kept, *more)}
    return Archive(archive.number, (*kept, *more), archive.groups, decimals)


def _is_now(at: datetime) -> bool:
    return abs(at.timestamp() - time.time()) < 60


def connect() -> None:
    """Have every change of a group grow the version, in its own transaction; documents are watched as they change."""
    connect_changes([PromotionGroup], "promotions", grow)


def grow() -> None:
    """Let every process read again what is in force."""
    PromotionVersion.grow(KEEPER.forget)
