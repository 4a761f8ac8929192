"""What moderators do: approve, reject, answer, hand on, undo. Each refuses where somebody else was quicker."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from cms.community.models import ContributionState, ModerationAction, ModerationEvent, ModerationItem, Report
from cms.community.moderation import kinds
from cms.community.moderation.refusing import (
    DecisionRefused,
    refuse_changed,
    refuse_claimed,
    refuse_gone,
    refuse_withdrawn,
)
from cms.community.moderation.services import DECIDED, announce, lock_contribution, lock_item, note_event
from cms.community.responsibility.items import explain_scope, may_reach_scope


@dataclass(frozen=True, slots=True)
class Held:
    """An item and its contribution, locked until the transaction ends."""

    item: ModerationItem
    kind: kinds.ContributionKind
    contribution: Any


@contextmanager
def hold(item_id: int, *, by: Any, version: int | None, at: datetime) -> Iterator[Held]:
    """Lock an item that `by` may decide on and saw as `version`. Raises DecisionRefused, or PermissionDenied."""
    with transaction.atomic():
        found = ModerationItem.objects.filter(pk=item_id).first()
        if found is None:
            raise refuse_gone()
        kind = kinds.get_kind(found.kind)
        if not by.has_perm(kind.permission):
            raise PermissionDenied
        if not may_reach_scope(by, found.scope):
            raise DecisionRefused(explain_scope(by, found.scope))
        contribution = lock_contribution(found.kind, found.object_id)
        item = lock_item(found.kind, found.object_id)
        if item is None or contribution is None:
            raise refuse_gone()
        if version is not None and item.version != version:
            raise refuse_changed(item)
        if item.is_claimed_by_another(by, at=at):
            raise refuse_claimed(item)
        if contribution.state == ContributionState.WITHDRAWN:
            raise refuse_withdrawn()
        yield Held(item, kind, contribution)


def approve(item_id: int, *, by: Any, version: int | None, at: datetime, batch: str = "") -> ModerationEvent:
    """Have shoppers see it, and put reports about it to rest."""
    with hold(item_id, by=by, version=version, at=at) as held:
        return _decide(held, ContributionState.APPROVED, ModerationAction.APPROVED, by=by, at=at, batch=batch)


def reject(
    item_id: int, *, by: Any, version: int | None, reason: str, at: datetime, batch: str = ""
) -> ModerationEvent:
    """Keep it from shoppers; its author reads `reason`."""
    reason = reason.strip()
    if not reason:
        raise DecisionRefused(_("Say why: the author reads the reason. Choose one, or write your own."))
    with hold(item_id, by=by, version=version, at=at) as held:
        return _decide(
            held, ContributionState.REJECTED, ModerationAction.REJECTED, by=by, at=at, batch=batch, reason=reason
        )


def answer(item_id: int, *, by: Any, version: int | None, text: str, at: datetime) -> None:
    """Answer for the shop, under what was written; an empty text takes the answer back."""
    with hold(item_id, by=by, version=version, at=at) as held:
        if held.kind.answer is None:
            raise DecisionRefused(_("This kind of contribution takes no answer."))
        held.kind.answer(held.contribution, text.strip(), by=by, at=at)
        note_event(
            held.item, ModerationAction.ANSWERED, by=by, at=at, note=text.strip()[:1000],
            before=held.item.state, after=held.item.state,
        )  # fmt: skip
        held.item.version += 1
        held.item.save(update_fields=["version"])


def escalate(
    item_id: int, *, by: Any, version: int | None, note: str, at: datetime, group: Any = None, user: Any = None
) -> ModerationEvent:
    """Hand it on to somebody, or to a group, who decides; it waits until then."""
    if group is None and user is None:
        raise DecisionRefused(_("Say to whom: choose a group or a person."))
    if user is not None and group is None and not _may_decide(user, item_id):
        raise DecisionRefused(_("This person may not decide on it. Choose somebody who may."))
    with hold(item_id, by=by, version=version, at=at) as held:
        item = held.item
        undo = _remember(held)
        item.escalated_at, item.escalated_group, item.escalated_user = at, group, user
        item.escalation_note = note.strip()[:1000]
        item.queued_at = item.queued_at or at
        _finish(item)
        return note_event(
            item, ModerationAction.ESCALATED, by=by, at=at, note=item.escalation_note,
            before=item.state, after=item.state, undo={**undo, "version": item.version},
        )  # fmt: skip


def undo(event_id: int, *, by: Any, at: datetime) -> list[ModerationItem]:
    """Take back a decision, with all that was decided together with it, unless something has happened since."""
    with transaction.atomic():
        event = ModerationEvent.objects.filter(pk=event_id, undo__isnull=False).first()
        if event is None:
            raise DecisionRefused(_("There is nothing to undo: it has been undone, or decided anew."))
        events = [event]
        if event.batch:
            events = list(ModerationEvent.objects.filter(batch=event.batch, undo__isnull=False).order_by("pk"))
        return [_undo_one(one, by=by, at=at) for one in events]


def make_batch() -> str:
    """A name for what is decided together."""
    return secrets.token_hex(8)


def _may_decide(user: Any, item_id: int) -> bool:
    item = ModerationItem.objects.filter(pk=item_id).first()
    if item is None or not user.has_perm(kinds.get_kind(item.kind).permission):
        return False
    return may_reach_scope(user, item.scope)


def _decide(
    held: Held,
    state: ContributionState,
    action: ModerationAction,
    *,
    by: Any,
    at: datetime,
    batch: str,
    reason: str = "",
) -> ModerationEvent:
    item, contribution = held.item, held.contribution
    before = contribution.state
    undo = _remember(held)
    contribution.decide(state, by=by, at=at, reason=reason[:500])
    contribution.save(update_fields=list(DECIDED))
    Report.objects.filter(item=item, handled_at__isnull=True).update(handled_at=at)
    item.state, item.queued_at, item.report_count = state, None, 0
    item.escalated_at = item.escalated_group = item.escalated_user = None
    item.escalation_note = ""
    _finish(item)
    event = note_event(
        item, action, by=by, at=at, note=reason, before=before, after=state, batch=batch,
        undo={**undo, "version": item.version},
    )  # fmt: skip
    announce(held.kind, contribution, before=before, at=at)
    return event


def _finish(item: ModerationItem) -> None:
    item.claimed_by = item.claimed_until = None
    item.version += 1
    item.save()


def _remember(held: Held) -> dict[str, Any]:
    """What an undo puts back."""
    item, contribution = held.item, held.contribution
    return {
        "state": contribution.state,
        "reason": contribution.reason,
        "decided_by": contribution.decided_by_id,
        "decided_at": _write_time(contribution.decided_at),
        "queued_at": _write_time(item.queued_at),
        "escalated_at": _write_time(item.escalated_at),
        "escalated_group": item.escalated_group_id,
        "escalated_user": item.escalated_user_id,
        "escalation_note": item.escalation_note,
        "reports": list(Report.objects.filter(item=item, handled_at__isnull=True).values_list("pk", flat=True)),
    }


def _undo_one(event: ModerationEvent, *, by: Any, at: datetime) -> ModerationItem:
    before: dict[str, Any] = event.undo or {}
    with hold(event.item_id, by=by, version=before["version"], at=at) as held:
        item, contribution = held.item, held.contribution
        state = contribution.state
        contribution.state, contribution.reason = before["state"], before["reason"]
        contribution.decided_by_id, contribution.decided_at = before["decided_by"], _read_time(before["decided_at"])
        contribution.save(update_fields=list(DECIDED))
        Report.objects.filter(pk__in=before["reports"]).update(handled_at=None)
        item.state, item.report_count = before["state"], len(before["reports"])
        item.queued_at, item.escalated_at = _read_time(before["queued_at"]), _read_time(before["escalated_at"])
        item.escalated_group_id, item.escalated_user_id = before["escalated_group"], before["escalated_user"]
        item.escalation_note = before["escalation_note"]
        _finish(item)
        ModerationEvent.objects.filter(pk=event.pk).update(undo=None)
        note_event(
            item, ModerationAction.UNDONE, by=by, at=at, note=str(event.get_action_display()), before=state,
            after=item.state,
        )  # fmt: skip
        if contribution.state != state:
            announce(held.kind, contribution, before=state, at=at)
    return item


def _write_time(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _read_time(text: str | None) -> datetime | None:
    return None if text is None else parse_datetime(text)


def decide_many(
    choices: Sequence[tuple[int, int | None]], *, by: Any, at: datetime, reason: str | None = None
) -> tuple[list[ModerationEvent], list[DecisionRefused]]:
    """Approve, or with a reason reject, these (item, version); what cannot be decided is refused and left as it is."""
    batch, events, refused = make_batch(), [], []
    for item_id, version in choices:
        try:
            if reason is None:
                events.append(approve(item_id, by=by, version=version, at=at, batch=batch))
            else:
                events.append(reject(item_id, by=by, version=version, reason=reason, at=at, batch=batch))
        except DecisionRefused as error:
            refused.append(error)
    return events, refused
