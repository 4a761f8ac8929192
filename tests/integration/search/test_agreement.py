"""Both engines give the same answers, over products made up on the spot and over a real catalogue."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.settings.cluster import Cluster
from search.engines import PRODUCTS
from search.engines.base import Engine, IndexDocument
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.querying import search
from search.requests import ProductFilter, SearchRequest, SearchResults, Sort
from tests.benchmarks.search import make_products
from tests.integration.search.conftest import make_document
from tests.servers import refuse_or_skip

pytestmark = pytest.mark.elasticsearch

_FACETS = ("brand", "category", "price", "availability", "stage", "specification")
_AGREEMENT = 0.95
_NDCG_DIFFERENCE = 0.01
_LEAST_NDCG = 0.70
_UPDATES = 2000
_BATCH = 400
_WORDS = (
    "green black tea tea-pot Tea茶 绿茶 红茶 茶壶 蓝牙耳机 mate60pro WH-1000XM3 5g手机 café for with 的 case".split()
)


def describe(results: SearchResults) -> tuple[Any, ...]:
    hits = [(hit.key, hit.score, hit.highlights) for hit in results.hits]
    return hits, results.total, results.has_next_page, results.facets


def ask_both(engines: tuple[Engine, Engine], request: SearchRequest) -> SearchResults:
    """The answer of both, which is one."""
    first, second = (search(engine, request) for engine in engines)
    assert describe(first) == describe(second), request
    return first


def walk(engine: Engine, request: SearchRequest) -> Iterator[str]:
    after = None
    while True:
        results = search(engine, replace(request, after=after))
        yield from (hit.key for hit in results.hits)
        if not results.has_next_page:
            return
        after = results.hits[-1].cursor


@pytest.fixture
def both(embedded: EmbeddedEngine, elasticsearch: ElasticsearchEngine) -> tuple[Engine, Engine]:
    return embedded, elasticsearch


def fill(engine: Engine, documents: list[IndexDocument]) -> None:
    with engine.rebuild() as new:
        for start in range(0, len(documents), _BATCH):
            assert new.add(documents[start : start + _BATCH]) == {}
        new.finish(lambda keys: [])


def test_a_shop_looks_the_same_in_both(both: tuple[Engine, Engine]) -> None:
    products = list(make_products(600))
    for engine in both:
        fill(engine, products)
    assert both[0].read().frequencies == both[1].read().frequencies
    narrow = ProductFilter(brands=("lumen", "山岚"), price_min=100_000, specifications={"colour": ("red", "blue")})
    for text in ("", "headphones", "蓝牙耳机", "lumen backpack", "便携保温杯", "KB-42", "teapot for nobody", "xyzzy"):
        for filters in (ProductFilter(), narrow):
            for sort in Sort:
                ask_both(both, SearchRequest(text, "en", filters, sort, facets=_FACETS))
    for sort in Sort:
        request = SearchRequest("wireless headphones", "en", sort=sort, first=7)
        assert list(walk(both[0], request)) == list(walk(both[1], request))


_DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join),
            "brand": st.sampled_from(["", "jing", "tao"]),
            "price_minor": st.integers(0, 3000),
            "released": st.integers(0, 3),
            "sold_total": st.integers(0, 3),
            "is_available": st.booleans(),
            "serves": st.sampled_from([("en",), ("en", "zh-hans"), ("zh-hans",)]),
            "specifications": st.sampled_from([(), (("size", "1"),), (("size", "2.5"), ("colour", "a=b"))]),
        }
    ),
    max_size=12,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=_DOCUMENTS,
    after=_DOCUMENTS,
    text=st.lists(st.sampled_from([*_WORDS, "xyzzy"]), max_size=4).map(" ".join),
    sort=st.sampled_from(Sort),
    filters=st.sampled_from(
        [
            ProductFilter(),
            ProductFilter(brands=("jing",)),
            ProductFilter(available=True, price_max=1500),
            ProductFilter(specifications={"size": ("2..", "1")}),
            ProductFilter(specifications={"colour": ("a=b",)}, brands=("tao", "jing")),
        ]
    ),
)
def test_any_shop_gives_the_same_answers(
    both: tuple[Engine, Engine],
    before: list[dict[str, Any]],
    after: list[dict[str, Any]],
    text: str,
    sort: Sort,
    filters: ProductFilter,
) -> None:
    def make(number: int, fields: dict[str, Any]) -> IndexDocument:
        numbers = tuple((key, float(value)) for key, value in fields["specifications"] if key == "size")
        facets = tuple(key for key, _ in fields["specifications"])
        return make_document(f"p{number}", number=number, numbers=numbers, facets=facets, **fields)

    for engine in both:
        fill(engine, [make(number, fields) for number, fields in enumerate(before)])
        # Every second product becomes another one, or goes.
        changed = [make(number, fields) for number, fields in enumerate(after) if number % 2]
        engine.apply(changed, replaces=[f"p{number}" for number in range(1, 12, 2)])
    for locale in ("en", "zh-hans"):
        ask_both(both, SearchRequest(text, locale, filters, sort, first=5, facets=_FACETS))


@pytest.fixture
def catalogue() -> Path:
    """A folder with icecat.jsonl.gz and judgements.csv, as $VITRINE_CATALOGUE names it."""
    folder = os.environ.get("VITRINE_CATALOGUE", "")
    if not folder:
        pytest.skip("needs a real catalogue: VITRINE_CATALOGUE names its folder")
    if not (Path(folder) / "judgements.csv").is_file():
        refuse_or_skip(f"VITRINE_CATALOGUE is {folder}, and there is no judgements.csv")
    return Path(folder)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Figures that are worth a line in the log of every run."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}\n")

    return say


@pytest.mark.django_db(transaction=True)
def test_a_real_catalogue_ranks_the_same_in_both(
    catalogue: Path, cluster: Cluster, tmp_path: Path, say: Callable[[str], None]
) -> None:
    from search.corpora import CORPORA

    call_command("import_products", str(catalogue / "icecat.jsonl.gz"), mapping="icecat", verbosity=0)
    now = timezone.now()
    products = CORPORA[PRODUCTS]
    documents = [each for keys in products.iterate_keys(at=now) for each in products.build(keys, now)[0]]
    embedded = EmbeddedEngine(tmp_path / "agreement")
    one_shard = ElasticsearchEngine(cluster, refresh=True)
    three_shards = ElasticsearchEngine(replace(cluster, prefix=f"{cluster.prefix}_three", shards=3), refresh=True)
    engines = {"embedded": embedded, "one shard": one_shard, "three shards": three_shards}
    for engine in engines.values():
        fill(engine, documents)
    compare_rankings(engines, catalogue / "judgements.csv", say, "fresh")
    changed = [replace(each, price_minor=each.price_minor + 1) for each in documents[:: len(documents) // _UPDATES]]
    for engine in engines.values():
        for start in range(0, len(changed), 100):
            engine.apply(changed[start : start + 100], replaces=())
    compare_rankings(engines, catalogue / "judgements.csv", say, "updated")
    for engine in (one_shard, three_shards):
        engine.client.close()


def compare_rankings(engines: dict[str, Any], judgements: Path, say: Callable[[str], None], moment: str) -> None:
    from search.judging import judge, read_judgements
    from search.ranking.evaluation import summarise

    judged = read_judgements(judgements)
    tops = {
        name: [[hit.key for hit in search(engine, SearchRequest(text, "en", first=10)).hits] for text in judged]
        for name, engine in engines.items()
    }
    ndcg = {
        name: summarise([each.figures for each in judge(engine, judged, locale="en", at=timezone.now())]).ndcg_at_10
        for name, engine in engines.items()
    }
    for name in ("one shard", "three shards"):
        places = [one == other for a, b in zip(tops["embedded"], tops[name], strict=True) for one, other in zip(a, b)]  # noqa: B905
        agreement = sum(places) / len(places)
        say(
            f"{moment}, {name}: {agreement:.4f} of the first ten places agree,"
            f" nDCG@10 {ndcg[name]:.4f}, embedded {ndcg['embedded']:.4f}"
        )
        assert agreement >= _AGREEMENT
        assert abs(ndcg[name] - ndcg["embedded"]) <= _NDCG_DIFFERENCE
    assert min(ndcg.values()) >= _LEAST_NDCG
