"""Pages that stay in order, whatever changes between them."""

from __future__ import annotations

import pytest

from search.cursors import Cursor, decode_cursor
from search.engines.base import Position
from search.requests import CursorError, Sort
from tests.integration.search.conftest import Shop, make_document


def walk(shop: Shop, text: str, sort: Sort, first: int) -> list[str]:
    """Every hit, a page at a time."""
    found: list[str] = []
    after = None
    while True:
        results = shop.ask(text, sort=sort, first=first, after=after)
        found += [hit.key for hit in results.hits]
        assert results.total == 60
        if not results.has_next_page:
            return found
        after = results.hits[-1].cursor


@pytest.fixture
def teas(shop: Shop) -> Shop:
    shop.add(
        *(
            make_document(
                f"p{n:02}", "Tea " * (n % 4 + 1), number=n, price_minor=n % 7 * 100, released=n % 5, sold_total=n % 3
            )
            for n in range(60)
        )
    )
    return shop


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", ["tea", ""])
@pytest.mark.parametrize("first", [1, 7, 60])
def test_pages_make_up_the_whole_list(teas: Shop, sort: Sort, text: str, first: int) -> None:
    whole = teas.find(text, sort=sort, first=100)
    assert len(set(whole)) == 60
    assert walk(teas, text, sort, first) == whole


def test_of_very_many_equals_those_that_sell_come_first(shop: Shop) -> None:
    numbers = range(700)
    shop.add(*(make_document(f"p{n}", "Tea", number=n, sold_recently=n * 37 % 701) for n in numbers))
    shop.add(make_document("best", "Tea tea", number=900), make_document("last", "Tea for a teapot", number=901))
    equals = [f"p{n}" for n in sorted(numbers, key=lambda n: n * 37 % 701, reverse=True)]
    assert shop.find("tea", first=702) == ["best", *equals, "last"]
    found: list[str] = []
    after = None
    for _ in range(30):
        results = shop.ask("tea", first=24, after=after)
        found += [hit.key for hit in results.hits]
        after = results.hits[-1].cursor
        if not results.has_next_page:
            break
    assert found == ["best", *equals, "last"]


@pytest.mark.parametrize("sort", Sort)
def test_what_comes_and_goes_before_the_cursor_moves_nothing(teas: Shop, sort: Sort) -> None:
    whole = teas.find("tea", sort=sort, first=100)
    after = teas.ask("tea", sort=sort, first=20).hits[-1].cursor
    teas.engine.apply([], replaces=whole[:10])
    assert teas.find("tea", sort=sort, first=10, after=after) == whole[20:30]


@pytest.mark.parametrize("sort", Sort)
def test_the_product_of_the_cursor_may_be_gone(teas: Shop, sort: Sort) -> None:
    whole = teas.find("tea", sort=sort, first=100)
    after = teas.ask("tea", sort=sort, first=20).hits[-1].cursor
    teas.engine.apply([], replaces=[whole[19]])
    assert teas.find("tea", sort=sort, first=10, after=after) == whole[20:30]


def test_a_new_count_of_words_does_not_lose_the_place(teas: Shop) -> None:
    whole = teas.find("tea", first=100)
    version = teas.engine.read().frequencies.version
    after = teas.ask("tea", first=20).hits[-1].cursor
    teas.add(*(make_document(f"other-{n}", "Coffee", number=1000 + n) for n in range(200)))
    assert teas.engine.read().frequencies.version > version
    assert teas.find("tea", first=10, after=after) == whole[20:30]


def test_a_cursor_of_another_order_is_refused(teas: Shop) -> None:
    cursor = teas.ask("tea", sort=Sort.SALES).hits[0].cursor
    with pytest.raises(CursorError, match="belongs to the order sales, not newest"):
        teas.ask("tea", sort=Sort.NEWEST, after=cursor)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "!!!",
        "é",
        "W10",
        "bnVsbA",
        "WyJuZXdlc3QiXQ",
        "WyJuZXdlc3QiLDEsMiwzLDQsLTVd",
        "WyJuZXdlc3QiLDEsMiwzLDQsMS41XQ",
    ],
)
def test_a_broken_cursor_is_refused(teas: Shop, cursor: str) -> None:
    with pytest.raises(CursorError, match="no cursor of a search"):
        teas.ask("tea", sort=Sort.NEWEST, after=cursor)


def test_a_cursor_reads_back_as_it_was_written() -> None:
    cursor = Cursor(Sort.RELEVANCE, Position(2**62, 123, 7), 2, 9)
    assert decode_cursor(cursor.encode(), sort=Sort.RELEVANCE) == cursor


def test_a_page_of_nothing(teas: Shop) -> None:
    results = teas.ask("tea", first=0)
    assert (results.hits, results.total, results.has_next_page) == ([], 60, True)
