"""Recommendations of one answer: the index and a fixed number of queries, however many products they are for."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from search.behaviour.exclusions import read_bars
from search.behaviour.learning.blending import Candidate
from search.behaviour.recommending import Kind, Reason, Wish, recommend
from search.selectors import EngineError
from storefront.context import RequestContext
from storefront.sources.products import ProductBatch, ProductSource, find_products

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RecommendationSource:
    """A recommended product, and why."""

    product: ProductSource
    why: Reason
    seed: ProductSource | None

    @property
    def reason(self) -> str:
        with override(self.product.batch.locale):
            return _say(self.why, self.product, self.seed)


def find_recommendations(
    groups: Mapping[str, Sequence[str]],
    *,
    kind: Kind,
    first: int,
    cart: Sequence[str],
    locale: str,
    context: RequestContext,
) -> dict[str, list[RecommendationSource]]:
    """For each group of product keys what goes with them. None at all while the search engine is away."""
    member = None
    if kind is Kind.FOR_YOU and (shopper := context.member) is not None:
        member = shopper.find_member()
    wish = Wish(kind, locale, context.at, first, tuple(cart), member)
    # One page may recommend several times.
    place = ("bars", locale)
    bars = context.memory[place] = context.memory.get(place) or read_bars(locale)
    try:
        found = recommend(wish, groups, bars=bars)
    except EngineError as error:
        # A page is whole without them.
        logger.error("Nothing can be recommended while the search engine is away: %s", error)
        return {name: [] for name in groups}
    named = {one.key for candidates in found.values() for one in candidates}
    seeds = {one.reason.seed for candidates in found.values() for one in candidates if one.reason.seed}
    products = find_products(sorted(named | seeds), locale=locale, context=context)
    return {name: _wrap(candidates, products)[:first] for name, candidates in found.items()}


def _wrap(candidates: Sequence[Candidate], products: Mapping[str, ProductSource]) -> list[RecommendationSource]:
    return [
        RecommendationSource(products[one.key], one.reason, products.get(one.reason.seed))
        for one in candidates
        if one.key in products
    ]


def find_for_batch(
    batch: ProductBatch, *, kind: Kind, first: int, cart: Sequence[str], context: RequestContext
) -> dict[str, list[RecommendationSource]]:
    """As `find_recommendations` for each product of a batch, read once for all of them."""
    place = ("recommendations", id(batch), kind, first, tuple(cart))
    if place not in context.memory:
        groups = {key: [key] for key in batch.products}
        # The batch stays with what it is remembered by: its number must not become another one's.
        context.memory[place] = (
            batch,
            find_recommendations(groups, kind=kind, first=first, cart=cart, locale=batch.locale, context=context),
        )
    return context.memory[place][1]


def _say(why: Reason, product: ProductSource, seed: ProductSource | None) -> str:
    """The reason in words, from what really speaks for it."""
    if why.kind == "bought":
        text = ngettext("%(count)d shopper bought both", "%(count)d shoppers bought both", why.count)
        return text % {"count": why.count}
    if why.kind == "viewed":
        return _("Others looked at both")
    if why.kind == "interest" and seed is not None:
        return _("Because you looked at %(title)s") % {"title": seed.data["title"]}
    if why.kind == "popular":
        return _("Many are looking at it now")
    if why.kind == "selling":
        return _("Sells well")
    return _say_similar(product, seed)


def _say_similar(product: ProductSource, seed: ProductSource | None) -> str:
    brand, category = product.data["brand"], product.data["category"]
    is_same_brand = seed is not None and brand and seed.data["brand"] and brand["key"] == seed.data["brand"]["key"]
    is_same_kind = (
        seed is not None and category and seed.data["category"] and category["key"] == seed.data["category"]["key"]
    )
    if is_same_brand and is_same_kind:
        return _("Also %(category)s by %(brand)s") % {"category": category["name"], "brand": brand["name"]}
    if is_same_kind:
        return _("Also in %(category)s") % {"category": category["name"]}
    if is_same_brand:
        return _("Also by %(brand)s") % {"brand": brand["name"]}
    return _("Much like it")
