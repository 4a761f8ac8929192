"""The commands that look after the index, and the system check."""

from __future__ import annotations

import dataclasses
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.catalog.models import Offer
from cms.delivery import worker
from cms.delivery.models import DeliveryDocument
from cms.settings.cluster import Cluster
from search.checks import check_engine
from search.corpora import CORPORA
from search.engines import PAGES, get_engine, list_engines
from search.indexing import rebuild
from search.selectors import search_products
from tests.factories import make_category, make_draft, make_offer, make_product, make_published, publish
from tests.servers import find_elasticsearch_url

ALL_WELL = "products: 3 served; 0 missing, 0 extra, 0 stale in the index"
NO_PAGES = "content pages: 0 served; 0 missing, 0 extra, 0 stale in the index"

pytestmark = pytest.mark.django_db(transaction=True)


def run(name: str, *arguments: str) -> str:
    output = StringIO()
    call_command(name, *arguments, stdout=output, stderr=output)
    return output.getvalue()


def find(text: str) -> list[str]:
    return [hit.key for hit in search_products(text=text, locale="zh-hans", at=timezone.now()).hits]


@pytest.fixture
def teas() -> None:
    category = make_category("noodles", name="螺蛳粉")
    make_published("green", title="绿茶")
    make_published("black", title="红茶")
    product = make_product("noodle", category=category)
    make_offer(product, "SKU-9")
    publish(make_draft(product, title="柳州螺蛳粉"))
    worker.drain(consumers=["index"])
    rebuild(at=timezone.now(), corpus=CORPORA[PAGES])


def test_rebuild_writes_everything_anew(teas: None) -> None:
    get_engine().apply([], replaces=["green"])
    assert find("茶") == ["black"]
    assert "3 documents in generation-000002, 0 changed meanwhile" in run("search_rebuild")
    assert sorted(find("茶")) == ["black", "green"]
    assert get_engine().read().vocabulary == frozenset({"螺蛳粉"})
    assert find("螺蛳粉") == ["noodle"]


def test_rebuild_if_needed_leaves_an_index_that_can_be_read(teas: None) -> None:
    assert run("search_rebuild", "--if-needed") == "The index is there.\n"
    assert get_engine().describe()["generation"] == "generation-000001"


def test_rebuild_if_needed_replaces_an_index_of_another_version(
    teas: None, vitrine_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = vitrine_data / "index" / "generation-000001" / "state.json"
    state.write_text(json.dumps({**json.loads(state.read_text()), "schema": 0}))
    assert "3 documents in generation-000002" in run("search_rebuild", "--if-needed")
    assert sorted(find("茶")) == ["black", "green"]


def test_rebuild_if_needed_builds_where_there_is_none() -> None:
    assert "0 documents in generation-000001" in run("search_rebuild", "--if-needed")


def test_rebuild_says_what_could_not_be_indexed(teas: None) -> None:
    DeliveryDocument.objects.filter(kind="product", key="black").update(body="{}")
    with pytest.raises(CommandError, match="1 documents could not be indexed"):
        run("search_rebuild")
    assert find("茶") == ["green"]


def test_check_finds_nothing_where_all_is_well(teas: None) -> None:
    assert run("search_check").splitlines() == [ALL_WELL, NO_PAGES]


def test_check_finds_and_repairs_what_differs(teas: None) -> None:
    engine = get_engine()
    Offer.objects.filter(product__key="green").update(price_minor=1)
    engine.apply([], replaces=["black"])
    from tests.integration.search.conftest import make_document

    engine.apply([make_document("ghost", "茶", number=99)], replaces=["ghost"])
    output = StringIO()
    with pytest.raises(CommandError, match="Run search_check --repair"):
        call_command("search_check", stdout=output)
    assert output.getvalue().splitlines() == [
        "products: 3 served; 1 missing, 1 extra, 1 stale in the index",
        "  missing: black",
        "  extra: ghost",
        "  stale: green",
        NO_PAGES,
    ]
    assert run("search_check", "--repair").splitlines()[-3:] == ["After the repair:", ALL_WELL, NO_PAGES]
    assert sorted(find("茶")) == ["black", "green"]


@pytest.fixture
def judgements(tmp_path: Path) -> Path:
    path = tmp_path / "judgements.csv"
    path.write_text(
        "query,product_id,rating\n螺蛳粉,SKU-9,3\n螺蛳粉,green,0\n绿茶,green,3\n绿茶,unknown,3\nxyzzy,black,0\n"
    )
    return path


def test_evaluate_prints_figures(teas: None, judgements: Path) -> None:
    figures = json.loads(run("search_evaluate", "--judgements", str(judgements), "--json"))
    # 绿茶: the shop lacks one of two ideal products: 7 / (7 + 7/log2(3)).
    partial = 0.6131471927654584
    assert figures == {
        "queries": 3,
        "ndcg_at_10": pytest.approx((1 + partial) / 3),
        "mrr": pytest.approx(2 / 3),
        "recall_at_50": 0.75,
        "condensed_ndcg_at_10": pytest.approx((1 + partial) / 2),
        "zero_results": 1,
    }
    table = run("search_evaluate", "--judgements", str(judgements), "--per-query")
    assert "nDCG@10                 0.538" in table
    assert "   1.000  1.000  1.000      1  螺蛳粉" in table
    per_query = json.loads(run("search_evaluate", "--judgements", str(judgements), "--json", "--per-query"))[
        "per_query"
    ]
    assert [each["query"] for each in per_query] == ["螺蛳粉", "绿茶", "xyzzy"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("query,rating\nx,1\n", "has no column product_id"),
        ("query,product_id,rating\nx,1,5\n", "line 2: the rating '5' is none of 0, 1, 2, 3"),
        ("query,product_id,rating\n", "holds no judgements"),
    ],
)
def test_evaluate_refuses_a_bad_file(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(content)
    with pytest.raises(CommandError, match=message):
        run("search_evaluate", "--judgements", str(path))


def test_evaluate_refuses_what_is_not_there(judgements: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run("search_evaluate", "--judgements", "/nowhere.csv")
    with pytest.raises(CommandError, match="Choose a locale of: zh-hans, en"):
        run("search_evaluate", "--judgements", str(judgements), "--locale", "fr")


def use_cluster(settings: Any, url: str) -> None:
    cluster = Cluster(urls=(url,), prefix="test_nobody")
    settings.VITRINE_ENVIRONMENT = dataclasses.replace(settings.VITRINE_ENVIRONMENT, elasticsearch=cluster)


def test_the_embedded_engine_needs_no_check() -> None:
    assert check_engine(None) == []
    assert list_engines() == ["embedded"]


def test_a_cluster_that_is_away_is_said_by_a_check(settings: Any) -> None:
    use_cluster(settings, "http://127.0.0.1:9")
    (error,) = check_engine(None)
    assert error.id == "search.E001"
    assert error.msg.startswith("Elasticsearch at http://127.0.0.1:9 does not answer: ")
    assert list_engines() == ["elasticsearch", "embedded"]


@pytest.mark.elasticsearch
def test_a_cluster_without_an_index_is_said_by_a_check(settings: Any) -> None:
    use_cluster(settings, find_elasticsearch_url())
    (warning,) = check_engine(None)
    assert (warning.id, warning.hint) == ("search.W001", "Run manage.py search_rebuild.")
