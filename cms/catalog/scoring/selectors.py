"""Reads what was judged."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from cms.catalog.models import ProductScore


def find_scores(product_keys: Iterable[str]) -> dict[tuple[str, str], int]:
    """By product key and locale, the score of what is written about it; one query whatever the number of keys."""
    rows = ProductScore.objects.filter(content__product__key__in=list(product_keys))
    return {
        (key, locale): score
        for key, locale, score in rows.values_list("content__product__key", "content__locale__language_code", "score")
    }


def count_by_tens(scores: QuerySet[ProductScore] | None = None) -> list[tuple[str, int]]:
    """How many scores lie in each ten: ("0–9", …) up to ("90–100", …), a hundred among the best."""
    rows = ProductScore.objects.all() if scores is None else scores
    counted = rows.order_by().values_list("score").annotate(count=Count("pk"))
    tens = [0] * 10
    for score, count in counted:
        tens[min(score // 10, 9)] += count
    return [(f"{ten * 10}–{100 if ten == 9 else ten * 10 + 9}", count) for ten, count in enumerate(tens)]
