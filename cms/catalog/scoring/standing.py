"""The norms and phrases in force, in this process."""

from __future__ import annotations

from cms.catalog.models import BannedPhrase, NormVersion, ProductNorm
from cms.catalog.norms.judging import Standing
from cms.versions import Keeper


def read_standing(number: int) -> Standing:
    """Everything that is in use, in two queries. Without a version nothing was ever saved, and nothing is judged."""
    if not number:
        return Standing()
    norms = ProductNorm.objects.filter(is_active=True).select_related("category").order_by("pk")
    phrases = BannedPhrase.objects.filter(is_active=True).select_related("category").order_by("pk")
    return Standing(
        number,
        tuple(norm for row in norms if (norm := row.make_norm()) is not None),
        tuple(row.make_banned() for row in phrases),
    )


KEEPER: Keeper[Standing] = Keeper(lambda: NormVersion, read_standing)


def find_standing() -> Standing:
    """What is in force; no query most of the time."""
    return KEEPER.find()


def has_norms() -> bool:
    """Whether there is anything to judge by."""
    return bool(find_standing().number)
