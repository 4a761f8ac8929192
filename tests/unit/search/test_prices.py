import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking.prices import PriceWish, read_price


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("500元以下", PriceWish("", high=500)),
        ("500元以下的蓝牙耳机", PriceWish("蓝牙耳机", high=500)),
        ("蓝牙耳机 300以内", PriceWish("蓝牙耳机", high=300)),
        ("不超过200块 口红", PriceWish("口红", high=200)),
        ("手机 2000元以上", PriceWish("手机", low=2000)),
        ("100到200元 口红", PriceWish("口红", 100, 200)),
        ("口红100-200元之间", PriceWish("口红", 100, 200)),
        ("laptop under $500", PriceWish("laptop", high=500)),
        ("headphones under 50", PriceWish("headphones", high=50)),
        ("tv between 100 and 200", PriceWish("tv", 100, 200)),
        ("tv between $200 and $100", PriceWish("tv", 100, 200)),
        ("tv $100-$200", PriceWish("tv", 100, 200)),
        ("camera over $99.50", PriceWish("camera", low=99.5)),
    ],
)
def test_a_price_is_read(text: str, wish: PriceWish) -> None:
    assert read_price(text) == wish


@pytest.mark.parametrize(
    "text",
    ["iphone 8", "games over 18", "tablet under 10 inch", "16gb以上手机", "3-6岁 玩具", "rtx 2060-6g", "usb 3 to 4"],
)
def test_other_numbers_are_no_price(text: str) -> None:
    assert read_price(text) is None


@given(st.text(max_size=80))
def test_it_never_raises(text: str) -> None:
    wish = read_price(text)
    assert wish is None or wish.low is not None or wish.high is not None
