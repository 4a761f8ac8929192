"""Finds what a plan would publish that a norm refuses, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from cms.catalog.feeds.content_plans import ContentPlan
from cms.catalog.feeds.planning import Plan
from cms.catalog.feeds.rows import Row
from cms.catalog.models import Offer, ProductPicture
from cms.catalog.norms.judging import judge
from cms.catalog.norms.values import Picture, Price, Subject
from cms.catalog.scoring.refusing import find_refused_prices, make_price
from cms.catalog.scoring.standing import find_standing
from cms.catalog.scoring.subjects import make_subjects
from cms.phrases import Phrase

_MONEY = ("currency", "price_minor", "list_price_minor", "floor_price_minor")


def find_blocked(plan: Plan, *, at: datetime) -> dict[str, list[Phrase]]:
    """By product key, why what the feed says of it may not be published; products of which nothing is said are fine.

    Judged are words, facts, prices and pictures as they would be afterwards.
    """
    standing = find_standing()
    if not standing.number or not standing.has_blocking():
        return {}
    planned = list(_list_published(plan))
    subjects = make_subjects([one.content for one in planned], today=timezone.localdate(at))
    prices, pictures = _list_prices(plan), _list_pictures(plan)
    blocked = {}
    for one, subject in zip(planned, subjects, strict=True):
        whole = _add_planned(subject, prices.get(one.key, {}), pictures.get(one.key, 0), title=one.content.title)
        ruleset = standing.choose(subject.categories, subject.locale)
        findings = judge(whole, ruleset.narrow_to_blocking()).blocking
        if findings:
            blocked[one.key] = [finding.message for finding in findings]
    return blocked


def find_blocked_offers(rows: Sequence[tuple[Row, Offer]], *, at: datetime) -> dict[str, list[Phrase]]:
    """By SKU, why the price that a feed of offers alone gives it may not be seen; nothing is changed."""
    found = find_refused_prices([(offer, _read_price(row, offer)) for row, offer in rows], at=at)
    return {
        sku: [Phrase("may not be published: %(reasons)s", reasons=finding.message) for finding in findings]
        for sku, findings in found.items()
    }


def _read_price(row: Row, offer: Offer) -> Price:
    values = {name: row.offer.get(name, getattr(offer, name)) for name in _MONEY}
    return Price(offer.sku, *values.values())


def _list_published(plan: Plan) -> Iterator[ContentPlan]:
    """What would be served otherwise than now."""
    offered = {offer.product.key for offer in (*plan.new_offers, *plan.changed_offers)}
    changed = {*plan.changed_products, *plan.pictured, *offered}
    for one in plan.contents:
        if one.content.live and (one.is_new or one.changed or one.key in changed):
            yield one


def _list_prices(plan: Plan) -> dict[str, dict[str, Price]]:
    found: dict[str, dict[str, Price]] = {}
    for offer in (*plan.new_offers, *plan.changed_offers):
        found.setdefault(offer.product.key, {})[offer.sku] = make_price(offer)
    return found


def _list_pictures(plan: Plan) -> dict[str, int]:
    """By product, how many pictures come in addition."""
    counts: dict[str, int] = {}
    for pictures, sign in ((plan.new_pictures, 1), (plan.gone_pictures, -1)):
        _count(pictures, sign, counts)
    return counts


def _count(pictures: Sequence[ProductPicture], sign: int, counts: dict[str, int]) -> None:
    for picture in pictures:
        counts[picture.product.key] = counts.get(picture.product.key, 0) + sign


def _add_planned(subject: Subject, prices: dict[str, Price], pictures: int, *, title: str) -> Subject:
    merged = {price.sku: price for price in subject.prices} | prices
    shown = subject.pictures
    if pictures > 0:
        shown = (*shown, *[Picture(alt=title)] * pictures)
    elif pictures < 0:
        shown = shown[:pictures]
    return replace(subject, prices=tuple(merged.values()), pictures=shown)
