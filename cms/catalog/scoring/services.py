"""Judges contents and keeps what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from cms.catalog.details import collect_image_ids
from cms.catalog.models import ProductContent, ProductPicture, ProductScore
from cms.catalog.norms import similarity
from cms.catalog.norms.values import Severity
from cms.catalog.scoring.alike import store_signature
from cms.catalog.scoring.batches import Judged, judge_contents
from cms.catalog.scoring.measuring import measure_missing
from cms.catalog.scoring.saying import pack
from cms.catalog.scoring.standing import find_standing

Change = tuple[str, int | None, int]
"""A product's key, the score of one of its contents before (None for none), and now."""
Hear = Callable[[Sequence[Change], datetime], None]

_watchers: list[Hear] = []
_FIELDS = [
    *("score", "blocking", "warnings", "notes", "findings", "signature"),
    *(f"band_{place}" for place in range(similarity.BANDS)),
    *("version", "judged_at"),
]


def watch(hear: Hear) -> None:
    """Have `hear` told of scores that change, in the transaction that writes them; called once an app is ready."""
    if hear not in _watchers:
        _watchers.append(hear)


def score_contents(ids: Iterable[int], *, at: datetime) -> set[str]:
    """Judge these contents and keep their scores; call outside a transaction, for picture files are opened.

    Returns the keys of other products whose descriptions are now like some that have changed: they have to be judged
    again, for they are duplicates as well.
    """
    standing = find_standing()
    contents = _load(list(ids))
    if not contents:
        return set()
    measure_missing(_list_images(contents))
    judged = judge_contents(contents, at=at, standing=standing)
    with transaction.atomic():
        # What was deleted meanwhile has no score; what is there cannot be deleted until this is done.
        there = set(
            ProductContent.objects.select_for_update(of=("self",))
            .filter(pk__in=[content.pk for content in contents])
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        judged = [one for one in judged if one.content.pk in there]
        before = ProductScore.objects.defer("findings").in_bulk([one.content.pk for one in judged])
        rows = [_make_row(one, version=standing.number, at=at) for one in judged]
        ProductScore.objects.bulk_create(
            rows, batch_size=200, update_conflicts=True, unique_fields=["content"], update_fields=_FIELDS
        )
        _tell(judged, before, at=at)
    return _list_neighbours(judged, before)


def _load(ids: Sequence[int]) -> list[ProductContent]:
    """What is live of these, else their newest drafts, with their products."""
    rows = ProductContent.objects.filter(pk__in=ids).select_related("product", "locale").order_by("pk")
    contents = list(rows)
    drafts = {content.pk: content for content in contents if not content.live and content.latest_revision_id}
    newest = {}
    for content in drafts.values():
        assert content.latest_revision is not None  # noqa: S101 - it has one
        draft = newest[content.pk] = content.latest_revision.as_object()
        draft.product, draft.locale = content.product, content.locale
    return [newest.get(content.pk, content) for content in contents]


def _list_images(contents: Sequence[ProductContent]) -> set[int]:
    """The images of a batch, whether the editor chose them or not."""
    pictures = ProductPicture.objects.filter(
        product_id__in=[content.product_id for content in contents], image__isnull=False
    )
    ids: set[int] = set(pictures.values_list("image_id", flat=True))
    return ids | {pk for content in contents for pk in collect_image_ids(list(content.pictures.raw_data))}


def _make_row(judged: Judged, *, version: int, at: datetime) -> ProductScore:
    counts = Counter(finding.severity for finding in judged.verdict.findings)
    signature = judged.signature
    bands = similarity.list_bands(signature) if signature is not None else [None] * similarity.BANDS
    return ProductScore(
        content_id=judged.content.pk,
        score=judged.verdict.score,
        blocking=counts[Severity.BLOCKS],
        warnings=counts[Severity.WARNS],
        notes=counts[Severity.INFORMS],
        findings=pack(judged.verdict.findings),
        signature=store_signature(signature),
        version=version,
        judged_at=at,
        **{f"band_{place}": band for place, band in enumerate(bands)},
    )


def _tell(judged: Sequence[Judged], before: Mapping[int, ProductScore], *, at: datetime) -> None:
    changes: list[Change] = []
    for one in judged:
        known = before.get(one.content.pk)
        if known is None or known.score != one.verdict.score:
            changes.append((one.content.product.key, known.score if known else None, one.verdict.score))
    if changes:
        for hear in _watchers:
            hear(changes, at)


def _list_neighbours(judged: Sequence[Judged], before: Mapping[int, ProductScore]) -> set[str]:
    found: set[str] = set()
    for one in judged:
        known = before.get(one.content.pk)
        if known is None or known.signature != store_signature(one.signature):
            found |= {duplicate.key for duplicate in one.alike}
    return found - {one.content.product.key for one in judged}
