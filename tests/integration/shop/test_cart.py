"""The cart lives in the browser, signed; its page shows what the API says it costs, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from shop.keeping import COOKIE, COUNT_COOKIE
from tests.integration.promotions.making import make_promotion, publish
from tests.integration.shop.conftest import find_all

pytestmark = pytest.mark.django_db

CHANGE = "/en/cart/change"
AMOUNT = {"type": "amount", "value": {"value": "30.00", "allocation": "across", "select": "cheapest"}}


def send(visitor: Any, address: str = CHANGE, headers: Any = None, **given: Any) -> Any:
    return visitor.client.post(
        address, urlencode(given), content_type="application/x-www-form-urlencoded", headers=headers or {}
    )


def make_threshold(at_least: str, **fields: Any) -> Any:
    return publish(
        make_promotion(action=AMOUNT, conditions=[{"type": "amount", "value": {"at_least": at_least}}], **fields)
    )


def test_an_empty_cart_says_so(visitor: Any) -> None:
    page = visitor.open("/en/cart")

    assert "Nothing is in the cart yet." in page
    assert "data-checkout" not in page


def test_what_is_put_in_is_there_with_its_price(visitor: Any, make_shop: Any) -> None:
    make_shop(2)

    response = send(visitor, sku="mug-000", quantity="3")
    send(visitor, sku="mug-001")
    page = visitor.open("/en/cart")

    assert (response.status_code, response["Location"]) == (303, "/en/cart")
    assert visitor.client.cookies[COUNT_COOKIE].value == "4"
    assert visitor.client.cookies[COOKIE]["httponly"] is True
    assert find_all(r'name="quantity" type="number"[^>]* value="(\d+)"', page) == ["3", "1"]
    assert find_all(r"<dt>Goods</dt><dd>([^<]*)", page) == ["¥40.01"]
    assert find_all(r'aria-live="polite">([^<]*)', page) == ["¥50.01"]


def test_pieces_change_and_what_is_taken_out_can_be_put_back(visitor: Any, make_shop: Any) -> None:
    make_shop(2)
    send(visitor, sku="mug-000", quantity="3")
    send(visitor, do="put", sku="mug-000", quantity="5")
    changed = visitor.client.cookies[COUNT_COOKIE].value
    removed = send(visitor, do="remove", sku="mug-000")
    page = visitor.open(removed["Location"])

    assert changed == "5"
    assert COUNT_COOKIE not in {name for name, one in visitor.client.cookies.items() if one.value}
    assert removed["Location"] == "/en/cart?removed=mug-000&pieces=5"
    assert "Taken out of the cart." in page
    send(visitor, do="put", sku="mug-000", quantity="5")
    assert visitor.client.cookies[COUNT_COOKIE].value == "5"


def test_every_deduction_stands_at_its_line_and_the_hint_says_what_is_missing(visitor: Any, make_shop: Any) -> None:
    make_shop(2)
    flash = {"type": "set_price", "value": {"value": "8.00", "target": {"products": ["mug-000"]}}}
    publish(make_promotion(action=flash, name="早市秒杀"))
    make_threshold("100", name="满100减30")
    send(visitor, sku="mug-000", quantity="3")

    page = visitor.open("/en/cart")

    assert find_all(
        r'class="line__cut"><span class="badge">([^<]*)</span> <span class="line__off">−([^<]*)<', page
    ) == [("早市秒杀", "¥6.00")]
    assert "Spend ¥76 more for ¥30 off" in page
    assert find_all(r'<progress max="1" value="([^"]*)"', page) == ["0.24"]
    assert " style=" not in page


def test_codes_are_used_and_dropped_and_the_useless_ones_are_said(visitor: Any, make_shop: Any) -> None:
    make_shop(1)
    make_threshold("10", name="券", coupon_kind="public", coupon_code="SAVE30")
    send(visitor, sku="mug-000", quantity="5")
    send(visitor, do="add-code", code=" SAVE30 ")
    send(visitor, do="add-code", code="NONSENSE")

    page = visitor.open("/en/cart")

    assert find_all(r'aria-live="polite">([^<]*)', page) == ["¥30.00"]
    assert find_all(r'code--on">.*?<b>([^<]*)</b>', page) == ["SAVE30"]
    assert find_all(r'<li class="code"><span><b>([^<]*)</b>', page) == ["NONSENSE"]
    send(visitor, do="drop-code", code="SAVE30")
    assert find_all(r'aria-live="polite">([^<]*)', visitor.open("/en/cart")) == ["¥60.00"]


def test_what_cannot_be_bought_any_more_is_said_and_not_counted(visitor: Any, make_shop: Any) -> None:
    shop = make_shop(2)
    send(visitor, sku="mug-000")
    send(visitor, sku="mug-001")
    shop.products[0].product.offers.update(stock=0)
    send(visitor, sku="gone")

    page = visitor.open("/en/cart")

    assert find_all(r'line__problem">([^<]*)<', page) == ["It is sold out.", "The shop does not have it any more."]
    assert find_all(r"<dt>Goods</dt><dd>([^<]*)", page) == ["¥10.01"]


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_another_site_changes_nothing(visitor: Any, make_shop: Any, headers: dict[str, str]) -> None:
    make_shop(1)

    response = send(visitor, headers=headers, sku="mug-000")

    assert (response.status_code, response.cookies) == (403, {})


def test_a_forged_cookie_is_an_empty_cart(visitor: Any, make_shop: Any) -> None:
    make_shop(1)
    visitor.client.cookies[COOKIE] = "W1tbIm11Zy0wMDAiLDFdXSxbXV0:x:y"

    assert "Nothing is in the cart yet." in visitor.open("/en/cart")


def test_the_cart_is_nobody_elses(visitor: Any) -> None:
    response = visitor.client.get("/en/cart")

    assert (response["Cache-Control"], visitor.client.get(CHANGE).status_code) == ("private, no-store", 405)
    assert 'content="noindex"' in response.content.decode()


def test_a_product_page_shows_the_sale_its_end_and_what_else_touches_it(visitor: Any, make_shop: Any) -> None:
    make_shop(2)
    ends_at = timezone.now() + timedelta(hours=2)
    flash = {"type": "set_price", "value": {"value": "8.00", "target": {"products": ["mug-000"]}}}
    publish(make_promotion(action=flash, name="早市秒杀", ends_at=ends_at))
    make_threshold("100", name="满100减30")
    limited = {"type": "set_price", "value": {"value": "6.00", "target": {"products": ["mug-000"]}}}
    publish(make_promotion(action=limited, name="会员一件", limit_per_shopper=1))

    page = visitor.open("/en/products/mug-000")

    assert find_all(r'class="price__sale">([^<]*)<', page)[0] == "¥8.00"
    assert find_all(r'id="offer".*?data-ends="([^"]*)"', page) == [ends_at.isoformat()]
    assert find_all(r'<li class="deal">\s*<span class="badge">([^<]*)', page) == ["早市秒杀", "会员一件", "满100减30"]
    assert "¥6.00 for members: sign in" in page
    assert f'action="{CHANGE}"' in page


def test_a_page_is_kept_by_others_no_longer_than_its_prices_hold(
    visitor: Any, make_shop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_shop(1)
    ends_at = timezone.now() + timedelta(hours=2)
    publish(make_promotion(action={"type": "set_price", "value": {"value": "8.00"}}, ends_at=ends_at))
    monkeypatch.setattr(timezone, "now", lambda: ends_at - timedelta(seconds=1.5))

    response = visitor.client.get("/en/products/mug-000")

    assert response["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
