"""The outbox: nothing lost, nothing out of order per key, nobody held up by another."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cms.delivery import outbox, worker
from cms.delivery.models import OutboxEntry
from cms.delivery.models.outbox import OutboxStatus
from tests.integration.delivery.conftest import Recorder

pytestmark = pytest.mark.django_db


def put(*keys: str, consumer: str = "watcher", minutes: int = 0) -> None:
    outbox.enqueue(consumer, keys, available_at=timezone.now() + timedelta(minutes=minutes))


def test_entries_of_one_key_are_applied_once(watcher: Recorder) -> None:
    put("a")
    put("a", "b")
    put("a")
    worker.drain()
    assert watcher.applied == [["a", "b"]]
    assert not OutboxEntry.objects.exists()


def test_what_is_for_later_waits(watcher: Recorder) -> None:
    put("a", minutes=5)
    worker.drain()
    assert watcher.applied == []
    assert OutboxEntry.objects.get().status == OutboxStatus.PENDING


def test_a_change_while_its_key_is_applied_is_applied_afterwards(watcher: Recorder) -> None:
    put("a")
    claim = outbox.claim(watcher.consumer, at=timezone.now(), worker="one/1/x")
    assert claim is not None
    put("a")
    assert outbox.claim(watcher.consumer, at=timezone.now(), worker="two/1/x") is None
    outbox.settle(claim, {}, at=timezone.now())
    worker.drain()
    assert watcher.applied == [["a"]]


def test_a_failing_key_is_tried_again_later_and_holds_up_no_other(watcher: Recorder) -> None:
    watcher.failing = {"bad"}
    put("bad", "good")
    worker.drain()
    entry = OutboxEntry.objects.get()
    assert (entry.key, entry.status, entry.attempts, entry.error) == ("bad", "pending", 1, "does not want to")
    assert timedelta(0) < entry.available_at - timezone.now() <= timedelta(seconds=1)


def test_a_key_that_never_works_is_dead_in_the_end_and_reported(
    watcher: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    watcher.failing = {"bad"}
    put("bad")
    for _ in range(outbox.MAX_ATTEMPTS):
        OutboxEntry.objects.update(available_at=timezone.now())
        worker.drain()
    entry = OutboxEntry.objects.get()
    assert (entry.status, entry.attempts) == (OutboxStatus.DEAD, outbox.MAX_ATTEMPTS)
    assert "gave up on bad after 12 attempts: does not want to" in caplog.text
    watcher.failing = set()
    assert outbox.retry_dead(at=timezone.now()) == 1
    worker.drain()
    assert not OutboxEntry.objects.exists()


def test_a_consumer_that_raises_holds_up_no_other(watcher: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(keys: list[str], at: object) -> dict[str, str]:
        raise ConnectionError("gone for good")

    outbox.register_consumer(outbox.Consumer("broken", explode, watches_documents=True))
    for number in range(20):
        outbox.announce_documents([f"product:{number}"], at=timezone.now())
        worker.drain()
    assert len([key for keys in watcher.applied for key in keys]) == 20
    assert OutboxEntry.objects.filter(consumer="watcher").count() == 0
    broken = OutboxEntry.objects.filter(consumer="broken")
    assert broken.count() == 20
    assert set(broken.values_list("error", flat=True)) == {"ConnectionError: gone for good"}


def test_a_claim_whose_lease_ran_out_is_put_back(watcher: Recorder) -> None:
    put("a")
    outbox.claim(watcher.consumer, at=timezone.now(), worker="elsewhere/1/x", lease=timedelta(seconds=60))
    assert outbox.recover(at=timezone.now()) == 0
    OutboxEntry.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert outbox.recover(at=timezone.now()) == 1
    worker.drain()
    assert watcher.applied == [["a"]]


def test_a_claim_of_a_process_that_is_gone_is_put_back_at_once(watcher: Recorder) -> None:
    put("a")
    host = outbox.name_worker().split("/")[0]
    assert outbox.claim(watcher.consumer, at=timezone.now(), worker=f"{host}/99999999/x") is not None
    assert outbox.recover(at=timezone.now()) == 1
    assert OutboxEntry.objects.get().attempts == 1


def test_a_claim_of_a_living_process_is_left_alone(watcher: Recorder) -> None:
    put("a")
    assert outbox.claim(watcher.consumer, at=timezone.now(), worker=outbox.name_worker()) is not None
    assert outbox.recover(at=timezone.now()) == 0


def test_an_entry_that_kills_its_worker_every_time_is_dead_in_the_end(watcher: Recorder) -> None:
    put("a")
    for _ in range(outbox.MAX_ATTEMPTS):
        outbox.claim(watcher.consumer, at=timezone.now(), worker="elsewhere/1/x", lease=-timedelta(seconds=1))
        outbox.recover(at=timezone.now())
    assert OutboxEntry.objects.get().status == OutboxStatus.DEAD


def test_entries_go_with_the_transaction_that_wrote_them(watcher: Recorder) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        put("a")
        raise RuntimeError
    assert not OutboxEntry.objects.exists()


def test_backoff_doubles_up_to_an_hour() -> None:
    assert [outbox.backoff(n).total_seconds() for n in (1, 2, 3, 12, 13, 99)] == [1, 2, 4, 2048, 3600, 3600]
