"""Articles, topics, landing pages and posts are found by their words."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.delivery import worker
from search.corpora import CORPORA
from search.engines import PAGES, get_engine
from search.indexing import compare, rebuild, repair
from tests import factories, pages, shoppers

pytestmark = pytest.mark.django_db(transaction=True)

SEARCH = """
query ($text: String!, $kinds: [PageKind!], $first: Int, $after: String, $locale: String) {
  searchPages(text: $text, kinds: $kinds, first: $first, after: $after, locale: $locale) {
    totalCount
    isDegraded
    edges {
      kind
      highlights { field html }
      node { path ... on Article { title } ... on Topic { title } ... on Post { title } ... on LandingPage { title } }
    }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}
"""


@pytest.fixture
def library() -> None:
    """A tea article, a topic, a post and a landing page, and an article on something else."""
    pages.make_article("brewing", title="怎么泡绿茶", lead="水温八十度")
    pages.make_article("desk", title="书桌上的灯")
    pages.make_topic("tea", title="喝茶这件小事")
    words = ("heading", "一年一次")
    factories.make_landing("tea-fair", title="茶饮节", blocks=[words])
    shoppers.make_post(title="我的第一只茶杯", body="买了一只玻璃杯")
    worker.drain(consumers=["page_index"])


def ask(storefront: Any, text: str, **variables: Any) -> dict[str, Any]:
    return storefront.ask(SEARCH, {"text": text, **variables})["searchPages"]


def titles(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["title"] for edge in found["edges"]]


def test_every_kind_is_found_by_its_words(storefront: Any, library: None) -> None:
    found = ask(storefront, "茶")
    assert sorted(titles(found)) == sorted(["怎么泡绿茶", "喝茶这件小事", "茶饮节", "我的第一只茶杯"])
    assert {edge["kind"] for edge in found["edges"]} == {"ARTICLE", "TOPIC", "LANDING_PAGE", "POST"}
    assert (found["totalCount"], found["isDegraded"]) == (4, False)
    inside = ask(storefront, "玻璃杯")
    assert titles(inside) == ["我的第一只茶杯"]
    assert ask(storefront, "绿茶")["edges"][0]["highlights"] == [{"field": "title", "html": "怎么泡<mark>绿茶</mark>"}]


def test_kinds_narrow_and_pages_go_on(storefront: Any, library: None) -> None:
    assert titles(ask(storefront, "茶", kinds=["ARTICLE"])) == ["怎么泡绿茶"]
    first = ask(storefront, "茶", first=3)
    assert first["pageInfo"]["hasNextPage"]
    rest = ask(storefront, "茶", first=3, after=first["pageInfo"]["endCursor"])
    assert (rest["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasPreviousPage"]) == (False, True)
    assert len({*titles(first), *titles(rest)}) == 4


def test_what_is_no_longer_live_is_gone(storefront: Any, library: None) -> None:
    from cms.content.models import ArticlePage

    ArticlePage.objects.get(slug="brewing").unpublish()
    assert "怎么泡绿茶" not in titles(ask(storefront, "茶"))
    worker.drain(consumers=["page_index"])
    assert ask(storefront, "茶")["totalCount"] == 3


def test_arguments_are_checked(storefront: Any, library: None) -> None:
    error = storefront.fail(SEARCH, {"text": "茶" * 201})
    assert error["extensions"]["code"] == "BAD_ARGUMENT"
    assert storefront.fail(SEARCH, {"text": "茶", "after": "nonsense"})["extensions"]["code"] == "BAD_CURSOR"
    assert ask(storefront, "xylophone")["edges"] == []


def test_the_number_of_queries_does_not_grow(storefront: Any) -> None:
    counts = []
    for number in (4, 12):
        for at in range(number):
            pages.make_article(f"tea-{number}-{at}", title=f"绿茶 {number} {at}")
        worker.drain(consumers=["page_index"])
        ask(storefront, "绿茶", first=number)
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(storefront, "绿茶", first=number)["edges"]) == number
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 3


def test_the_index_is_compared_and_mended(library: None) -> None:
    corpus = CORPORA[PAGES]
    engine = get_engine(PAGES)
    key = next(key for key, _, _ in engine.read().list_hashes() if key.startswith("topic:"))
    engine.apply([], replaces=[key])
    comparison = compare(at=timezone.now(), corpus=corpus)
    assert (comparison.served, comparison.missing, comparison.extra, comparison.stale) == (5, {key}, set(), set())
    repair(comparison, at=timezone.now(), corpus=corpus)
    worker.drain(consumers=["page_index"])
    assert compare(at=timezone.now(), corpus=corpus).differing == []
    built, failures = rebuild(at=timezone.now(), corpus=corpus)
    assert (built.documents, failures) == (5, {})
    assert compare(at=timezone.now(), corpus=corpus).differing == []
