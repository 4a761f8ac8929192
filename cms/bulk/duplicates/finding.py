"""Finds products that seem to be one: by GTIN, title, pictures and near-same words. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.bulk.duplicates.pairing import fold_title, pair_up
from cms.bulk.models import DuplicateDecision
from cms.catalog.models import Offer, ProductContent, ProductPicture, ProductScore
from cms.catalog.norms.similarity import compare, list_bands
from cms.catalog.scoring.alike import read_signature

ALIKE = 0.9
"""How much of two descriptions is the same from which on they are shown."""


class Likeness(models.TextChoices):
    GTIN = "gtin", _("same GTIN")
    TITLE = "title", _("same title")
    PICTURE = "picture", _("same picture")
    WORDS = "words", _("nearly the same words")


_WEIGHTS = {Likeness.GTIN: 4, Likeness.TITLE: 3, Likeness.PICTURE: 2, Likeness.WORDS: 2}


@dataclass
class Pair:
    """Two products, by id, and what they have in common: by likeness, what exactly."""

    first: int
    second: int
    likenesses: dict[Likeness, str] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        return sum(_WEIGHTS[one] for one in self.likenesses)


def find_pairs(*, likeness: str = "") -> list[Pair]:
    """Undecided pairs, the likeliest first; five queries, whatever the size of the catalogue."""
    pairs: dict[tuple[int, int], Pair] = {}
    for kind, find in _FINDERS.items():
        for detail, ids in find():
            pair = pairs.setdefault(ids, Pair(*ids))
            pair.likenesses.setdefault(kind, str(detail))
    for decided in DuplicateDecision.objects.values_list("first_id", "second_id"):
        pairs.pop(decided, None)
    found = [pair for pair in pairs.values() if not likeness or likeness in pair.likenesses]
    return sorted(found, key=lambda pair: (-pair.weight, pair.first, pair.second))


def _find_gtins() -> Iterator[tuple[Any, tuple[int, int]]]:
    return pair_up(Offer.objects.exclude(gtin="").values_list("gtin", "product_id").iterator())


def _find_titles() -> Iterator[tuple[Any, tuple[int, int]]]:
    rows = ProductContent.objects.values_list("locale_id", "title", "product_id").iterator()
    folded = (((locale_id, fold_title(title)), product_id) for locale_id, title, product_id in rows)
    for (_locale_id, title), ids in pair_up(row for row in folded if row[0][1]):
        yield title, ids


def _find_pictures() -> Iterator[tuple[Any, tuple[int, int]]]:
    ours = ProductPicture.objects.exclude(image=None).exclude(image__file_hash="")
    remote = ProductPicture.objects.filter(image=None)
    yield from pair_up(ours.values_list("image__file_hash", "product_id").iterator())
    yield from pair_up(remote.values_list("remote_url", "product_id").iterator())


def _find_words() -> Iterator[tuple[Any, tuple[int, int]]]:
    rows = ProductScore.objects.exclude(signature=None).values_list(
        "signature", "content__product_id", "content__locale_id"
    )
    signatures: dict[int, tuple[int, int]] = {}
    buckets = []
    for number, (stored, product_id, locale_id) in enumerate(rows.iterator()):
        signature = read_signature(stored) or 0
        signatures[number] = (product_id, signature)
        buckets += [((locale_id, *bucket), number) for bucket in enumerate(list_bands(signature))]
    for _bucket, (one, other) in pair_up(buckets):
        (first, here), (second, there) = signatures[one], signatures[other]
        share = compare(here, there)
        if first != second and share >= ALIKE:
            yield f"{share:.0%}", (min(first, second), max(first, second))


_FINDERS = {
    Likeness.GTIN: _find_gtins,
    Likeness.TITLE: _find_titles,
    Likeness.PICTURE: _find_pictures,
    Likeness.WORDS: _find_words,
}
