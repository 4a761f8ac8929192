"""Tells other parts what changed: rows written in the change's own transaction, claimed and applied by a worker."""

from __future__ import annotations

import logging
import os
import socket
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from cms.delivery.models import OutboxEntry
from cms.delivery.models.outbox import OutboxStatus
from cms.delivery.signals import entries_gave_up

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
MAX_ATTEMPTS = 12
_LONGEST_BACKOFF = timedelta(hours=1)
_WHILE_AWAY = timedelta(seconds=3)
_DIED = "The worker died every time this was tried."

Apply = Callable[[list[str], datetime], dict[str, str]]
"""Brings the consumer's side up to the present state of `keys`; returns why a key failed, by key."""


class ConsumerAway(Exception):
    """Raised by a consumer that cannot work for a while: a server it needs is away. Its entries wait meanwhile."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """Someone who is told of changes. `watches_documents`: of every change of a delivery document.

    `is_wanted` is asked before each announcement, so that nothing is written where nobody would be told. A worker lets
    what comes gather for `gather_seconds`: for those whom nobody waits for, so that they leave the processor to others,
    and applies so many batches at a time as there are `threads`: no key is in two of them.
    """

    name: str
    apply: Apply
    batch_size: int = 200
    watches_documents: bool = False
    is_wanted: Callable[[], bool] | None = None
    gather_seconds: float = 0.0
    threads: int = 1


_consumers: dict[str, Consumer] = {}


def register_consumer(consumer: Consumer) -> None:
    """Make `consumer` known; called once an app is ready."""
    _consumers[consumer.name] = consumer


def all_consumers() -> list[Consumer]:
    return list(_consumers.values())


def get_consumer(name: str) -> Consumer:
    """The consumer of that name. Raises KeyError that lists the known ones."""
    try:
        return _consumers[name]
    except KeyError:
        raise KeyError(f"no consumer {name!r}; known: {', '.join(sorted(_consumers))}") from None


def enqueue(consumer: str, keys: Iterable[str], *, available_at: datetime) -> None:
    """Have `consumer` look at `keys` at `available_at` or later.

    Always a new row: an existing one may be in a worker's hands and about to be applied without this change.
    Rows of one key coalesce when they are claimed.
    """
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(consumer=consumer, key=key, available_at=available_at) for key in sorted(set(keys))],
        batch_size=500,
    )


def announce_documents(keys: Iterable[str], *, at: datetime) -> None:
    """Tell everyone who watches documents that `keys` ("product:tea-1") are different from `at` on."""
    keys = sorted(set(keys))
    for consumer in _consumers.values():
        if consumer.watches_documents and (consumer.is_wanted is None or consumer.is_wanted()):
            enqueue(consumer.name, keys, available_at=at)


@dataclass(frozen=True, slots=True)
class Claim:
    """Entries in this worker's hands: one a key."""

    consumer: Consumer
    entries: Sequence[OutboxEntry]
    worker: str

    @property
    def keys(self) -> list[str]:
        return [entry.key for entry in self.entries]


def name_worker() -> str:
    """A name no other worker has, from which its host and process can be read again."""
    return f"{socket.gethostname()[:40]}/{os.getpid()}/{uuid.uuid4().hex[:8]}"


def claim(consumer: Consumer, *, at: datetime, worker: str, lease: timedelta = LEASE) -> Claim | None:
    """Take up to a batch of what is due; None where nothing is, or where another worker was quicker."""
    due = OutboxEntry.objects.filter(consumer=consumer.name, status=OutboxStatus.PENDING, available_at__lte=at)
    if not due.exists():
        return None
    held = OutboxEntry.objects.filter(consumer=OuterRef("consumer"), key=OuterRef("key"), status=OutboxStatus.CLAIMED)
    try:
        with transaction.atomic():
            free = due.filter(~Exists(held)).order_by("available_at", "id")
            if connection.features.has_select_for_update_skip_locked:
                free = free.select_for_update(skip_locked=True)
            rows = list(free[: consumer.batch_size])
            first: dict[str, OutboxEntry] = {}
            repeated = [row.pk for row in rows if first.setdefault(row.key, row) is not row]
            # Their changes are committed, so whoever applies the first of the key sees them too.
            OutboxEntry.objects.filter(pk__in=repeated).delete()
            entries = list(first.values())
            OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
                status=OutboxStatus.CLAIMED, claimed_by=worker, claimed_until=at + lease
            )
    except IntegrityError:
        return None
    return Claim(consumer, entries, worker) if entries else None


