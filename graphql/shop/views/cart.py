"""The cart: what is in it, what it costs and why, and everything that can be done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from shop.baskets import MOST_LINES, Basket, read_count
from shop.keeping import find_basket, keep_basket
from shop.pages import Meta, render_page
from shop.serving import find_next, go, shop_click, shop_form
from shop.totals import describe_problems, sum_up_deductions
from shop.visits import Visit


@shop_form
def show_cart(visit: Visit) -> HttpResponse:
    basket = find_basket(visit.request)
    quote = _ask_quote(visit, basket) if basket.lines else None
    lines = _order_lines(quote["lines"], basket) if quote else []
    return render_page(
        visit,
        "cart",
        Meta(title=_("Cart"), path="/cart", is_indexed=False),
        basket=basket,
        quote=quote,
        lines=lines,
        problems=describe_problems(quote["problems"]) if quote else {},
        deductions=sum_up_deductions(lines),
        unused=_list_unused(basket, quote["coupons"]) if quote else [],
        removed=_find_removed(visit, basket),
    )


@shop_click
def change_cart(visit: Visit) -> HttpResponse:
    """Do what the button says; back to the cart, or to where it was pressed."""
    given = visit.request.POST
    action, sku = given.get("do", "add"), given.get("sku", "").strip()
    before = find_basket(visit.request)
    after = _CHANGES[action](before, given) if action in _CHANGES else before
    path = find_next(visit, "/cart")
    if action == "remove" and sku in before.lines:
        path += "?" + urlencode({"removed": sku, "pieces": before.lines[sku]})
    is_full = action == "add" and sku not in after.lines and len(before.lines) >= MOST_LINES
    response = go(visit, path, said="full" if is_full else "")
    keep_basket(visit.request, response, after)
    return response


_CHANGES: dict[str, Callable[[Basket, Mapping[str, str]], Basket]] = {
    "add": lambda basket, given: basket.add(given.get("sku", "").strip(), read_count(given.get("quantity", "1"))),
    "put": lambda basket, given: basket.put(given.get("sku", ""), read_count(given.get("quantity", ""))),
    "remove": lambda basket, given: basket.put(given.get("sku", ""), 0),
    "add-code": lambda basket, given: basket.add_code(given.get("code", "")),
    "drop-code": lambda basket, given: basket.drop_code(given.get("code", "")),
}


def _ask_quote(visit: Visit, basket: Basket) -> dict[str, Any]:
    """With the best of the codes that were given and of the member's own."""
    cart = {
        "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in basket.lines.items()],
        "coupons": list(basket.codes),
        "picksCoupons": True,
        "shipping": settings.SHOP_SHIPPING,
    }
    return visit.ask("cart", cart=cart)["quote"]


def _order_lines(lines: list[dict[str, Any]], basket: Basket) -> list[dict[str, Any]]:
    """As they were put in, not by id."""
    places = {sku: place for place, sku in enumerate(basket.lines)}
    return sorted(lines, key=lambda line: places[line["sku"]])


def _list_unused(basket: Basket, coupons: list[dict[str, Any]]) -> list[str]:
    """The codes that were given and take nothing off."""
    used = {one["code"] for one in coupons if one["isApplied"]}
    return [code for code in basket.codes if code not in used]


def _find_removed(visit: Visit, basket: Basket) -> dict[str, Any] | None:
    """What was removed a moment ago, to be put back."""
    sku = visit.request.GET.get("removed", "")
    if not sku or sku in basket.lines:
        return None
    return {"sku": sku, "quantity": read_count(visit.request.GET.get("pieces", "1"))}
