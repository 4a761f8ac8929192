"""Members say what they found helpful: once each, and taken back if they like."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.community.models import ContributionState, HelpfulVote
from cms.community.moderation import kinds
from cms.refusals import Refused

VOTABLE = ("review", "question", "answer")


def vote_helpful(kind: str, object_id: int, *, member: Any, is_helpful: bool, at: datetime) -> Any:
    """Note, or take back, that `member` found it helpful; returns what was voted on, counted anew."""
    with transaction.atomic():
        rows = _rows(kind).select_for_update()
        voted = rows.filter(pk=object_id, state=ContributionState.APPROVED).first()
        if voted is None:
            raise Refused.because("NOT_FOUND", _("It is not there any more."), field="id")
        if voted.member_id == member.pk:
            raise Refused.because("NOT_ALLOWED", _("This is your own."), field="id")
        if is_helpful:
            HelpfulVote.objects.get_or_create(kind=kind, object_id=object_id, member=member, defaults={"voted_at": at})
        else:
            HelpfulVote.objects.filter(kind=kind, object_id=object_id, member=member).delete()
        voted.helpful_count = count_votes(kind, object_id)
        voted.save(update_fields=["helpful_count"])
    return voted


def _rows(kind: str) -> Any:
    """Everything of a kind that can be voted for: each has a `helpful_count`."""
    return kinds.get_kind(kind).model._default_manager.all()


def count_votes(kind: str, object_id: int) -> int:
    return HelpfulVote.objects.filter(kind=kind, object_id=object_id).count()


def find_votes(kind: str, object_ids: Iterable[int], *, member: Any) -> set[int]:
    """Which of these `member` has voted for."""
    rows = HelpfulVote.objects.filter(kind=kind, object_id__in=list(object_ids), member=member)
    return set(rows.values_list("object_id", flat=True))


def forget_votes(member: Any) -> None:
    """Take back every vote of a member who is erased, and count anew what they voted for."""
    with transaction.atomic():
        votes = list(HelpfulVote.objects.filter(member=member).values_list("kind", "object_id"))
        HelpfulVote.objects.filter(member=member).delete()
        for kind, object_id in sorted(votes):
            rows = _rows(kind).select_for_update().filter(pk=object_id)
            if rows.first() is not None:
                rows.update(helpful_count=count_votes(kind, object_id))


def recount_votes() -> int:
    """Count the votes for everything anew; returns how many counts were wrong."""
    wrong = 0
    for kind in VOTABLE:
        for pk in _rows(kind).order_by("pk").values_list("pk", flat=True).iterator(chunk_size=500):
            with transaction.atomic():
                rows = _rows(kind).select_for_update().filter(pk=pk)
                rows.first()
                count = count_votes(kind, pk)
                wrong += rows.exclude(helpful_count=count).update(helpful_count=count)
    return wrong
