"""Loads the demo's shelf rules: weeks of sales to judge by, a run, and some of its proposals answered."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from campaigns.shelving.deciding import accept, refuse, take_back
from campaigns.shelving.models import ChangeState, ShelfChange, ShelfRule, StockThreshold
from campaigns.shelving.rules.slope import WEEKS
from campaigns.shelving.rules.values import ROLE, SHELF
from campaigns.shelving.running import run_rules
from cms.catalog.models import Category, Product
from search.behaviour.models import ProductDay

_FOLLOWED = 0.5
"""The share of buyers who may be counted."""
_GROWTH = {"growth": 0.08, "decline": -0.07}
_RULES: tuple[dict[str, Any], ...] = (
    {"name": "促销商品保持在架", "action": "put_on", "mode": "apply", "order": 10, "campaign": "some", "stock_min": 1},
    {"name": "长期断货下架", "action": "take_off", "order": 20, "out_days": 7, "campaign": "none"},
    {
        "name": "长尾滞销下架",
        "action": "take_off",
        "order": 30,
        "most": 50,
        "units_max": 25,
        "released_days": 365,
        "campaign": "none",
    },
    {"name": "到货重新上架", "action": "put_on", "mode": "apply", "order": 40, "stock_min": 10, "off_shelf_days": 1},
    {
        "name": "户外夏季商品换季下架",
        "action": "take_off",
        "order": 50,
        "is_active": False,
        "season": "out",
        "season_from": "04-01",
        "season_until": "10-15",
    },
)


def load_shelving(*, at: datetime) -> int:
    """Add rules, sales and answers, unless there are rules already; returns how many changes there are."""
    if ShelfRule.objects.exists():
        return 0
    with transaction.atomic():
        ProductDay.objects.bulk_create(_list_sales(at), ignore_conflicts=True, batch_size=500)
        for rule in _RULES:
            ShelfRule.objects.create(**rule)
        for category in Category.objects.filter(key="tea"):
            StockThreshold.objects.create(category=category, days=14, units=30)
    run_rules(at=at - timedelta(hours=2))
    _answer(at - timedelta(hours=1))
    return ShelfChange.objects.count()


def _list_sales(at: datetime) -> Iterator[ProductDay]:
    """A row a product and week: steady, or growing and falling as its stage says; a few another way than that."""
    today = timezone.localdate(at)
    rows = Product.objects.filter(contents__live=True).distinct().annotate(sold=Sum("offers__sold_30_days"))
    for product in rows.order_by("pk"):
        chance = zlib.crc32(product.key.encode())
        growth = _GROWTH.get(product.stage, {0: 0.09, 1: -0.08}.get(chance % 12, 0.0))
        usual = (product.sold or 0) / 30 * 7 * _FOLLOWED
        for week in range(WEEKS):
            noise = 1 + ((chance >> week) % 5 - 2) / 100
            count = round(usual * (1 + growth) ** (week - WEEKS / 2) * noise)
            day = today - timedelta(days=7 * (WEEKS - week) - 3)
            yield ProductDay(product_key=product.key, day=day, purchases=count)


def _answer(at: datetime) -> None:
    """Most roles are taken over; of what is to leave the shelf some went, came back, or may stay."""
    waiting = ShelfChange.objects.filter(state=ChangeState.PROPOSED).order_by("pk")
    merchandiser = _find_merchandiser()
    roles = list(waiting.filter(kind=ROLE).values_list("pk", flat=True))
    accept(
        ShelfChange.objects.filter(pk__in=[pk for place, pk in enumerate(roles) if place % 5]), user=merchandiser, at=at
    )
    shelf = list(waiting.filter(kind=SHELF).values_list("pk", flat=True))
    gone = ShelfChange.objects.filter(pk__in=shelf[:2])
    accept(gone, user=merchandiser, at=at)
    take_back(gone, user=merchandiser, at=at + timedelta(minutes=20))
    refuse(ShelfChange.objects.filter(pk__in=shelf[2:3]), user=merchandiser, at=at + timedelta(minutes=30))


def _find_merchandiser() -> Any:
    """Somebody whose work that is; None in a shop where nobody does it."""
    users = get_user_model()._default_manager
    able = users.with_perm("shelving.change_shelfchange", backend="django.contrib.auth.backends.ModelBackend")
    return able.filter(is_superuser=False).order_by("-pk").first()
