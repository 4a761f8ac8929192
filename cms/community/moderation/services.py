"""What authors do with their contributions: each step, its history and what follows from it in one transaction.

What moderators do is in `deciding`. Locks are taken in one order everywhere: the contribution, then its item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override

from cms.community.models import (
    ContributionState,
    FingerprintBand,
    ModerationAction,
    ModerationEvent,
    ModerationFinding,
    ModerationItem,
    TextFingerprint,
)
from cms.community.moderation import kinds, repeats
from cms.community.moderation.findings import Outcome, Verdict
from cms.community.moderation.screening import Screened, screen_and_sign

_STATES = {
    Outcome.APPROVE: ContributionState.APPROVED,
    Outcome.HOLD: ContributionState.PENDING,
    Outcome.REJECT: ContributionState.REJECTED,
}


def submit(contribution: Any, *, kind: str, at: datetime, save_along: Callable[[Any], None] | None = None) -> Verdict:
    """Save what a member wrote, or has edited, in the state the rules give it; what they hold joins the queue.

    `save_along` saves what belongs to it, once it has its id and before anybody is told.
    """
    of_kind = kinds.get_kind(kind)
    with transaction.atomic():
        before = _read_saved_state(contribution)
        item = None if before is None else lock_item(kind, contribution.pk)
        screened = screen_and_sign(contribution, kind=kind, at=at)
        state = _STATES[screened.verdict.outcome]
        contribution.decide(
            state,
            by=None,
            at=None if state == ContributionState.PENDING else at,
            reason=_explain_rejection(contribution.locale) if state == ContributionState.REJECTED else "",
        )
        contribution.save()
        if save_along is not None:
            save_along(contribution)
        item = _save_item(item, contribution, of_kind, at=at)
        _save_findings(item, screened.verdict)
        _save_fingerprint(item, screened, at=at)
        action = ModerationAction.SUBMITTED if before is None else ModerationAction.EDITED
        note_event(item, action, at=at, before=before or "", after=state)
        announce(of_kind, contribution, before=before, at=at)
    return screened.verdict


def withdraw(contribution: Any, *, kind: str, at: datetime) -> None:
    """Take back what its author no longer wants to be seen."""
    of_kind = kinds.get_kind(kind)
    with transaction.atomic():
        before = _read_saved_state(contribution)
        if before in {None, ContributionState.WITHDRAWN}:
            return
        item = lock_item(kind, contribution.pk)
        contribution.decide(ContributionState.WITHDRAWN, by=None, at=at)
        contribution.save(update_fields=list(DECIDED))
        if item is not None:
            item.state, item.queued_at = contribution.state, None
            item.version += 1
            item.save(update_fields=["state", "queued_at", "version"])
            note_event(item, ModerationAction.WITHDRAWN, at=at, before=before or "", after=contribution.state)
        announce(of_kind, contribution, before=before, at=at)


def forget(kind: str, object_ids: Iterable[int]) -> None:
    """Drop everything known of contributions that are deleted for good."""
    ModerationItem.objects.filter(kind=kind, object_id__in=list(object_ids)).delete()


DECIDED = ("state", "decided_at", "decided_by", "reason")
"""The fields of a contribution that `decide` sets."""


def announce(kind: kinds.ContributionKind, contribution: Any, *, before: str | None, at: datetime) -> None:
    """Tell the kind what was decided, and that shoppers now see it, see it changed, or no longer see it."""
    kind.on_decided(contribution, before=before, at=at)
    if contribution.state == ContributionState.APPROVED:
        kind.on_shown(contribution, at=at)
    elif before == ContributionState.APPROVED:
        kind.on_hidden(contribution, at=at)


def lock_contribution(kind: str, object_id: int) -> Any | None:
    """A contribution as it is now, held until the transaction ends: what is to be edited or decided on."""
    rows = kinds.get_kind(kind).model._default_manager.select_for_update()
    return rows.filter(pk=object_id).first()


def lock_item(kind: str, object_id: int) -> ModerationItem | None:
    """The item of a contribution, held until the transaction ends."""
    return ModerationItem.objects.select_for_update().filter(kind=kind, object_id=object_id).first()


def note_event(
    item: ModerationItem,
    action: ModerationAction,
    *,
    at: datetime,
    by: Any = None,
    note: str = "",
    before: str = "",
    after: str = "",
    batch: str = "",
    undo: Any = None,
) -> ModerationEvent:
    """Add to the history of an item."""
    return ModerationEvent.objects.create(
        item=item,
        action=action,
        by=by,
        at=at,
        note=note,
        state_before=before,
        state_after=after,
        batch=batch,
        undo=undo,
    )


def _explain_rejection(locale: str) -> str:
    with override(locale):
        return gettext("It has words in it that are not allowed here.")


def _read_saved_state(contribution: Any) -> str | None:
    """The state in the database, locked: what is in memory may be old."""
    if contribution.pk is None:
        return None
    rows = type(contribution)._default_manager.select_for_update().filter(pk=contribution.pk)
    return rows.values_list("state", flat=True).first()


def _save_item(
    item: ModerationItem | None, contribution: Any, kind: kinds.ContributionKind, *, at: datetime
) -> ModerationItem:
    if item is None:
        item = ModerationItem(kind=kind.name, object_id=contribution.pk)
    item.member_id = contribution.member_id
    item.locale = contribution.locale
    item.scope = kind.read_scope(contribution)
    item.rating = kind.read_rating(contribution)
    item.has_pictures = kind.has_pictures(contribution)
    item.created_at = contribution.created_at
    item.state = contribution.state
    waits = item.state == ContributionState.PENDING or item.report_count
    # An edit does not send what waits already to the end of the queue.
    item.queued_at = (item.queued_at or at) if waits else None
    item.version += 1
    item.save()
    return item


def _save_findings(item: ModerationItem, verdict: Verdict) -> None:
    item.findings.all().delete()
    ModerationFinding.objects.bulk_create(
        [
            ModerationFinding(
                item=item, reason=one.reason.value, field=one.field, start=one.start, end=one.end,
                note=one.note[:200], rejects=one.rejects,
            )
            for one in verdict.findings
        ]
    )  # fmt: skip


def _save_fingerprint(item: ModerationItem, screened: Screened, *, at: datetime) -> None:
    TextFingerprint.objects.filter(item=item).delete()
    if screened.signature is None:
        return
    fingerprint = TextFingerprint.objects.create(
        item=item, member_id=item.member_id, signature=repeats.pack(screened.signature), seen_at=at
    )
    FingerprintBand.objects.bulk_create(
        [FingerprintBand(fingerprint=fingerprint, band=band) for band in repeats.list_bands(screened.signature)]
    )
