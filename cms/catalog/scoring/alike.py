"""Finds products whose descriptions say nearly the same, by the signatures that are kept with their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from cms.catalog.models import ProductContent, ProductScore
from cms.catalog.norms.similarity import BANDS, compare, list_bands
from cms.catalog.norms.values import Duplicate

LEAST = 0.8
"""Less alike than this is nothing that any norm asks for."""
_MOST = 20
_TURN = 1 << 63


@dataclass(frozen=True, slots=True)
class Signed:
    """A content and what its description comes to; None where that is too short to tell."""

    content_id: int
    product_id: int
    locale_id: int
    signature: int | None


def store_signature(signature: int | None) -> int | None:
    """As a column of 64 bits holds it, which has a sign."""
    return None if signature is None else signature - (_TURN << 1) if signature >= _TURN else signature


def read_signature(stored: int | None) -> int | None:
    """What was stored."""
    return None if stored is None else stored + (_TURN << 1) if stored < 0 else stored


def find_alike(signed: Sequence[Signed]) -> dict[int, list[Duplicate]]:
    """By content, those of other products in its language that are alike, among themselves too: in two queries."""
    looked_for = {one.content_id: one for one in signed if one.signature is not None}
    if not looked_for:
        return {}
    candidates = {**_read_candidates(looked_for), **looked_for}
    buckets: dict[tuple[int, int], list[Signed]] = {}
    for one in candidates.values():
        for bucket in enumerate(list_bands(one.signature or 0)):
            buckets.setdefault(bucket, []).append(one)
    pairs = {one.content_id: _compare(one, buckets) for one in looked_for.values()}
    names = _read_names({other for found in pairs.values() for other, _share in found})
    return {
        content_id: [Duplicate(*names[other], share) for other, share in found if other in names]
        for content_id, found in pairs.items()
        if found
    }


def _read_candidates(looked_for: Mapping[int, Signed]) -> dict[int, Signed]:
    bands = [list_bands(one.signature or 0) for one in looked_for.values()]
    condition = Q()
    for place in range(BANDS):
        condition |= Q(**{f"band_{place}__in": sorted({one[place] for one in bands})})
    rows = ProductScore.objects.filter(condition).exclude(pk__in=list(looked_for))
    return {
        pk: Signed(pk, product_id, locale_id, read_signature(stored))
        for pk, product_id, locale_id, stored in rows.values_list(
            "content_id", "content__product_id", "content__locale_id", "signature"
        )
    }


def _compare(one: Signed, buckets: Mapping[tuple[int, int], Sequence[Signed]]) -> list[tuple[int, float]]:
    found: dict[int, float] = {}
    for bucket in enumerate(list_bands(one.signature or 0)):
        for other in buckets.get(bucket, ()):
            if other.product_id == one.product_id or other.locale_id != one.locale_id or other.content_id in found:
                continue
            share = compare(one.signature or 0, other.signature or 0)
            if share >= LEAST:
                found[other.content_id] = share
    # Thousands of the same text are one finding.
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]


def _read_names(ids: set[int]) -> dict[int, tuple[str, str]]:
    rows = ProductContent.objects.filter(pk__in=ids).values_list("pk", "product__key", "title")
    return {pk: (key, title) for pk, key, title in rows}
