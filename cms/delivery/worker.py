"""Applies the outbox: each consumer in threads of its own, so that a slow or dead one holds up no other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from django.db import close_old_connections, connection
from django.utils import timezone

from cms.delivery import outbox

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.2
_RECOVER_EVERY = timedelta(seconds=5)
_WHILE_AWAY_SECONDS = 2.0


def work_once(consumer: outbox.Consumer, *, worker: str, lease: timedelta = outbox.LEASE) -> int:
    """Apply one batch of what is due for `consumer`; returns how many keys were in it."""
    claim = outbox.claim(consumer, at=timezone.now(), worker=worker, lease=lease)
    if claim is None:
        return 0
    try:
        failures = consumer.apply(claim.keys, timezone.now())
    except outbox.ConsumerAway as error:
        logger.warning("Outbox: %s waits: %s", consumer.name, error)
        outbox.postpone(claim, at=timezone.now())
        return 0
    except Exception as error:
        logger.exception("Outbox: %s failed on a batch of %d", consumer.name, len(claim.keys))
        failures = dict.fromkeys(claim.keys, f"{type(error).__name__}: {error}")
    outbox.settle(claim, failures, at=timezone.now())
    return len(claim.keys)


def drain(
    *,
    consumers: Sequence[str] | None = None,
    on_progress: Callable[[int], None] | None = None,
    wait_for_others: bool = True,
) -> None:
    """Apply everything that is due now, and what that brings about, in this process.

    Where another worker holds entries, wait until it has settled them. `on_progress` is told how many are left.
    Entries that fail are put back for later and not waited for.
    """
    worker = outbox.name_worker()
    pause = threading.Event()
    chosen = [one for one in outbox.all_consumers() if consumers is None or one.name in consumers]
    names = [one.name for one in chosen]
    outbox.recover(at=timezone.now())
    while True:
        worked = 0
        for consumer in chosen:
            while count := work_once(consumer, worker=worker):
                worked += count
                if on_progress is not None:
                    on_progress(outbox.count_open(at=timezone.now(), consumers=names))
        if worked:
            continue
        left = outbox.count_open(at=timezone.now(), consumers=names)
        if not left or not wait_for_others:
            return
        if on_progress is not None:
            on_progress(left)
        pause.wait(POLL_SECONDS)
        outbox.recover(at=timezone.now())


def run(stop: threading.Event, *, consumers: Sequence[str] | None = None) -> None:
    """Work until `stop` is set."""
    worker = outbox.name_worker()
    chosen = [one for one in outbox.all_consumers() if consumers is None or one.name in consumers]
    bells = {one.name: threading.Event() for one in chosen}
    threads = [
        threading.Thread(
            target=_run_consumer, args=(one, worker, stop, bells[one.name]), name=f"outbox-{one.name}", daemon=True
        )
        for one in chosen
        for _ in range(one.threads)
    ]
    for thread in threads:
        thread.start()
    _watch(stop, bells)
    for bell in bells.values():
        bell.set()
    for thread in threads:
        thread.join(timeout=30)


def _watch(stop: threading.Event, bells: Mapping[str, threading.Event]) -> None:
    """Ring for each consumer that has something due: one look for all of them, so that an idle worker costs little."""
    recover_at = timezone.now()
    while not stop.is_set():
        try:
            now = timezone.now()
            if now >= recover_at:
                recover_at = now + _RECOVER_EVERY
                outbox.recover(at=now)
            idle = [name for name, bell in bells.items() if not bell.is_set()]
            for name in outbox.list_due(idle, at=now):
                bells[name].set()
        except Exception:
            # The database itself may be away for a while: the entries wait there.
            logger.exception("Outbox: what is due could not be read; trying again")
            stop.wait(_WHILE_AWAY_SECONDS)
        close_old_connections()
        stop.wait(POLL_SECONDS)
    connection.close()


def _run_consumer(consumer: outbox.Consumer, worker: str, stop: threading.Event, bell: threading.Event) -> None:
    while not stop.is_set():
        bell.wait()
        try:
            while not stop.wait(consumer.gather_seconds) and work_once(consumer, worker=worker):
                pass
        except Exception:
            logger.exception("Outbox: %s could not work; trying again", consumer.name)
            stop.wait(_WHILE_AWAY_SECONDS)
        close_old_connections()
        # What has come since the last look is found by the next one of `_watch`.
        bell.clear()
    connection.close()
