"""Makes carts from what a storefront sends: SKUs and pieces become lines with prices, two queries for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, F

from campaigns.promotions.coupons.finding import CodeProblem
from campaigns.promotions.lines import Goods
from campaigns.promotions.shoppers import identify_shopper
from campaigns.promotions.standing import Standing
from campaigns.promotions.versions import find_standing
from campaigns.rules.values import Cart, Coupon, Shopper
from cms.catalog.models import Availability, Offer
from cms.catalog.selectors import on_shelf
from cms.delivery.selectors import LiveDocument, find_documents
from cms.members.shoppers import Shopper as Member
from cms.money import count_decimals

GUEST = Shopper()


class Trouble(StrEnum):
    """What is the matter with a line. All but SHORT keep it out of the cart."""

    UNKNOWN = "unknown"
    OFF_SHELF = "off_shelf"
    UNAVAILABLE = "unavailable"
    OTHER_CURRENCY = "other_currency"
    SHORT = "short"
    """There is less in stock than is wanted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line as a shopper wants it."""

    id: str
    sku: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Something is the matter with the line `id`."""

    id: str
    sku: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class BuiltCart:
    """`cart` holds the lines that can be bought; `goods` what is behind each, by the line's id.

    `code_problems` says, by code as it was given, why coupons are of no use.
    """

    cart: Cart
    standing: Standing
    goods: Mapping[str, Goods] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    code_problems: Mapping[str, CodeProblem] = field(default_factory=dict)


def build_cart(
    lines: Iterable[Wanted],
    *,
    at: datetime,
    shopper: Shopper = GUEST,
    channel: str = "",
    currency: str = "",
    locale: str = "",
    coupons: Sequence[Coupon] = (),
    picks_coupons: bool = False,
    shipping: int = 0,
    stage: str = "",
    explains_all: bool = False,
) -> BuiltCart:
    """The cart of `lines` at `at`. Line ids have to differ; lines that cannot be bought are reported, and left out.

    `shipping` is in minor units. How much of the limits is gone is not in it: `usage.fill_usage` knows.
    """
    wanted = list(lines)
    currency = currency or settings.VITRINE_CURRENCY
    found = find_goods({one.sku for one in wanted}, at=at, locale=locale)
    goods: dict[str, Goods] = {}
    problems: list[Problem] = []
    for one in wanted:
        trouble = _find_trouble(one, found, currency=currency, at=at)
        if trouble is not None:
            problems.append(Problem(one.id, one.sku, trouble))
        if trouble in (None, Trouble.SHORT):
            goods[one.id] = found.served[one.sku]
    quantities = {one.id: one.quantity for one in wanted}
    standing = find_standing(at=at)
    cart = Cart(
        at=at,
        lines=tuple(goods[line_id].make_line(line_id, quantities[line_id]) for line_id in sorted(goods)),
        currency=currency,
        decimals=count_decimals(currency),
        shopper=shopper,
        channel=channel,
        coupons=() if picks_coupons else tuple(coupons),
        picks_coupons=picks_coupons,
        shipping=shipping,
        timezone=ZoneInfo(settings.TIME_ZONE),
        groups=standing.groups,
        explains_all=explains_all,
        stage=stage,
    )
    return BuiltCart(cart, standing, goods, problems)


def describe_shopper(member: Member | None, *, coupons: Sequence[Coupon] = ()) -> Shopper:
    """Who buys, as the token of a member says; a guest without one. No query."""
    if member is None:
        return Shopper(coupons=tuple(coupons))
    return Shopper(
        id=identify_shopper(member.subject, member.issuer),
        segments=member.segments,
        tier=member.tier,
        orders=member.orders,
        coupons=tuple(coupons),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What there is of some SKUs: `offers` that exist, `served` those that shoppers may see, with their products."""

    offers: Mapping[str, Offer]
    served: Mapping[str, Goods]
    documents: Mapping[str, LiveDocument]


def find_goods(skus: Iterable[str], *, at: datetime, locale: str = "") -> Found:
    """Offers and products of `skus`, in two queries."""
    rows = Offer.objects.filter(sku__in=list(skus)).annotate(
        product_key=F("product__key"), is_on_shelf=_is_on_shelf(at)
    )
    offers = {offer.sku: offer for offer in rows}
    keys = {offer.product_key for offer in offers.values() if offer.is_on_shelf}
    documents = find_documents("product", keys, locale=locale or settings.LANGUAGE_CODE, at=at)
    served = {
        sku: Goods(offer, offer.product_key, documents[offer.product_key].data)
        for sku, offer in offers.items()
        if offer.is_on_shelf and offer.product_key in documents
    }
    return Found(offers, served, documents)


def _is_on_shelf(at: datetime) -> ExpressionWrapper:
    return ExpressionWrapper(on_shelf(at), output_field=BooleanField())


def _find_trouble(one: Wanted, found: Found, *, currency: str, at: datetime) -> Trouble | None:
    offer = found.offers.get(one.sku)
    if offer is None:
        return Trouble.UNKNOWN
    if one.sku not in found.served:
        return Trouble.OFF_SHELF
    if not offer.is_available(at=at):
        return Trouble.UNAVAILABLE
    if offer.currency != currency:
        return Trouble.OTHER_CURRENCY
    if offer.stock is None or offer.availability == Availability.MADE_TO_ORDER:
        return None
    return Trouble.SHORT if offer.stock < one.quantity else None
