"""What goes for good: reviews and their like, with what moderation knows, their votes and their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cms.community.models import ContributionState, FollowUp, HelpfulVote, Review
from cms.community.moderation import services as moderation
from cms.community.reviews.pictures import name_use
from cms.community.uploads.attaching import discard
from cms.delivery import outbox

WITHDRAWN = "withdrawn-reviews"
KEPT = timedelta(days=30)
"""How long what its author took back is kept, for whoever has to look into a complaint."""


def remove(model: Any, kind: str, ids: Sequence[int], *, at: datetime) -> None:
    """Delete these contributions."""
    moderation.forget(kind, ids)
    HelpfulVote.objects.filter(kind=kind, object_id__in=ids).delete()
    discard([name_use(kind, pk) for pk in ids], at=at)
    model.objects.filter(pk__in=ids).delete()


def remove_later(review: Review, *, at: datetime) -> None:
    """Have a review that its author has just taken back deleted once nobody has to look into it any more."""
    outbox.enqueue(WITHDRAWN, [str(review.pk)], available_at=at + KEPT)


def remove_withdrawn(keys: list[str], at: datetime) -> dict[str, str]:
    """Delete what is still withdrawn of the reviews with these numbers; the outbox consumer."""
    gone = Review.objects.filter(
        pk__in=[int(key) for key in keys], state=ContributionState.WITHDRAWN, decided_at__lte=at - KEPT
    )
    with transaction.atomic():
        ids = list(gone.values_list("pk", flat=True))
        below = list(FollowUp.objects.filter(review__in=ids).values_list("pk", flat=True))
        remove(FollowUp, "follow_up", below, at=at)
        remove(Review, "review", ids, at=at)
    return {}


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(WITHDRAWN, remove_withdrawn, batch_size=50))
