"""Members say what should not be there; enough of them put it back into the queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from cms.community.models import (
    ContributionState,
    FindingReason,
    ModerationAction,
    ModerationFinding,
    ModerationSettings,
    Report,
    ReportReason,
)
from cms.community.moderation import kinds
from cms.community.moderation.services import DECIDED, announce, lock_contribution, lock_item, note_event


def report(kind: str, object_id: int, *, member: Any, reason: ReportReason, text: str, at: datetime) -> bool | None:
    """Note that `member` objects to a visible contribution.

    False where they have done so before, None where there is nothing they could object to: it is not visible, or is
    their own.
    """
    of_kind = kinds.get_kind(kind)
    with transaction.atomic():
        contribution = lock_contribution(kind, object_id)
        item = lock_item(kind, object_id)
        if item is None or item.state != ContributionState.APPROVED or item.member_id == member.pk:
            return None
        _report, is_new = Report.objects.get_or_create(
            item=item, member=member, defaults={"reason": reason, "text": text[:500], "created_at": at}
        )
        if not is_new:
            return False
        item.report_count = Report.objects.filter(item=item, handled_at__isnull=True).count()
        note_event(item, ModerationAction.REPORTED, at=at, before=item.state, after=item.state)
        rules = ModerationSettings.load()
        if item.report_count >= rules.report_threshold and item.queued_at is None:
            item.queued_at = at
            ModerationFinding.objects.create(item=item, reason=FindingReason.REPORTED, note=str(item.report_count))
            if rules.hides_reported:
                _hide(of_kind, contribution, item, at=at)
        item.version += 1
        item.save(update_fields=["report_count", "queued_at", "state", "version"])
    return True


def _hide(kind: kinds.ContributionKind, contribution: Any, item: Any, *, at: datetime) -> None:
    before = contribution.state
    contribution.decide(ContributionState.PENDING, by=None, at=None)
    contribution.save(update_fields=list(DECIDED))
    item.state = ContributionState.PENDING
    announce(kind, contribution, before=before, at=at)
