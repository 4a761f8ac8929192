"""With Elasticsearch away mid-traffic: answers go on, marked; publishing goes on; afterwards nothing is missing."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import close_old_connections, connection
from django.utils import timezone

from cms.delivery import outbox, worker
from cms.delivery.models import OutboxEntry
from cms.settings.cluster import Cluster
from search import standing_in
from search.engines import find_stand_in, get_engine
from search.engines.base import EngineUnavailable
from search.selectors import SearchResults, search_products
from tests.factories import make_published
from tests.integration.search.proxies import Proxy
from tests.servers import find_elasticsearch_url

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def proxy(settings: Any, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """The installation's cluster, behind something that can be taken away."""
    proxy = Proxy(find_elasticsearch_url())
    behind = dataclasses.replace(cluster, urls=(proxy.url,))
    settings.VITRINE_ENVIRONMENT = dataclasses.replace(settings.VITRINE_ENVIRONMENT, elasticsearch=behind)
    # Nobody wants to wait here: neither for the cluster's rest nor for what was postponed.
    monkeypatch.setattr("search.engines.elasticsearch.client._REST_SECONDS", 0.2)
    monkeypatch.setattr("cms.delivery.outbox._WHILE_AWAY", timedelta(milliseconds=200))
    monkeypatch.setattr("cms.delivery.outbox._consumers", dict(outbox._consumers))
    standing_in.register()
    yield proxy
    get_engine().client.close()  # type: ignore[attr-defined]
    proxy.go_away()


def ask(text: str = "茶") -> SearchResults:
    return search_products(text=text, locale="zh-hans", first=100, at=timezone.now())


def find(text: str = "茶") -> tuple[list[str], bool]:
    results = ask(text)
    return sorted(hit.key for hit in results.hits), results.degraded


def wait_until_found(keys: list[str]) -> None:
    deadline = time.monotonic() + 20
    while find() != (keys, False):
        assert time.monotonic() < deadline, find()
        worker.drain(consumers=["index", "stand_in"], wait_for_others=False)
        time.sleep(0.1)


def test_an_outage_in_the_middle_of_traffic(proxy: Proxy) -> None:
    call_command("search_rebuild", stdout=StringIO())
    make_published("green", title="绿茶")
    wait_until_found(["green"])
    stop, seen, errors = threading.Event(), [], []

    def shop() -> None:
        try:
            while not stop.is_set():
                seen.append(ask())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    shoppers = [threading.Thread(target=shop) for _ in range(3)]
    for shopper in shoppers:
        shopper.start()
    try:
        time.sleep(0.3)
        proxy.go_away()
        make_published("black", title="红茶")
        worker.drain(consumers=["index", "stand_in"], wait_for_others=False)
        time.sleep(0.3)
        during = find()
        waiting = list(OutboxEntry.objects.filter(consumer="index").values_list("key", "attempts"))
        proxy.come_back()
        wait_until_found(["black", "green"])
    finally:
        stop.set()
        for shopper in shoppers:
            shopper.join()

    assert errors == []
    assert during == (["green"], True)
    assert ("product:black", 0) in waiting
    assert {hit.key for results in seen for hit in results.hits} <= {"green", "black"}
    assert all(results.total for results in seen)
    assert {results.degraded for results in seen} == {False, True}
    assert not OutboxEntry.objects.filter(consumer="index", available_at__lte=timezone.now()).exists()
    output = StringIO()
    call_command("search_check", stdout=output)
    assert "products: 2 served; 0 missing, 0 extra, 0 stale in the index\n" in output.getvalue()


def test_the_stand_in_follows_and_is_checked_by_itself(proxy: Proxy) -> None:
    assert find_stand_in() is None
    call_command("search_rebuild", stdout=StringIO())
    make_published("green", title="绿茶")
    wait_until_found(["green"])
    output = StringIO()
    call_command("search_check", engine="embedded", stdout=output)
    assert "products: 1 served; 0 missing, 0 extra, 0 stale in the index\n" in output.getvalue()
    stand_in = find_stand_in()
    assert stand_in is not None
    stand_in.apply([], replaces=["green"])
    output = StringIO()
    call_command("search_check", "--repair", engine="embedded", stdout=output)
    repaired = output.getvalue().splitlines()
    assert repaired.count("products: 1 served; 0 missing, 0 extra, 0 stale in the index") == 1


def test_without_a_stand_in_the_outage_is_an_error(proxy: Proxy) -> None:
    make_published("green", title="绿茶")
    wait_until_found(["green"])
    proxy.go_away()
    with pytest.raises(EngineUnavailable, match="does not answer"):
        ask()
    with pytest.raises(CommandError, match="does not answer"):
        call_command("search_check", stdout=StringIO())


def test_an_outage_is_no_entrys_fault(proxy: Proxy) -> None:
    proxy.go_away()
    outbox.enqueue("index", ["product:tea"], available_at=timezone.now())
    for _ in range(outbox.MAX_ATTEMPTS + 1):
        worker.drain(consumers=["index", "stand_in"], wait_for_others=False)
        OutboxEntry.objects.update(available_at=timezone.now())
    assert list(OutboxEntry.objects.values_list("key", "attempts", "status")) == [("product:tea", 0, "pending")]
    close_old_connections()
