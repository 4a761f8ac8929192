"""Writes drafts, or what is live, of anything that Wagtail keeps revisions of; a draft of somebody's stays a draft."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.bulk.subjects.subject import Circumstances, Key, RowRefused, Target

Assign = Callable[[Any], None]
Read = Callable[[Any], Mapping[str, Any]]


def has_draft(row: Any) -> bool:
    """Whether there are words newer than those that are live, or were never live."""
    return row.latest_revision_id is not None and row.latest_revision_id != row.live_revision_id


def read_draft(row: Any) -> Any:
    """What an editor would see."""
    return row.latest_revision.as_object() if has_draft(row) else copy.copy(row)


def note_held(targets: dict[Key, Target]) -> dict[Key, Target]:
    """Say of each whether something may be in its way: two queries for all of them, all of one model."""
    rows = {str(target.object.pk): target for target in targets.values()}
    if not rows:
        return targets
    first = next(iter(rows.values())).object
    of_these = {"base_content_type": first.get_base_content_type(), "object_id__in": list(rows)}
    held = set(
        Revision.objects.filter(**of_these, approved_go_live_at__isnull=False).values_list("object_id", flat=True)
    )
    in_progress = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    states = WorkflowState.objects.filter(**of_these, status__in=in_progress)
    held |= set(states.values_list("object_id", flat=True))
    for pk, target in rows.items():
        target.is_held = pk in held or target.object.locked
    return targets


def require_unlocked(target: Target, circumstances: Circumstances) -> None:
    """Refuse what is locked for this person, and to publish over somebody's approval."""
    row = target.object
    if not target.is_held:
        return
    lock = row.get_lock()
    if lock is not None and lock.for_user(circumstances.user):
        message = strip_tags(str(lock.get_message(circumstances.user) or ""))
        raise RowRefused(
            _("It is locked: %(reason)s Have it unlocked, then upload the row again.") % {"reason": message}
        )
    if circumstances.publishes and row.live and row.workflow_in_progress:
        raise RowRefused(
            _("It waits for an approval, which publishing would cancel. Wait for it, or write drafts instead.")
        )


def read_candidate(target: Target, circumstances: Circumstances) -> Any | None:
    """What would be published: the live words where those are written, else the draft; None of a new one."""
    row = target.object
    if row is None:
        return None
    return copy.copy(row) if is_published_along(row, circumstances) else read_draft(row)


def is_published_along(row: Any | None, circumstances: Circumstances) -> bool:
    """Whether writing it publishes it."""
    return bool(circumstances.publishes and row is not None and row.live)


def write(row: Any, assign: Assign, read: Read, names: Sequence[str], circumstances: Circumstances) -> dict[str, Any]:
    """Write into the draft; of what is live, publish instead if asked to, and lay a newer draft on top again."""
    user, newest = circumstances.user, row.latest_revision if has_draft(row) else None
    memory: dict[str, Any] = {"had_draft": newest is not None, "published": is_published_along(row, circumstances)}
    if not memory["published"]:
        draft = read_draft(row)
        assign(draft)
        memory["revision"] = _save(draft, user).pk
        return memory
    live = read(row)
    memory["live_before"] = {name: live[name] for name in names}
    _publish(row, assign, newest, assign, user)
    return memory


def restore(
    row: Any,
    assign_draft: Assign,
    assign_live: Assign,
    memory: Mapping[str, Any],
    circumstances: Circumstances,
) -> None:
    """Take back what `write` did. Raises RowRefused where that is not possible any more."""
    user = circumstances.user
    if memory["published"]:
        if not row.live:
            raise RowRefused(_("It has been taken off since. Publish it again first, or change it by hand."))
        _publish(row, assign_live, row.latest_revision if has_draft(row) else None, assign_draft, user)
        return
    draft, is_ours = read_draft(row), row.latest_revision_id == memory["revision"]
    assign_draft(draft)
    revision = _save(draft, user, action="wagtail.revert")
    if is_ours and row.live and not memory["had_draft"]:
        # It says what is live again, so there is no draft any more.
        type(row)._base_manager.filter(pk=row.pk).update(
            live_revision=revision, latest_revision=revision, has_unpublished_changes=False
        )


def _publish(row: Any, assign_live: Assign, newest: Any | None, assign_draft: Assign, user: Any) -> None:
    live = copy.copy(row)
    assign_live(live)
    revision = _save(live, user)
    with disable_reference_index_auto_update():
        revision.publish(user=user)
    if newest is not None:
        draft = newest.as_object()
        assign_draft(draft)
        _save(draft, user)


def _save(draft: Any, user: Any, *, action: str = "wagtail.edit") -> Any:
    # None of the columns can refer to anything: there is nothing to note in the reference index.
    with disable_reference_index_auto_update():
        return draft.save_revision(user=user, log_action=action, clean=False)


def require_same_live(row: Any, read: Read, after: Mapping[str, Any], memory: Mapping[str, Any]) -> None:
    """Refuse to take back what somebody has published other words over."""
    if not memory.get("published"):
        return
    live = read(row)
    if any(live[name] != value for name, value in after.items()):
        raise RowRefused(_("Other words have been published since. Change it by hand if it has to be as before."))


def as_moment(text: str | None) -> datetime | None:
    """A moment as jobs keep it."""
    return datetime.fromisoformat(text) if text else None
