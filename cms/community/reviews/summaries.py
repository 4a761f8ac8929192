"""What a product's visible reviews come to: counted anew under a lock, so that no change is ever lost or doubled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from cms.community.models import RATINGS, Review, ReviewScore, ReviewSummary


def find_summaries(product_keys: Iterable[str]) -> dict[str, ReviewSummary]:
    """By product key, in one query; products without reviews are missing."""
    keys = list(product_keys)
    if not keys:
        return {}
    return {row.product_key: row for row in ReviewSummary.objects.filter(product_key__in=keys, count__gt=0)}


def refresh_summary(product_key: str, *, at: datetime) -> None:
    """Count the visible reviews of a product; call it in the transaction that changed one of them.

    The row is locked before anything is counted: whoever comes second counts what the first has committed.
    """
    with transaction.atomic():
        ReviewSummary.objects.get_or_create(product_key=product_key, defaults={"counted_at": at})
        summary = ReviewSummary.objects.select_for_update().get(product_key=product_key)
        _count(summary)
        summary.counted_at = at
        summary.save()


def recount_all(*, at: datetime) -> Iterator[tuple[str, bool]]:
    """Count every product anew; yields each key and whether its summary was wrong."""
    keys = set(Review.objects.order_by().values_list("product_key", flat=True).distinct())
    keys |= set(ReviewSummary.objects.values_list("product_key", flat=True))
    for key in sorted(keys):
        before = _read(ReviewSummary.objects.filter(product_key=key).first())
        refresh_summary(key, at=at)
        yield key, _read(ReviewSummary.objects.get(product_key=key)) != before


def _count(summary: ReviewSummary) -> None:
    visible = Review.objects.visible().filter(product_key=summary.product_key)
    stars = {f"stars_{star}": Count("pk", filter=Q(rating=star)) for star in RATINGS}
    counted: dict[str, Any] = visible.aggregate(
        count=Count("pk"),
        rating_sum=Sum("rating", default=0),
        recommended=Count("pk", filter=Q(recommends=True)),
        verified=Count("pk", filter=Q(is_verified=True)),
        pictured=Count("pk", filter=Q(has_pictures=True)),
        **stars,
    )
    summary.count, summary.rating_sum = counted["count"], counted["rating_sum"]
    summary.stars = [counted[f"stars_{star}"] for star in RATINGS]
    summary.recommended_count, summary.verified_count = counted["recommended"], counted["verified"]
    summary.pictured_count = counted["pictured"]
    scores = ReviewScore.objects.filter(review__in=visible).order_by()
    rows = scores.values(key=F("dimension__key")).annotate(count=Count("pk"), sum=Sum("score"))
    summary.dimensions = {row["key"]: [row["count"], row["sum"]] for row in rows.order_by("key")}


def _read(summary: ReviewSummary | None) -> tuple[Any, ...] | None:
    if summary is None:
        return None
    return (
        summary.count,
        summary.rating_sum,
        summary.stars,
        summary.dimensions,
        summary.recommended_count,
        summary.verified_count,
        summary.pictured_count,
    )
