"""Reads what rules ask of products: a batch at a time, in a fixed number of queries each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from campaigns.promotions.taking_part import TakingPart, find_taking_part
from campaigns.shelving.models import StockState
from campaigns.shelving.rules.roles import FEWEST, Figures, describe_category
from campaigns.shelving.rules.values import Facts
from campaigns.shelving.windows import Window, find_off_since, find_on_since, is_open, list_closed
from cms.catalog.models import Category, Offer, Product, ProductContent
from search.behaviour.selectors import find_daily_purchases

BATCH = 1_000
_DAYS_READ = 190
"""The longest stretch a rule can look back over, and some."""

_PRODUCT = ("pk", "key", "category__path", "brand_id", "stage", "role", "released_at")
_OFFER = ("product_id", "stock", "sold_30_days", "price_minor", "on_shelf_from", "on_shelf_until")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a product is compared with: read once a run."""

    taking_part: Sequence[TakingPart] = ()
    medians: dict[str, float] = field(default_factory=dict)
    figures: dict[str, Figures | None] = field(default_factory=dict)
    """Both by the path of a category: of it and all below it, where those are enough to compare."""

    def find_figures(self, path: str) -> Figures | None:
        """Of the category `path`, or of the nearest above it that has enough products to compare."""
        return next((found for one in _list_above(path) if (found := self.figures.get(one))), None)

    def find_median(self, path: str) -> float | None:
        """The same of the units sold."""
        return next((self.medians[one] for one in _list_above(path) if one in self.medians), None)

    def find_campaign_keys(self, *, running: bool = False) -> frozenset[str]:
        """Products that take part in a promotion; with `running` only in those that run now."""
        groups = [one.products for one in self.taking_part if one.is_running or not running]
        return frozenset().union(*groups)


def read_surroundings(*, at: datetime) -> Surroundings:
    """Promotions, and what is usual in each category: a few queries, however many products there are."""
    live = ProductContent.objects.filter(product=OuterRef("product"), live=True)
    sold = (
        Offer.objects.filter(Exists(live))
        .order_by()
        .values_list("product", "product__category__path")
        .annotate(
            units=Sum("sold_30_days"), revenue=Sum(F("sold_30_days") * F("price_minor")), price=Min("price_minor")
        )
    )
    rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for _pk, path, *figures in sold:
        units, revenue, price = (figure or 0 for figure in figures)
        for known in _list_above(path or ""):
            rows[known].append((units, revenue, price))
    return Surroundings(
        taking_part=find_taking_part(at=at),
        medians={key: median(units for units, *_rest in group) for key, group in rows.items() if len(group) >= FEWEST},
        figures={key: describe_category(*map(list, zip(*group, strict=True))) for key, group in rows.items()},
    )


def iterate_facts(products: QuerySet[Product], surroundings: Surroundings, *, at: datetime) -> Iterator[list[Facts]]:
    """Facts of `products` in batches, by primary key."""
    rows = products.order_by("pk").values_list("pk", flat=True)
    after = 0
    while ids := list(rows.filter(pk__gt=after)[:BATCH]):
        yield read_facts(ids, surroundings, at=at)
        after = ids[-1]


def read_facts(ids: Sequence[int], surroundings: Surroundings, *, at: datetime) -> list[Facts]:
    """Facts of the products `ids`: five queries."""
    products = list(Product.objects.filter(pk__in=ids).order_by("pk").values_list(*_PRODUCT))
    offers = _read_offers(ids)
    contents = _read_contents(ids)
    since = timezone.localdate(at) - timedelta(days=_DAYS_READ)
    daily = find_daily_purchases([row[1] for row in products], since=since)
    out_since = dict(StockState.objects.filter(pk__in=ids).values_list("pk", "out_since"))
    campaign = surroundings.find_campaign_keys()
    found = []
    for pk, key, path, brand_id, stage, role, released_at in products:
        own = offers.get(pk, [])
        windows = [one.window for one in own]
        is_live, score, published_at = contents.get(pk, (False, None, None))
        found.append(
            Facts(
                pk=pk,
                key=key,
                category_path=path or "",
                brand_id=brand_id,
                stage=stage,
                role=role,
                score=score,
                is_live=is_live,
                is_on_shelf=any(is_open(window, at) for window in windows),
                can_return=bool(list_closed(windows, at)),
                on_shelf_since=find_on_since(windows, at) or published_at,
                off_shelf_since=find_off_since(windows, at),
                released_at=released_at,
                stock=_add_stock(own),
                out_since=out_since.get(pk),
                sold=sum(one.sold for one in own),
                daily=daily.get(key, {}),
                price_minor=min((one.price for one in own), default=0),
                revenue_minor=sum(one.sold * one.price for one in own),
                is_in_campaign=key in campaign,
                category_median=surroundings.find_median(path or ""),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Offer:
    stock: int | None
    sold: int
    price: int
    window: Window


def _list_above(path: str) -> list[str]:
    """The paths of a category and of those above it, the nearest first."""
    return [path[:end] for end in range(len(path), 0, -Category.steplen)] or [path]


def _read_offers(ids: Sequence[int]) -> dict[int, list[_Offer]]:
    found: dict[int, list[_Offer]] = {}
    for product_id, stock, sold, price, since, until in Offer.objects.filter(product__in=ids).values_list(*_OFFER):
        found.setdefault(product_id, []).append(_Offer(stock, sold, price, Window(since, until)))
    return found


def _read_contents(ids: Sequence[int]) -> dict[int, tuple[bool, int | None, Any]]:
    """Whether anything is live, the lowest score, and when it was first published."""
    rows = (
        ProductContent.objects.filter(product__in=ids)
        .order_by()
        .values_list("product_id")
        .annotate(
            live=Max("pk", filter=Q(live=True)),
            score=Min("score__score"),
            published=Min("first_published_at"),
        )
    )
    return {pk: (live is not None, score, published) for pk, live, score, published in rows}


def _add_stock(offers: Iterable[_Offer]) -> int | None:
    """All that is counted; an offer without a count never runs out, so then nobody knows how many there are."""
    counts = [one.stock for one in offers]
    known = [count for count in counts if count is not None]
    return sum(max(count, 0) for count in known) if known and len(known) == len(counts) else None