def list_due(consumers: Sequence[str], *, at: datetime) -> list[str]:
    """Those of `consumers` for whom something is due."""
    due = OutboxEntry.objects.filter(consumer__in=consumers, status=OutboxStatus.PENDING, available_at__lte=at)
    return list(due.order_by().values_list("consumer", flat=True).distinct())


def settle(claim: Claim, failures: dict[str, str], *, at: datetime) -> None:
    """Delete what was applied; put back what failed, later each time, until it is dead and an alarm is logged."""
    done = [entry.pk for entry in claim.entries if entry.key not in failures]
    with transaction.atomic():
        OutboxEntry.objects.filter(pk__in=done, claimed_by=claim.worker).delete()
        for entry in claim.entries:
            if entry.key in failures:
                _put_back(entry, failures[entry.key], worker=claim.worker, at=at)
    dead = [entry.key for entry in claim.entries if entry.key in failures and entry.attempts + 1 >= MAX_ATTEMPTS]
    if dead:
        _say_dead(claim.consumer.name, dead, failures[dead[0]])


def postpone(claim: Claim, *, at: datetime) -> None:
    """Put all of it back, unchanged but for the time: whom it is for is away, which is no entry's fault."""
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in claim.entries], claimed_by=claim.worker).update(
        status=OutboxStatus.PENDING, available_at=at + _WHILE_AWAY, claimed_by="", claimed_until=None
    )


def _put_back(entry: OutboxEntry, error: str, *, worker: str, at: datetime) -> None:
    attempts = entry.attempts + 1
    is_dead = attempts >= MAX_ATTEMPTS
    OutboxEntry.objects.filter(pk=entry.pk, claimed_by=worker).update(
        status=OutboxStatus.DEAD if is_dead else OutboxStatus.PENDING,
        attempts=attempts,
        available_at=at + backoff(attempts),
        claimed_by="",
        claimed_until=None,
        error=error[:4000],
    )
    if is_dead:
        logger.error("Outbox: %s gave up on %s after %d attempts: %s", entry.consumer, entry.key, attempts, error)


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many failures: 1 s, doubled each time, at most an hour."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 20)), _LONGEST_BACKOFF)


def recover(*, at: datetime) -> int:
    """Put back what dead workers held: leases that ran out, and processes of this host that are gone.

    A claim lost so counts as an attempt: an entry that kills its worker every time is dead in the end too.
    Returns how many entries were put back.
    """
    claimed = OutboxEntry.objects.filter(status=OutboxStatus.CLAIMED)
    gone = [name for name in claimed.values_list("claimed_by", flat=True).distinct() if _is_gone(name)]
    lost = claimed.filter(Q(claimed_until__lt=at) | Q(claimed_by__in=gone))
    if not lost.exists():
        return 0
    free = {"attempts": F("attempts") + 1, "claimed_by": "", "claimed_until": None}
    with transaction.atomic():
        dying = lost.filter(attempts__gte=MAX_ATTEMPTS - 1)
        keys = list(dying.values_list("consumer", "key"))
        dead = dying.update(status=OutboxStatus.DEAD, error=_DIED, **free)
        recovered = lost.update(status=OutboxStatus.PENDING, **free)
    if dead:
        logger.error("Outbox: gave up on %d entries whose worker died every time", dead)
    for consumer in sorted({consumer for consumer, _key in keys}):
        _say_dead(consumer, [key for name, key in keys if name == consumer], _DIED)
    return recovered


def _say_dead(consumer: str, keys: Sequence[str], error: str) -> None:
    for _receiver, answer in entries_gave_up.send_robust(None, consumer=consumer, keys=keys, error=error):
        if isinstance(answer, Exception):
            logger.error("Outbox: nobody could be told that %s gave up", consumer, exc_info=answer)


def _is_gone(worker: str) -> bool:
    host, _, rest = worker.partition("/")
    pid = rest.partition("/")[0]
    if host != socket.gethostname()[:40] or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def count_open(*, at: datetime, consumers: Sequence[str] | None = None) -> int:
    """Entries due or being applied: what is left to do before all is quiet."""
    entries = OutboxEntry.objects.filter(status=OutboxStatus.PENDING, available_at__lte=at)
    claimed = OutboxEntry.objects.filter(status=OutboxStatus.CLAIMED)
    if consumers is not None:
        entries, claimed = entries.filter(consumer__in=consumers), claimed.filter(consumer__in=consumers)
    return entries.count() + claimed.count()


def retry_dead(*, at: datetime, consumer: str | None = None) -> int:
    """Give dead entries a new life; returns how many."""
    dead = OutboxEntry.objects.filter(status=OutboxStatus.DEAD)
    if consumer is not None:
        dead = dead.filter(consumer=consumer)
    return dead.update(status=OutboxStatus.PENDING, attempts=0, available_at=at, error="")
