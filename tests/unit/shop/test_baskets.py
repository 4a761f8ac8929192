"""What is in a cart is little, bounded, and read back as it was written."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.baskets import MOST_CODES, MOST_LINES, MOST_PIECES, Basket, read_basket, read_count


def test_pieces_of_one_sku_add_up_to_a_bound() -> None:
    basket = Basket().add("tea", 2).add("cup", 1).add("tea", 98)

    assert (dict(basket.lines), basket.pieces) == ({"tea": MOST_PIECES, "cup": 1}, MOST_PIECES + 1)


def test_nought_takes_a_line_out_and_another_is_put_in_at_its_end() -> None:
    basket = Basket().add("tea", 2).add("cup", 1).put("tea", 0).put("tea", 1)

    assert list(basket.lines) == ["cup", "tea"]


def test_there_is_room_for_so_many_and_no_more() -> None:
    basket = Basket()
    for number in range(MOST_LINES + 1):
        basket = basket.add(f"s{number}", 1).add_code(f"c{number}")

    assert (len(basket.lines), len(basket.codes)) == (MOST_LINES, MOST_CODES)
    assert basket.put("s0", 5).lines["s0"] == 5
    assert basket.add("x" * 121, 1) == basket
    assert basket.drop_code("c0").codes[0] == "c1"


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, MOST_PIECES), max_size=6),
    st.lists(st.text(alphabet="AB1", min_size=1, max_size=4), unique=True, max_size=4),
)
def test_what_was_written_is_read_back(lines: dict[str, int], codes: list[str]) -> None:
    basket = Basket(lines, tuple(codes))

    assert read_basket(basket.write()) == basket


@pytest.mark.parametrize("written", [None, 5, [], [[["a"]], []], [[["a", "b"]], []], {"lines": 1}, [1, 2]])
def test_anything_else_is_an_empty_one(written: Any) -> None:
    assert read_basket(written) == Basket()


@pytest.mark.parametrize(("text", "expected"), [("3", 3), ("", 1), ("-2", 1), ("٣", 1), ("1e9", 1), ("0", 0)])
def test_how_many_a_form_says(text: str, expected: int) -> None:
    assert read_count(text) == expected
