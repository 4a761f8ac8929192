"""Finds what changed facts would break of what is live: facts are seen at once, no publication comes in between."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from cms.catalog.models import Offer, Product, ProductContent
from cms.catalog.norms.judging import Standing, judge
from cms.catalog.norms.values import Finding, Kind, Price, Severity, Subject
from cms.catalog.scoring.checking import describe_finding
from cms.catalog.scoring.standing import find_standing
from cms.catalog.scoring.subjects import make_subjects
from cms.delivery.problems import Problem

PRICES = frozenset({Kind.PRICE_SANITY})


@dataclass(frozen=True, slots=True)
class Planned:
    """A product as it would be: `product` not saved, and what its offers and pictures would be where they change."""

    product: Product
    prices: Sequence[Price] | None = None
    pictures: Sequence[int | None] | None = None
    touched: Collection[str] = field(default_factory=frozenset)
    """SKUs whose prices somebody is setting: what blocks these refuses them, also where it did before."""


def make_price(offer: Offer) -> Price:
    """An offer's prices, saved or not, as norms see them."""
    return Price(offer.sku, offer.currency, offer.price_minor, offer.list_price_minor, offer.floor_price_minor)


def find_refusals(
    planned: Sequence[Planned], *, at: datetime, kinds: Collection[Kind] | None = None
) -> list[list[Finding]]:
    """Of each, what would block it that does not block it now; a fixed number of queries, none without blocking norms.

    What was wrong before does not refuse: stock has to come in whatever the title says. `kinds` narrows what is asked.
    """
    standing = find_standing()
    if not standing.number or not _can_block(standing, kinds):
        return [[] for _one in planned]
    by_product = {one.product.pk: one for one in planned if one.product.pk}
    rows = ProductContent.objects.filter(product__in=by_product.keys(), live=True).order_by("locale_id")
    contents = list(rows.select_related("product", "locale"))
    today = timezone.localdate(at)
    before = make_subjects(contents, today=today)
    for content in contents:
        content.product = by_product[content.product_id].product
    prices = {pk: list(one.prices) for pk, one in by_product.items() if one.prices is not None}
    pictures = {pk: list(one.pictures) for pk, one in by_product.items() if one.pictures is not None}
    after = make_subjects(contents, today=today, prices=prices, pictures=pictures)
    found: dict[int, list[Finding]] = {}
    for content, was, will in zip(contents, before, after, strict=True):
        one = by_product[content.product_id]
        found.setdefault(one.product.pk, []).extend(_compare(standing, was, will, one.touched, kinds))
    return [_leave_out_twins(found.get(one.product.pk, [])) for one in planned]


def find_obstacles(planned: Planned, *, at: datetime, kinds: Collection[Kind] | None = None) -> list[Problem]:
    """The same of one, as delivery says what is wrong."""
    return [describe_finding(finding) for finding in find_refusals([planned], at=at, kinds=kinds)[0]]


def _can_block(standing: Standing, kinds: Collection[Kind] | None) -> bool:
    if kinds is None:
        return standing.has_blocking()
    return any(norm.severity == Severity.BLOCKS and norm.kind in kinds for norm in standing.norms)


def _compare(
    standing: Standing, was: Subject, will: Subject, touched: Collection[str], kinds: Collection[Kind] | None
) -> list[Finding]:
    known = {str(finding.message) for finding in _list_blocking(standing, was, kinds)}
    return [
        finding
        for finding in _list_blocking(standing, will, kinds)
        if finding.flaw.numbers.get("sku") in touched or str(finding.message) not in known
    ]


def _list_blocking(standing: Standing, subject: Subject, kinds: Collection[Kind] | None) -> list[Finding]:
    ruleset = standing.choose(subject.categories, subject.locale).narrow_to_blocking()
    return [one for one in judge(subject, ruleset).blocking if kinds is None or one.kind in kinds]


def _leave_out_twins(findings: Sequence[Finding]) -> list[Finding]:
    """A price is the same in every language: what is wrong with it is said once."""
    return list({str(finding.message): finding for finding in findings}.values())


def find_refused_prices(changes: Sequence[tuple[Offer, Price]], *, at: datetime) -> dict[str, list[Finding]]:
    """By SKU, why the prices that offers are to have may not be seen; those that stay as they are, are not asked."""
    if not changes or not _can_block(find_standing(), PRICES):
        return {}
    products = {offer.product_id: offer.product for offer, _price in changes}
    # As they are stored: the offers at hand may have been filled in already.
    prices, touched = _read_prices(products), set()
    for offer, price in changes:
        if prices[offer.product_id].get(price.sku) != price:
            prices[offer.product_id][price.sku] = price
            touched.add(price.sku)
    if not touched:
        return {}
    planned = [Planned(product, list(prices[pk].values()), touched=touched) for pk, product in products.items()]
    found: dict[str, list[Finding]] = {}
    for finding in (one for each in find_refusals(planned, at=at, kinds=PRICES) for one in each):
        found.setdefault(finding.flaw.numbers["sku"], []).append(finding)
    return found


def _read_prices(product_ids: Collection[int]) -> dict[int, dict[str, Price]]:
    """The prices that are stored, by product and SKU."""
    found: dict[int, dict[str, Price]] = {pk: {} for pk in product_ids}
    for offer in Offer.objects.filter(product__in=list(product_ids)).order_by("sort_order", "sku"):
        found[offer.product_id][offer.sku] = make_price(offer)
    return found
