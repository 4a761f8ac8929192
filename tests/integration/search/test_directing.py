"""Directives over a real index: where pins stand, what is hidden, what moves, and that paging stays right."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import IndexDocument
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.guidance import Guidance
from search.querying import search
from search.ranking.directives import (
    Adjustment,
    Directives,
    Pin,
    Touch,
    TouchKind,
    choose_pins,
    match_keys,
    settle_places,
)
from search.ranking.tree import Between, Term
from search.requests import ProductFilter, SearchRequest, SearchResults, Sort
from tests.integration.search.conftest import Shop, make_document

TEAS = [f"tea-{number}" for number in range(1, 10)]
CUPS = [f"cup-{number}" for number in range(1, 7)]
EVERYTHING = [*TEAS, *CUPS]

keys = st.sampled_from([*EVERYTHING, "gone"])
clauses = st.one_of(
    st.lists(keys, min_size=1, max_size=4).map(match_keys),
    st.sampled_from([Term("brand", "acme"), Term("category", "cups"), Between("price", 300, 900)]),
)
some_pins = st.lists(st.builds(Pin, keys, st.integers(1, 12)), max_size=5).map(tuple)
some_adjustments = st.lists(st.builds(Adjustment, clauses, st.integers(-100, 100), st.just("because")), max_size=5).map(
    tuple
)
some_directives = st.builds(Directives, some_pins, some_adjustments, st.none() | clauses)
texts = st.sampled_from(["tea", "green tea", "cup", "", "unheard-of"])
some_filters = st.sampled_from(
    [ProductFilter(), ProductFilter(brands=("acme",)), ProductFilter(available=True), ProductFilter(price_max=800)]
)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop(EmbeddedEngine(tmp_path_factory.mktemp("directed") / "index"))
    shop.add(*make_stock())
    return shop


def make_stock() -> list[IndexDocument]:
    documents = []
    for number, key in enumerate(EVERYTHING, start=1):
        kind, rank = key.split("-")
        documents.append(
            make_document(
                key,
                f"{'green ' if number % 3 == 0 else ''}{kind} " + "fine " * int(rank),
                number=number,
                brand="acme" if number % 2 else "other",
                categories=(f"{kind}s",),
                price_minor=number * 100,
                is_available=number % 5 != 0,
                sold_recently=number,
            )
        )
    return documents


def ask(shop: Shop, directives: Directives, text: str = "tea", **options) -> SearchResults:
    request = SearchRequest(**{"text": text, "locale": "en", "first": 50, **options})
    return search(shop.engine, request, Guidance(directives=directives))


def list_keys(results: SearchResults) -> list[str]:
    return [hit.key for hit in results.hits]


def page_through(shop: Shop, course: list[Directives], text: str, size: int, **options) -> list[str]:
    """All pages after each other; the first directives hold for the first page, and so on, the last for the rest."""
    found: list[str] = []
    after = None
    for number in range(60):
        directives = course[min(number, len(course) - 1)]
        results = ask(shop, directives, text, first=size, after=after, **options)
        found += list_keys(results)
        if not results.has_next_page:
            return found
        after = results.hits[-1].cursor
    raise AssertionError("It never ends.")


many = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(some_directives, texts, some_filters, st.integers(1, 7))
def test_pages_are_the_whole_list_and_have_every_product_once(stocked, directives, text, filters, size):
    whole = ask(stocked, directives, text, filters=filters)
    paged = page_through(stocked, [directives], text, size, filters=filters)
    assert paged == list_keys(whole)
    assert len(set(paged)) == len(paged) == whole.total


@many
@given(some_directives, texts, some_filters)
def test_pins_stand_at_their_places_and_the_others_keep_their_order(stocked, directives, text, filters):
    pinned = {pin.key for pin in directives.pins}
    without = list_keys(ask(stocked, Directives((), directives.adjustments, directives.hidden), text, filters=filters))
    allowed = list_keys(ask(stocked, Directives(hidden=directives.hidden), "", filters=filters))
    found = list_keys(ask(stocked, directives, text, filters=filters))
    assert [key for key in found if key not in pinned] == [key for key in without if key not in pinned]
    there = settle_places([pin for pin in choose_pins(directives.pins) if pin.key in allowed])
    assert {key for key in found if key in pinned} == {pin.key for pin in there}
    for pin in there:
        assert found.index(pin.key) == min(pin.place - 1, found.index(pin.key))
        if pin.place <= len(found) - sum(other.place > pin.place for other in there):
            assert found[pin.place - 1] == pin.key


@many
@given(some_directives, texts, some_filters)
def test_what_is_hidden_is_not_found_nor_counted(stocked, directives, text, filters):
    results = ask(stocked, directives, text, filters=filters, facets=("brand",))
    assert results.total == len(results.hits)
    if directives.hidden is not None:
        hidden = set(list_keys(ask(stocked, Directives(pins=()), "", filters=ProductFilter())))
        visible = set(list_keys(ask(stocked, Directives(hidden=directives.hidden), "")))
        assert not set(list_keys(results)) & (hidden - visible)
    if not filters.brands:
        assert sum(value.count for value in results.facets[0].values) == results.total


@many
@given(some_directives, some_directives, texts, st.integers(1, 5))
def test_a_rule_that_changes_between_two_pages_repeats_nothing(stocked, before, after, text, size):
    # What is moved by points may cross the place where the page ended, as after any change; pins must not matter.
    before = Directives(before.pins, (), before.hidden)
    after = Directives(after.pins, (), before.hidden)
    found = page_through(stocked, [before, after], text, size)
    assert len(set(found)) == len(found)
    assert set(found) >= set(list_keys(ask(stocked, Directives(hidden=before.hidden), text)))


@many
@given(st.lists(st.sampled_from(TEAS), min_size=1, max_size=4, unique=True), st.integers(1, 100))
def test_a_boost_moves_up_and_a_burial_down_by_the_same(stocked, chosen, strength):
    plain = {hit.key: hit.score for hit in ask(stocked, Directives()).hits}
    up = {
        hit.key: hit.score
        for hit in ask(stocked, Directives(adjustments=(Adjustment(match_keys(chosen), strength),))).hits
    }
    down = {
        hit.key: hit.score
        for hit in ask(stocked, Directives(adjustments=(Adjustment(match_keys(chosen), -strength),))).hits
    }
    for key, score in plain.items():
        factor = 7 if EVERYTHING.index(key) % 5 == 4 else 10
        assert up[key] - score == (strength * 100 * factor if key in chosen else 0)
        assert down[key] - score == (0 if key in chosen else strength * 100 * factor)


def test_pins_do_not_need_the_words_but_the_filters_and_the_shelf(stocked):
    directives = Directives(pins=(Pin("cup-1", 1, "tea time"), Pin("cup-2", 3), Pin("gone", 2)))
    results = ask(stocked, directives, "tea")
    plain = list_keys(ask(stocked, Directives(), "tea"))
    assert list_keys(results) == ["cup-1", plain[0], "cup-2", *plain[1:]]
    assert results.total == len(TEAS) + 2
    assert results.hits[0].touches == (Touch(TouchKind.PIN, 1, "tea time"),)
    assert list_keys(ask(stocked, directives, "tea", filters=ProductFilter(categories=("teas",)))) == plain
    assert "cup-1" not in list_keys(ask(stocked, directives, "tea", locale="de"))


def test_in_another_order_only_hides_count(stocked):
    directives = Directives((Pin("cup-1", 1),), (Adjustment(Term("brand", "acme"), 100),), Term("key", "tea-1"))
    plain = list_keys(ask(stocked, Directives(), "tea", sort=Sort.PRICE_ASC))
    assert list_keys(ask(stocked, directives, "tea", sort=Sort.PRICE_ASC)) == plain[1:]


def test_without_text_boosted_products_come_first(stocked):
    directives = Directives(adjustments=(Adjustment(Term("category", "cups"), 40, "cups week"),))
    plain = list_keys(ask(stocked, Directives(), ""))
    cups = [key for key in plain if key in CUPS]
    assert list_keys(ask(stocked, directives, "")) == cups + [key for key in plain if key not in CUPS]


def test_hits_say_what_moved_them_where_asked(stocked):
    boost, burial = Adjustment(Term("key", "tea-1"), 5, "new"), Adjustment(Term("brand", "other"), -3, "margin")
    results = ask(stocked, Directives(adjustments=(boost, burial)), "tea", explains=True)
    touches = {hit.key: hit.touches for hit in results.hits}
    assert touches["tea-1"] == (Touch(TouchKind.BOOST, 500, "new"),)
    assert touches["tea-2"] == (Touch(TouchKind.BURIAL, -300, "margin"),)
    assert touches["tea-3"] == ()
    assert all(not hit.touches for hit in ask(stocked, Directives(adjustments=(boost, burial)), "tea").hits)


@pytest.mark.elasticsearch
def test_both_engines_follow_directives_alike(stocked, elasticsearch: ElasticsearchEngine):
    cluster = Shop(elasticsearch)
    cluster.add(*make_stock())

    @settings(max_examples=25, suppress_health_check=[HealthCheck.nested_given])
    @given(some_directives, texts, some_filters, st.integers(1, 7))
    def check(directives, text, filters, size):
        options = {"filters": filters, "first": size, "facets": ("brand",), "explains": True}
        ours, theirs = (ask(shop, directives, text, **options) for shop in (stocked, cluster))
        assert [(hit.key, hit.score, hit.touches) for hit in theirs.hits] == [
            (hit.key, hit.score, hit.touches) for hit in ours.hits
        ]
        assert (theirs.total, theirs.facets) == (ours.total, ours.facets)
        paged = page_through(cluster, [directives], text, size, filters=filters)
        assert paged == list_keys(ask(stocked, directives, text, filters=filters))

    check()
