"""What shoppers searched for before they clicked a product, or others of its category."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Lower
from django.utils import timezone

from cms.catalog.admin.products.wanted import Searched
from cms.catalog.models import Product, ProductContent
from search.behaviour.models import PlacementCount, QueryDay

DAYS = 90
_MOST = 100
_LEAST_SHARE = 0.2


def list_leading(content: ProductContent, *, at: datetime) -> list[Searched]:
    """Phrases of the last `DAYS` days that led to the product or its category, the most frequent first. Two queries.

    Of who searched and clicked anything at least every fifth has to have come here: one stray click makes no keyword.
    """
    since, locale = timezone.localdate(at) - timedelta(days=DAYS), content.locale.language_code
    led = _count_led(content.product, locale, since)
    rows = (
        QueryDay.objects.filter(locale=locale, phrase__in=list(led), day__gt=since)
        .values("phrase")
        .annotate(times=Sum("searches"), followed_on=Sum("clicked"))
        .filter(times__gt=0)
        .order_by("-times", "phrase")
    )
    return [
        Searched(row["phrase"], row["times"], bool(led[row["phrase"]][1]))
        for row in rows
        if led[row["phrase"]][0] >= _LEAST_SHARE * row["followed_on"]
    ]


def _count_led(product: Product, locale: str, since: Any) -> dict[str, tuple[int, int]]:
    """By phrase the clicks on the category and those on the product itself, for the phrases with the most."""
    keys: Any = [product.key]
    if product.category is not None:
        # The number of products of a category has no limit: the database looks for them itself.
        keys = Product.objects.filter(category__path__startswith=product.category.path).order_by().values("key")
    # SQLite has no statistics, takes an index that begins with the language for the best, and reads it all: ten times
    # as long as by product. What is made of the column has no index.
    in_locale = PlacementCount.objects.alias(own_locale=Lower("locale")).filter(own_locale=locale.lower())
    clicked = in_locale.filter(product_key__in=keys, clicked__gt=0, seen_on__gt=since)
    own = Sum("clicked", filter=Q(product_key=product.key), default=0)
    rows = clicked.values("phrase").annotate(led=Sum("clicked"), own=own).order_by("-led", "phrase")[:_MOST]
    return {row["phrase"]: (row["led"], row["own"]) for row in rows}
