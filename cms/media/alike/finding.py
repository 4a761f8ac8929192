"""Finds pictures that are the same file, or look the same: through four indexed columns, never by comparing all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cms.media.fingerprints import (
    MOST_BITS,
    count_different,
    has_same_look,
    has_same_shape,
    list_probes,
    split_bands,
)
from cms.media.models import MediaImage, PicturePair

_MOST_COMPARED = 500
_COLUMNS = ("band_a", "band_b", "band_c", "band_d")


@dataclass(frozen=True, slots=True)
class Alike:
    """Another picture, and in how many bits it differs."""

    image: MediaImage
    distance: int
    is_exact: bool


def find_alike(image: MediaImage, *, among: QuerySet[MediaImage] | None = None) -> list[Alike]:
    """Pictures that are the same as `image` or look it, the likest first; one query."""
    condition = Q(file_hash=image.file_hash) if image.file_hash else Q(pk__in=[])
    if image.fingerprint is not None:
        for column, band in zip(_COLUMNS, split_bands(image.fingerprint), strict=True):
            condition |= Q(**{f"{column}__in": list_probes(band)})
    images = MediaImage.objects.all() if among is None else among
    candidates = images.filter(condition).exclude(pk=image.pk).order_by("pk")[:_MOST_COMPARED]
    found = [alike for candidate in candidates if (alike := compare(image, candidate)) is not None]
    return sorted(found, key=lambda alike: (not alike.is_exact, alike.distance, alike.image.pk))


def compare(image: MediaImage, other: MediaImage) -> Alike | None:
    """How alike two pictures are; None where they are two."""
    if image.file_hash and image.file_hash == other.file_hash:
        return Alike(other, 0, is_exact=True)
    if image.fingerprint is None or other.fingerprint is None:
        return None
    distance = count_different(image.fingerprint, other.fingerprint)
    is_alike = (
        distance <= MOST_BITS
        and has_same_shape((image.width, image.height), (other.width, other.height))
        and has_same_look(bytes(image.look), bytes(other.look))
    )
    return Alike(other, distance, is_exact=False) if is_alike else None


def note_pairs(image: MediaImage) -> int:
    """Keep which pictures `image` is like, for the report; what was decided before stays. Returns how many are new."""
    found = find_alike(image)
    _forget_others(image, [alike.image.pk for alike in found])
    known = set(_list_pairs(image).values_list("first", "second"))
    rows = []
    for alike in found:
        first, second = sorted((image.pk, alike.image.pk))
        if (first, second) not in known:
            rows.append(PicturePair(first_id=first, second_id=second, distance=alike.distance, is_exact=alike.is_exact))
    PicturePair.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _forget_others(image: MediaImage, ids: Iterable[int]) -> None:
    """A picture with another file is no longer like what it was like before."""
    kept = list(ids)
    _list_pairs(image).filter(verdict="").exclude(Q(first__in=kept) | Q(second__in=kept)).delete()


def _list_pairs(image: MediaImage) -> QuerySet[PicturePair]:
    return PicturePair.objects.filter(Q(first=image) | Q(second=image))
