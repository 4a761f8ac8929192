"""What only the engine behind a network has to promise: rebuilds of other processes, refusals, a busy cluster."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from elasticsearch.dsl import Search

from cms.settings.cluster import Cluster
from cms.settings.environment import CHECKOUT
from search.engines.base import EngineError, EngineUnavailable, IndexDocument
from search.engines.elasticsearch import ElasticsearchEngine, writing
from search.engines.elasticsearch.client import connect
from tests.integration.search.conftest import Shop, make_document

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def shop(elasticsearch: ElasticsearchEngine) -> Shop:
    """This engine alone; its cluster is looked into."""
    return Shop(elasticsearch)


def list_indices(engine: ElasticsearchEngine) -> list[str]:
    """What there is in the cluster, without the prefix."""
    names = engine.client.indices.get(index=f"{engine.cluster.prefix}-*", filter_path="*.aliases")
    return sorted(name.removeprefix(f"{engine.cluster.prefix}-") for name in names)


def rebuild_elsewhere(engine: ElasticsearchEngine, up_to: str) -> None:
    """Begin a rebuild in another process, and kill that when it has written half."""
    code = """
        import sys, time
        from cms.settings.cluster import Cluster
        from search.engines.elasticsearch import ElasticsearchEngine
        from tests.integration.search.conftest import make_document
        with ElasticsearchEngine(Cluster(urls=(sys.argv[1],), prefix=sys.argv[2])).rebuild() as new:
            new.add([make_document("half", "Tea", number=2)], up_to=sys.argv[3])
            print("half", flush=True)
            time.sleep(60)
        """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), engine.cluster.urls[0], engine.cluster.prefix, up_to],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def no_changes(keys: object) -> list[IndexDocument]:
    raise AssertionError(f"nothing changed, but {keys} were asked for")


def test_a_killed_rebuild_leaves_the_old_one_and_is_cleaned_up_by_the_next(shop: Shop) -> None:
    shop.fill({"old": "Tea"})
    # It has not said how far it is, so there is nothing to go on with.
    rebuild_elsewhere(shop.engine, "")
    assert list_indices(shop.engine) == [
        "product-changes-v000002",
        "product-state",
        "product-v000001",
        "product-v000002",
    ]
    assert shop.find("tea") == ["old"]
    shop.add(make_document("later", "Tea", number=3))
    assert shop.find("tea") == ["later", "old"]
    with shop.engine.rebuild() as new:
        assert new.resume_after == ""
        new.add([make_document("new", "Tea", number=4)])
        new.finish(no_changes)
    assert shop.find("tea") == ["new"]
    assert list_indices(shop.engine) == ["product-state", "product-v000003"]


def test_a_killed_rebuild_is_gone_on_with_and_what_changed_meanwhile_is_in_it(shop: Shop) -> None:
    shop.fill({"half": "Tea", "other": "Tea"})
    rebuild_elsewhere(shop.engine, "half")
    changed = make_document("half", "Coffee", number=2)
    shop.add(changed)
    with shop.engine.rebuild() as new:
        assert new.resume_after == "half"
        new.add([make_document("other", "Tea", number=3)], up_to="other")
        built = new.finish(lambda keys: [changed])
    assert (built.documents, built.replayed) == (2, 1)
    assert (shop.find("tea"), shop.find("coffee")) == (["other"], ["half"])
    assert list_indices(shop.engine) == ["product-state", "product-v000002"]


def test_a_killed_rebuild_of_another_vocabulary_is_not_gone_on_with(shop: Shop) -> None:
    rebuild_elsewhere(shop.engine, "half")
    with shop.engine.rebuild(vocabulary=frozenset({"螺蛳粉"})) as new:
        assert new.resume_after == ""
        new.finish(no_changes)
    assert shop.find("tea") == []


def test_a_rebuild_whose_cluster_goes_away_is_gone_on_with(shop: Shop) -> None:
    with pytest.raises(EngineUnavailable, match="gone"), shop.engine.rebuild() as new:
        new.add([make_document("half", "Tea", number=2)], up_to="half")
        raise EngineUnavailable("gone")
    with shop.engine.rebuild() as new:
        assert new.resume_after == "half"
        assert new.finish(no_changes).documents == 1
    assert shop.find("tea") == ["half"]


def test_an_index_that_lacks_something_never_serves(shop: Shop) -> None:
    shop.fill({"old": "Tea"})
    with pytest.raises(EngineError, match="holds 1 documents of 2 that were written"), shop.engine.rebuild() as new:
        new.add([make_document("one", "Tea", number=1), make_document("two", "Tea", number=2)])
        shop.engine.client.delete(index=f"{shop.engine.indices.alias}-v000002", id="one|en")
        new.finish(no_changes)
    assert shop.find("tea") == ["old"]
    assert list_indices(shop.engine) == ["product-state", "product-v000001"]


def test_a_change_while_changes_are_replayed_is_in_it(shop: Shop) -> None:
    shop.fill({"tea": "Tea"})
    titles = {"tea": "Tea"}
    written = iter(["Coffee", "Cocoa"])

    def load(keys: object) -> list[IndexDocument]:
        loaded = make_document("tea", titles["tea"], number=1)
        for title in written:
            # Another process is quicker than this one, which has read the shop before.
            titles["tea"] = title
            shop.engine.apply([make_document("tea", title, number=1)], replaces=["tea"])
            break
        return [loaded]

    with shop.engine.rebuild() as new:
        new.add([make_document("tea", "Tea", number=1)])
        shop.engine.apply([make_document("tea", "Tea", number=1)], replaces=["tea"])
        new.finish(load)
    assert (shop.find("tea"), shop.find("coffee"), shop.find("cocoa")) == ([], [], ["tea"])


def test_one_refused_product_does_not_keep_the_others_out(shop: Shop) -> None:
    too_long = "x" * 40_000
    documents = [make_document("good", "Tea", number=1), make_document("bad", "Tea", number=2, brand=too_long)]
    failures = shop.engine.apply(documents, replaces=["good", "bad"])
    assert list(failures) == ["bad"]
    assert failures["bad"].startswith("Elasticsearch refuses it: ")
    assert shop.find("tea") == ["good"]
    with shop.engine.rebuild() as new:
        assert list(new.add(documents)) == ["bad"]
        assert new.finish(no_changes).documents == 1


def test_a_field_that_is_not_mapped_is_a_mistake(shop: Shop) -> None:
    shop.fill({"tea": "Tea"})
    with pytest.raises(Exception, match="strict_dynamic_mapping_exception"):
        shop.engine.client.index(index=shop.engine.indices.alias, document={"key": "x", "surprise": 1})


def test_each_locale_has_an_alias_with_what_is_found_in_it(shop: Shop) -> None:
    shop.add(make_document("both", "Tea", number=1), make_document("english", "Tea", number=2, serves=("en",)))
    found = {
        locale: Search(index=f"{shop.engine.indices.alias}-{locale}", using=shop.engine.client).count()
        for locale in ("en", "zh-hans")
    }
    assert found == {"en": 2, "zh-hans": 1}


def test_an_index_of_another_version_says_what_to_do(shop: Shop) -> None:
    shop.fill({"tea": "Tea"})
    shop.engine.client.indices.put_mapping(index=shop.engine.indices.alias, meta={"schema": 0, "version": 1})
    with pytest.raises(EngineUnavailable, match=r"written by another version .* Run manage.py search_rebuild"):
        shop.find("tea")
    with shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=1)])
        new.finish(no_changes)
    assert shop.find("tea") == ["new"]


def test_lost_counts_of_words_say_what_to_do(shop: Shop) -> None:
    shop.fill({"tea": "Tea"})
    shop.engine.client.indices.delete(index=shop.engine.indices.state)
    with pytest.raises(EngineUnavailable, match=r"are not in .*-state\. Run manage.py search_rebuild"):
        ElasticsearchEngine(shop.engine.cluster).read()


def test_a_search_finds_the_index_that_has_just_been_swapped(shop: Shop) -> None:
    shop.fill({"old": "Tea"})
    slow = Shop(ElasticsearchEngine(shop.engine.cluster))
    assert slow.find("tea") == ["old"]
    with shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=1)])
        new.finish(no_changes)
    # It still believes in the old index, which is gone.
    assert slow.find("tea") == ["new"]
    slow.engine.client.close()


def test_a_search_is_one_journey(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.fill({f"tea-{n}": "Green tea" for n in range(12)})
    shop.find("tea")
    journeys: list[str] = []
    perform = shop.engine.client.transport.perform_request

    def count(method: str, target: str, **options: Any) -> Any:
        journeys.append(target.split("?")[0].rpartition("/")[2])
        return perform(method, target, **options)

    monkeypatch.setattr(shop.engine.client.transport, "perform_request", count)
    monkeypatch.setattr(shop.engine, "_is_fresh", False)
    shop.find("green tea")
    assert journeys.count("_search") == 1
    journeys.clear()
    shop.ask("green tea", facets=("brand", "category", "price", "specification"))
    assert len(journeys) <= 3


class Scripted(BaseHTTPRequestHandler):
    """A server that answers as a test tells it: (status, body) by turns, the last one for ever."""

    answers: list[tuple[int, dict[str, Any]]] = []

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, content = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_POST = do_GET

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def scripted() -> Iterator[Callable[..., str]]:
    """Start such a server; returns its address."""
    servers: list[HTTPServer] = []

    def start(*answers: tuple[int, dict[str, Any]]) -> str:
        handler = type("Handler", (Scripted,), {"answers": list(answers)})
        server = HTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_refusal_names_the_settings(scripted: Callable[..., str]) -> None:
    url = scripted((401, {"error": {"type": "security_exception", "reason": "no"}, "status": 401}))
    engine = ElasticsearchEngine(Cluster(urls=(url,), user="shop", password="wrong"))
    with pytest.raises(EngineUnavailable, match=r"refuses us .* Look at ELASTICSEARCH_API_KEY"):
        engine.read()
    engine.client.close()


BUSY = {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}}


def make_bulk_answer(*results: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    items = [{"index": {"_index": "products", "_id": f"{n}|en", **result}} for n, result in enumerate(results)]
    return 200, {"took": 1, "errors": True, "items": items}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(writing, "_LONGEST_PAUSE_SECONDS", 0.02)


def send_two(url: str) -> writing.Sent:
    engine = ElasticsearchEngine(Cluster(urls=(url,)))
    try:
        return engine.bulk.send(({"index": {"_index": "products", "_id": f"{n}|en"}}, {}) for n in range(2))
    finally:
        engine.client.close()


def test_what_a_busy_cluster_does_not_take_is_sent_again(scripted: Callable[..., str], impatient: None) -> None:
    done = {"status": 201, "result": "created"}
    url = scripted(make_bulk_answer(BUSY, done), (429, BUSY), make_bulk_answer(done))
    sent = send_two(url)
    assert (sent.created, sent.indices, sent.failures) == (2, {"products"}, {})


def test_a_cluster_that_stays_busy_is_away(scripted: Callable[..., str], impatient: None) -> None:
    with pytest.raises(EngineUnavailable, match=r"too busy to take all changes: .*queue is full"):
        send_two(scripted(make_bulk_answer(BUSY, BUSY)))


def test_another_address_answers_for_one_that_is_away(shop: Shop) -> None:
    shop.fill({"tea": "Tea"})
    cluster = Cluster(urls=("http://127.0.0.1:9", *shop.engine.cluster.urls), prefix=shop.engine.cluster.prefix)
    several = Shop(ElasticsearchEngine(cluster))
    assert [several.find("tea") for _ in range(5)] == [["tea"]] * 5
    several.engine.client.close()


def test_how_the_client_signs_in() -> None:
    with connect(Cluster(urls=("http://one.example:9200",), api_key="a2V5")) as client:
        assert client._headers["authorization"] == "ApiKey a2V5"
    with connect(Cluster(urls=("http://one.example:9200",), user="shop", password="secret")) as client:
        assert client._headers["authorization"] == "Basic c2hvcDpzZWNyZXQ="
