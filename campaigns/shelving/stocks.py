"""Which products are low in stock or out of it, how long the stock lasts, and since when that is so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from campaigns.shelving.facts import BATCH, Surroundings, iterate_facts
from campaigns.shelving.models import ShelvingSettings, StockState, StockThreshold
from campaigns.shelving.rules.selling import find_cover, find_daily_rate
from campaigns.shelving.rules.values import Facts
from cms.catalog.models import Offer, Product
from cms.catalog.selectors import on_shelf


@dataclass(frozen=True, slots=True)
class Low:
    """A product on the shelf whose stock is low (`is_out`: gone), and by which measure."""

    facts: Facts
    cover: float | None
    rate: float
    is_out: bool
    threshold_units: int | None = None
    threshold_days: int | None = None
    is_running: bool = False
    """Whether a promotion that runs now names it."""
    skus: tuple[str, ...] = ()
    """The SKUs at or under their own alert levels."""


@dataclass(frozen=True)
class Thresholds:
    """What counts as low: of the product, else of the nearest category, else of the settings."""

    days: int
    products: Mapping[int, StockThreshold] = field(default_factory=dict)
    categories: Mapping[str, StockThreshold] = field(default_factory=dict)

    def find(self, facts: Facts) -> tuple[int | None, int | None]:
        """Units and days of cover."""
        threshold = self.products.get(facts.pk) or self._find_nearest(facts.category_path)
        return (threshold.units, threshold.days) if threshold else (None, self.days)

    def _find_nearest(self, path: str) -> StockThreshold | None:
        above = [known for known in self.categories if path.startswith(known)]
        return self.categories[max(above, key=len)] if above else None


def read_thresholds() -> Thresholds:
    """All that there are: two queries."""
    rows = list(StockThreshold.objects.select_related("category"))
    return Thresholds(
        ShelvingSettings.load().low_days,
        {row.product_id: row for row in rows if row.product_id},
        {row.category.path: row for row in rows if row.category},
    )


def list_low(surroundings: Surroundings, *, at: datetime) -> list[Low]:
    """What is on the shelf and low: in running promotions first, then what is out, then what ends soonest."""
    found = [low for batch in _iterate_low(surroundings, at=at) for low in batch]
    return sorted(found, key=lambda low: (not low.is_running, not low.is_out, _order(low.cover), low.facts.key))


def _iterate_low(surroundings: Surroundings, *, at: datetime) -> Iterator[list[Low]]:
    thresholds, running = read_thresholds(), surroundings.find_campaign_keys(running=True)
    counted = Offer.objects.filter(on_shelf(at), product=OuterRef("pk"), stock__isnull=False)
    products = Product.objects.filter(Exists(counted), contents__live=True).distinct()
    today = timezone.localdate(at)
    for batch in iterate_facts(products, surroundings, at=at):
        skus = _find_low_skus([facts.pk for facts in batch], at=at)
        lows = []
        for facts in batch:
            cover, (units, days) = find_cover(facts, today=today), thresholds.find(facts)
            own = tuple(skus.get(facts.pk, ()))
            if is_low(facts, cover, units, days) or own:
                is_out = facts.stock is not None and facts.stock <= 0
                rate = find_daily_rate(facts, today=today)
                lows.append(Low(facts, cover, rate, is_out, units, days, facts.key in running, own))
        yield lows


def is_low(facts: Facts, cover: float | None, units: int | None, days: int | None) -> bool:
    """Whether what is counted is gone, or at or under a threshold."""
    if facts.stock is None:
        return False
    under_units = units is not None and facts.stock <= units
    return facts.stock <= 0 or under_units or (days is not None and cover is not None and cover <= days)


def remember_stock(surroundings: Surroundings, *, at: datetime) -> list[StockState]:
    """Write down what is low or out of stock, and since when, and forget what is neither any more. Returns the low."""
    low = {one.facts.pk: one for one in list_low(surroundings, at=at)}
    states = StockState.objects.in_bulk()
    new = [StockState(pk=pk) for pk in low if pk not in states]
    known = [state for pk, state in states.items() if pk in low]
    for state in (*new, *known):
        _describe(state, low[state.pk], at)
    StockState.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    StockState.objects.bulk_update(known, _DESCRIBED, batch_size=500)
    gone = [pk for pk in states if pk not in low]
    for start in range(0, len(gone), BATCH):
        _forget(gone[start : start + BATCH])
    return [*new, *known]


_DESCRIBED = [
    *("low_since", "out_since", "is_low", "is_running", "stock", "rate", "cover_days", "units", "days", "skus"),
]


def _describe(state: StockState, low: Low, at: datetime) -> None:
    state.low_since = (state.low_since if state.is_low else None) or at
    state.out_since = (state.out_since or at) if low.is_out else None
    state.is_low, state.is_running = True, low.is_running
    state.stock, state.rate, state.cover_days = low.facts.stock, low.rate, low.cover
    state.units, state.days, state.skus = low.threshold_units, low.threshold_days, list(low.skus)


def _forget(ids: list[int]) -> None:
    """A product that left the shelf while it was out of stock still is: until it has stock again."""
    stocked = Offer.objects.filter(Q(stock__gt=0) | Q(stock__isnull=True), product__in=ids)
    StockState.objects.filter(pk__in=set(stocked.values_list("product_id", flat=True))).delete()
    StockState.objects.filter(pk__in=ids, out_since__isnull=True).delete()
    StockState.objects.filter(pk__in=ids).update(is_low=False, told_at=None)


def _find_low_skus(ids: list[int], *, at: datetime) -> dict[int, list[str]]:
    rows = Offer.objects.filter(on_shelf(at), product__in=ids, stock__isnull=False, stock__lte=F("alert_level"))
    found: dict[int, list[str]] = {}
    for product_id, sku in rows.order_by("sku").values_list("product_id", "sku"):
        found.setdefault(product_id, []).append(sku)
    return found


def _order(cover: float | None) -> float:
    return float("inf") if cover is None else cover
