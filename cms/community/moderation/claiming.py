"""Who works on what: an item belongs for some minutes to whoever opened it, and one person has one at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.community.models import ModerationItem, ModerationSettings
from cms.community.moderation import kinds
from cms.community.moderation.refusing import refuse_claimed, refuse_gone


def claim(item_id: int, *, by: Any, at: datetime, takes_over: bool = False) -> ModerationItem:
    """Keep an item for `by`, and let go of the one before. Raises DecisionRefused where somebody else has it."""
    with transaction.atomic():
        item = (
            ModerationItem.objects.select_for_update(of=("self",))
            .select_related("claimed_by")
            .filter(pk=item_id)
            .first()
        )
        if item is None:
            raise refuse_gone()
        if not by.has_perm(kinds.get_kind(item.kind).permission):
            raise PermissionDenied
        if item.is_claimed_by_another(by, at=at) and not takes_over:
            raise refuse_claimed(item)
        ModerationItem.objects.filter(claimed_by=by).exclude(pk=item.pk).update(claimed_by=None, claimed_until=None)
        item.claimed_by = by
        item.claimed_until = at + timedelta(minutes=ModerationSettings.load().claim_minutes)
        item.save(update_fields=["claimed_by", "claimed_until"])
    return item


def release(item_id: int, *, by: Any) -> None:
    """Let go of an item that `by` has."""
    ModerationItem.objects.filter(pk=item_id, claimed_by=by).update(claimed_by=None, claimed_until=None)
