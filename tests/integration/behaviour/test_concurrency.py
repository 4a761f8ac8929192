"""Several at once: an event is stored once, and counted once, whoever is quicker."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from search.behaviour import working
from search.behaviour.models import Event, ProductDay
from tests.integration.behaviour.events import NOW, make_event, take

pytestmark = pytest.mark.django_db(transaction=True)


def run_at_once(*jobs: Callable[[], None]) -> None:
    failures: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def test_the_same_batch_sent_four_times_at_once_is_stored_once():
    batch = [make_event(client_id=f"client-{number:04}") for number in range(50)]
    accepted: list[int] = []

    def send() -> None:
        with transaction.atomic():
            accepted.append(take(*batch).accepted)

    run_at_once(send, send, send, send)
    assert sum(accepted) == Event.objects.count() == 50


def test_two_workers_count_everything_once():
    for start in range(0, 200, 50):
        take(*(make_event(client_id=f"client-{start + number:04}") for number in range(50)))

    def count() -> None:
        working.count_all(at=NOW)

    run_at_once(count, count, count)
    assert list(ProductDay.objects.values_list("views", "weight")) == [(200, 200.0)]
