"""The shop's own judgements: what somebody has said about how well a product answers a query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count

from cms.catalog.models import Offer, Product
from search.merchandising.matching import normalise_query
from search.merchandising.models import SearchJudgement

RATINGS = (0, 1, 2, 3)
COLUMNS = ("query", "product_id", "rating")
"""Of a file of judgements; `product_id` is a SKU."""


def judge_product(
    *, query: str, locale: str, key: str, rating: int | None, user: Any, at: datetime
) -> SearchJudgement | None:
    """Keep `rating` as the shop's, or take it back with None. Raises Product.DoesNotExist, and ValueError."""
    text = normalise_query(query)[:200]
    if not text:
        raise ValueError("There is no query to judge for.")
    if rating is not None and rating not in RATINGS:
        raise ValueError(f"{rating!r} is none of {RATINGS}.")
    product = Product.objects.get(key=key)
    place = {"query": text, "locale": locale, "product": product}
    if rating is None:
        SearchJudgement.objects.filter(**place).delete()
        return None
    judgement, _is_new = SearchJudgement.objects.update_or_create(
        **place, defaults={"rating": rating, "judged_by": user, "judged_at": at}
    )
    return judgement


def find_ratings(query: str, *, locale: str) -> dict[str, int]:
    """By product key, what was judged for `query`; one query."""
    rows = SearchJudgement.objects.filter(query=normalise_query(query)[:200], locale=locale)
    return dict(rows.values_list("product__key", "rating"))


def find_all_ratings(*, locale: str, limit: int) -> dict[str, dict[str, int]]:
    """By query, what was judged of it: the queries with most judgements, `limit` at most. Two queries."""
    rows = SearchJudgement.objects.filter(locale=locale)
    most = rows.values("query").annotate(count=Count("pk")).order_by("-count", "query")
    queries = list(most.values_list("query", flat=True)[:limit])
    found: dict[str, dict[str, int]] = {query: {} for query in queries}
    for query, key, rating in rows.filter(query__in=queries).values_list("query", "product__key", "rating"):
        found[query][key] = rating
    return found


def list_judgements(*, locale: str) -> Iterator[tuple[str, str, int]]:
    """Query, SKU and rating of everything judged in `locale`: of a product's SKUs, the first. Two queries."""
    rows = list(
        SearchJudgement.objects.filter(locale=locale)
        .order_by("query", "-rating", "pk")
        .values_list("query", "product_id", "rating")
    )
    judged = SearchJudgement.objects.filter(locale=locale).values("product_id")
    skus: dict[int, str] = {}
    for product_id, sku in Offer.objects.filter(product__in=judged).order_by("pk").values_list("product_id", "sku"):
        skus.setdefault(product_id, sku)
    for query, product_id, rating in rows:
        if product_id in skus:
            yield query, skus[product_id], rating
