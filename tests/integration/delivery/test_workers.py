"""Several workers at once, and workers that are killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from cms.catalog.models import ProductContent
from cms.delivery import outbox, worker
from cms.delivery.models import DeliveryDocument, OutboxEntry
from search import selectors
from search.selectors import ProductFilter, Sort
from tests.factories import make_published, publish

CHECKOUT = Path(__file__).resolve().parents[3]


def start_worker(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", "work"], cwd=CHECKOUT, env=dict(environment))


def wait_until_quiet(seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while outbox.count_open(at=timezone.now()) and time.monotonic() < deadline:
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_killing_the_worker_over_200_publishes_loses_and_doubles_nothing(
    subprocess_environment: Mapping[str, str],
) -> None:
    chance = random.Random(20)
    process = start_worker(subprocess_environment)
    kills = 0
    try:
        contents: list[ProductContent] = []
        for number in range(200):
            if number % 4 == 3:
                # Every fourth is a second publication of something that may be in the worker's hands.
                publish(contents[-1], title=f"Kettle {number} again")
            else:
                contents.append(make_published(f"kettle-{number}", title=f"Kettle {number}"))
            if chance.random() < 0.04:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
                process = start_worker(subprocess_environment)
        wait_until_quiet(60)
    finally:
        process.terminate()
        process.wait(timeout=30)

    assert kills >= 3
    # Suggestions are made anew later, once for many changes.
    assert not OutboxEntry.objects.exclude(consumer="suggestions").exists()
    served = {document.key: document.data()["title"] for document in DeliveryDocument.objects.filter(kind="product")}
    assert len(served) == DeliveryDocument.objects.filter(kind="product").count() == 150
    assert sum(title.endswith("again") for title in served.values()) == 50
    assert find_everything("kettle") == Counter(served.keys())
    assert find_everything("again") == Counter(key for key, title in served.items() if title.endswith("again"))


@pytest.mark.django_db(transaction=True)
def test_who_is_waited_for_by_nobody_lets_entries_gather(monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[list[str]] = []
    stop = threading.Event()

    def take(keys: list[str], at: datetime) -> dict[str, str]:
        batches.append(sorted(keys))
        if len(batches) == 1:
            stop.set()
        return {}

    consumer = outbox.Consumer("gatherer", take, gather_seconds=1.0)
    outbox.enqueue("gatherer", ["first"], available_at=timezone.now())
    monkeypatch.setitem(outbox._consumers, "gatherer", consumer)
    thread = threading.Thread(target=worker.run, args=(stop,), kwargs={"consumers": ["gatherer"]})
    thread.start()
    try:
        time.sleep(0.2)
        outbox.enqueue("gatherer", ["second"], available_at=timezone.now())
        thread.join(timeout=20)
    finally:
        stop.set()
        thread.join(timeout=20)

    assert batches == [["first", "second"]]


def find_everything(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    after = None
    while True:
        page = selectors.search_products(
            text=text, locale="zh-hans", filters=ProductFilter(), sort=Sort.RELEVANCE, first=100, after=after,
            at=timezone.now(),
        )  # fmt: skip
        found.update(hit.key for hit in page.hits)
        if not page.has_next_page:
            return found
        after = page.hits[-1].cursor


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_workers_at_once_apply_each_key_once_and_never_two_at_a_time() -> None:
    held: Counter[str] = Counter()
    applied: Counter[str] = Counter()
    overlaps: list[str] = []
    lock = threading.Lock()

    def apply(keys: list[str], at: datetime) -> dict[str, str]:
        with lock:
            overlaps.extend(key for key in keys if held[key])
            held.update(keys)
        time.sleep(0.002)
        with lock:
            held.subtract(keys)
            applied.update(keys)
        return {}

    consumer = outbox.Consumer("counted", apply, batch_size=7)
    keys = [f"k{number}" for number in range(200)]
    outbox.enqueue("counted", keys, available_at=timezone.now())
    outbox.enqueue("counted", keys, available_at=timezone.now())

    def work(name: str) -> None:
        misses = 0
        while misses < 50:
            if worker.work_once(consumer, worker=name):
                misses = 0
            else:
                misses += 1
                time.sleep(0.002)
        connection.close()

    threads = [threading.Thread(target=work, args=(f"elsewhere/{number}/x",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert overlaps == []
    assert set(applied) == set(keys)
    assert max(applied.values()) <= 2
    # Suggestions are made anew later, once for many changes.
    assert not OutboxEntry.objects.exclude(consumer="suggestions").exists()
