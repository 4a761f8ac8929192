"""PURE. Prices: possible, in order, and near those of the same category. A comma in the wrong place costs a fortune."""

from __future__ import annotations

from collections.abc import Iterator

from cms.catalog.norms.values import Flaw, Norm, Price, Subject
from cms.phrases import Phrase


def judge_sanity(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """Each SKU's prices among themselves, and beside what is usual."""
    if not subject.prices:
        return None
    share = 1 / len(subject.prices)
    return [flaw for price in subject.prices for flaw in _judge_price(price, subject, norm, share)]


def _judge_price(price: Price, subject: Subject, norm: Norm, share: float) -> Iterator[Flaw]:
    if price.price <= 0:
        yield _flaw("price_zero", price, Phrase("its price is nothing"), Phrase("Give it a price"), share)
        return
    if price.list_price is not None and price.list_price < price.price:
        reason = Phrase("its list price is below its price")
        yield _flaw("price_list", price, reason, Phrase("Correct the list price, or take it away"), share)
    deepest = norm.parameters["deepest_discount"]
    if price.list_price and deepest and price.price < price.list_price * (100 - deepest) / 100:
        off = round(100 - price.price * 100 / price.list_price)
        reason = Phrase("it is %(off)d%% below its list price", off=off)
        yield _flaw("price_discount", price, reason, Phrase("Check both prices"), share, {"off": off})
    if price.floor_price is not None and price.price < price.floor_price:
        reason = Phrase("its price is below its lowest price")
        yield _flaw("price_floor", price, reason, Phrase("Raise the price, or lower the lowest"), share)
    usual = subject.usual_prices.get(price.currency)
    times = norm.parameters["times_usual"]
    if usual is None or not times:
        return
    if price.price * times < usual.low:
        reason = Phrase("its price is less than a %(times)dth of what is usual in this category", times=times)
        yield _flaw("price_low", price, reason, Phrase("Check for a digit too few"), share)
    elif price.price > usual.high * times:
        reason = Phrase("its price is more than %(times)d times what is usual in this category", times=times)
        yield _flaw("price_high", price, reason, Phrase("Check for a digit too many"), share)


def _flaw(
    code: str,
    price: Price,
    reason: Phrase,
    way_out: Phrase,
    share: float,
    numbers: dict[str, object] | None = None,
) -> Flaw:
    place = Phrase("Price of SKU %(sku)s", sku=price.sku)
    return Flaw("offers", place, reason, way_out, code, share, {"sku": price.sku, **(numbers or {})})
