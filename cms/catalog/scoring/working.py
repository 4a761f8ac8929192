"""Keeps scores in step: consumer of the outbox, told of products that change, and of norms that do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Revision

from cms.catalog.models import (
    BannedPhrase,
    ProductContent,
    ProductEvidence,
    ProductNorm,
    ProductScore,
)
from cms.catalog.scoring.services import score_contents
from cms.catalog.scoring.standing import KEEPER, find_standing, has_norms
from cms.delivery import outbox

CONSUMER = "scores"
STALE = "stale"
"""The key of "some are judged by former norms": however often norms are changed, one pass does for all."""

_PRODUCT = "product:"
_BATCH = 500
# Less than a claim is held for, so that nobody else begins with the same meanwhile.
_MOST_SECONDS = 30.0


def register() -> None:
    """Join the outbox, and hear of what is not in any document: norms, evidence, drafts."""
    outbox.register_consumer(
        outbox.Consumer(CONSUMER, apply, batch_size=_BATCH, watches_documents=True, is_wanted=has_norms)
    )
    KEEPER.connect([ProductNorm, BannedPhrase], then=announce_stale)
    for signal in (post_save, post_delete):
        signal.connect(_hear_of_evidence, sender=ProductEvidence, dispatch_uid=f"scores-evidence-{id(signal)}")
    post_save.connect(_hear_of_draft, sender=Revision, dispatch_uid="scores-drafts")


def announce_stale() -> None:
    """Have everything judged again that was judged by other norms than those in force."""
    outbox.enqueue(CONSUMER, [STALE], available_at=timezone.now())


def announce_products(keys: Iterable[str], *, at: datetime) -> None:
    """Have these products judged again."""
    outbox.enqueue(CONSUMER, [_PRODUCT + key for key in keys], available_at=at)


def _hear_of_evidence(instance: ProductEvidence, **_kwargs: Any) -> None:
    if has_norms():
        announce_products([instance.product.key], at=timezone.now())


def _hear_of_draft(instance: Revision, created: bool, **_kwargs: Any) -> None:
    """What is live is heard of when its document changes; a draft that never was has no document."""
    if not created or not has_norms() or instance.content_type_id != ProductContent.get_content_type().pk:
        return
    drafts = ProductContent.objects.filter(pk=instance.object_id, live=False)
    announce_products(drafts.values_list("product__key", flat=True), at=timezone.now())


def apply(targets: list[str], at: datetime) -> dict[str, str]:
    """Judge the products among `targets`, and, where norms have changed, as many of the others as there is time for."""
    keys = [target.removeprefix(_PRODUCT) for target in targets if target.startswith(_PRODUCT)]
    if keys and has_norms():
        contents = ProductContent.objects.filter(product__key__in=keys).order_by("pk")
        _score(list(contents.values_list("pk", flat=True)), at=at)
    if STALE in targets:
        # The norms that this entry tells of are committed: what this process has looked at may be a second old.
        KEEPER.forget()
    if STALE in targets and judge_stale(for_seconds=_MOST_SECONDS).left:
        announce_stale()
    return {}


def _score(ids: list[int], *, at: datetime) -> None:
    for start in range(0, len(ids), _BATCH):
        neighbours = score_contents(ids[start : start + _BATCH], at=at)
        if neighbours:
            announce_products(sorted(neighbours), at=at)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many contents were judged by the norms in force, and how many are left."""

    done: int
    left: int


def judge_stale(*, for_seconds: float | None = None, on_progress: Callable[[int, int], None] | None = None) -> Progress:
    """Judge what was never judged, or by former norms: all of it, or what there is time for.

    Killed at any moment it leaves whole batches, and the next run does the rest.
    """
    started, done, after = time.monotonic(), 0, 0
    total = list_stale().count()
    while has_norms() and (for_seconds is None or time.monotonic() - started < for_seconds):
        ids = list(list_stale().filter(pk__gt=after).values_list("pk", flat=True)[:_BATCH])
        if not ids:
            break
        _score(ids, at=timezone.now())
        done, after = done + len(ids), ids[-1]
        if on_progress is not None:
            on_progress(done, max(total, done))
    return Progress(done, list_stale().count() if has_norms() else 0)


def list_stale() -> QuerySet[ProductContent]:
    """Contents without a score, or with one by other norms than those in force."""
    current = ProductScore.objects.filter(content=OuterRef("pk"), version=find_standing().number)
    return ProductContent.objects.filter(~Exists(current)).order_by("pk")


def read_progress() -> Progress:
    """How far judging by the norms in force has come."""
    total = ProductContent.objects.count()
    left = list_stale().count() if has_norms() else 0
    return Progress(total - left, left)
