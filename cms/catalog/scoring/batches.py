"""Judges a batch of contents by the norms in force; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from cms.catalog.models import ProductContent
from cms.catalog.norms import similarity
from cms.catalog.norms.judging import Standing, judge
from cms.catalog.norms.values import Duplicate, Price, Subject, Verdict
from cms.catalog.scoring.alike import Signed, find_alike
from cms.catalog.scoring.standing import find_standing
from cms.catalog.scoring.subjects import make_subjects


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of a content; `alike` are the products described in nearly the same words."""

    content: ProductContent
    verdict: Verdict
    signature: int | None
    alike: tuple[Duplicate, ...]


def judge_contents(
    contents: Sequence[ProductContent],
    *,
    at: datetime,
    standing: Standing | None = None,
    prices: Mapping[Any, Sequence[Price]] | None = None,
) -> list[Judged]:
    """Judge `contents` as they are, saved or not; their products have to be at hand.

    `prices`, by product, stand for those that are stored; a product that is not made yet goes by None.
    """
    standing = standing or find_standing()
    subjects = make_subjects(contents, today=timezone.localdate(at), prices=prices)
    signed = [
        Signed(content.pk, content.product_id, content.locale_id, sign(subject))
        for content, subject in zip(contents, subjects, strict=True)
    ]
    found = find_alike(signed)
    judged = []
    for content, subject, one in zip(contents, subjects, signed, strict=True):
        alike = tuple(found.get(content.pk, ()))
        verdict = judge(replace(subject, duplicates=alike), standing.choose(subject.categories, subject.locale))
        judged.append(Judged(content, verdict, one.signature, alike))
    return judged


def sign(subject: Subject) -> int | None:
    """What tells descriptions that are alike: of the short description and the details together."""
    return similarity.sign([subject.summary, subject.details])
