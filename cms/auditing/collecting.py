"""Looks on while a request of the admin changes things, and writes down what it changed.

The state before is read when a row is first touched, the state after when the request is done, so no view has to know
of it. Every change goes to the log entry that Wagtail, or a view, has written of the thing; where nobody has written
one, there is one of ours.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DatabaseError, models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from cms.auditing import indexing
from cms.auditing.covering import is_covered, is_of_members
from cms.auditing.snapshots import Key, Snapshot, belongs_to_another, find_key, keep, take
from cms.auditing.wording import Change, describe

logger = logging.getLogger(__name__)

_MOST_ROWS = 200
"""A request that touches more is bulk work, which has a log of its own."""
_DRAFTS = ("wagtail.edit", "wagtail.create", "wagtail.revert", "wagtail.rename")
_active: ContextVar[Collector | None] = ContextVar("auditing", default=None)


class Collector:
    """What one request touched."""

    def __init__(self, user: Any = None) -> None:
        self.user = user
        self.before: dict[Key, Snapshot | None] = {}
        self.rows: dict[Key, Any] = {}
        self.gone: set[Key] = set()
        self.entries: list[Any] = []

    def touch(self, row: Any, *, is_new: bool = False) -> None:
        """Remember how `row`, or what it belongs to, was before."""
        key = find_key(row)
        if key in self.before or len(self.before) >= _MOST_ROWS:
            return
        try:
            self.before[key] = None if is_new else take(key)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("Audit: %s %s could not be read", key[0]._meta.label, key[1])
            return
        if not belongs_to_another(type(row)):
            self.rows[key] = row

    def finish(self) -> None:
        """Write down what is different now."""
        entries: dict[Key, list[Any]] = {}
        for entry in self.entries:
            entries.setdefault(_find_entry_key(entry), []).append(entry)
        for key, before in self.before.items():
            self._finish(key, before, entries.pop(key, []))
        for others in entries.values():
            for entry in others:
                _attach(entry, _describe_draft(entry))

    def _finish(self, key: Key, before: Snapshot | None, entries: list[Any]) -> None:
        after = take(key)
        changes = describe(before, after)
        for entry in entries:
            draft = _describe_draft(entry)
            if draft:
                _attach(entry, draft)
                changes = [change for change in changes if change not in draft]
        if not changes:
            return
        plain = [entry for entry in entries if not (entry.data or {}).get("changes")] or entries
        if plain:
            _attach(plain[-1], [*(plain[-1].data or {}).get("changes", []), *changes])
        elif key in self.rows or after is not None:
            self._write(key, before, after, changes)

    def _write(self, key: Key, before: Snapshot | None, after: Snapshot | None, changes: list[Change]) -> None:
        row = self.rows.get(key) or key[0]._base_manager.filter(pk=key[1]).first()
        if row is None:
            return
        row.pk = row.pk or key[1]
        action = "wagtail.delete" if after is None else "wagtail.create" if before is None else "wagtail.edit"
        title = f"#{key[1]}" if is_of_members(key[0]) else None
        log(row, action, user=self.user, title=title, data={"changes": changes}, deleted=after is None)


@contextmanager
def collecting(user: Any = None) -> Iterator[Collector]:
    """Write down what is changed in here, by `user`; what cannot be written down never holds up the work."""
    collector = Collector(user)
    token = _active.set(collector)
    try:
        yield collector
    finally:
        _active.reset(token)
        try:
            collector.finish()
        except Exception:
            logger.exception("Audit: what this request changed could not be written down")


def connect() -> None:
    """Look on from now on; called once the app is ready."""
    pre_save.connect(_hear_of_save, dispatch_uid="auditing-save")
    pre_delete.connect(_hear_of_deletion, dispatch_uid="auditing-delete")
    m2m_changed.connect(_hear_of_connection, dispatch_uid="auditing-m2m")
    post_save.connect(_hear_of_new_row, dispatch_uid="auditing-new")
    for model in (ModelLogEntry, PageLogEntry):
        post_delete.connect(_hear_of_erasure, sender=model, dispatch_uid=f"auditing-no-{model.__name__}")
        post_save.connect(_hear_of_entry, sender=model, dispatch_uid=f"auditing-{model.__name__}")


def _is_looked_at(sender: Any) -> bool:
    return is_covered(sender) or belongs_to_another(sender)


def _hear_of_save(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    collector = _active.get()
    if collector is not None and not raw and instance.pk is not None and _is_looked_at(sender):
        collector.touch(instance, is_new=instance._state.adding and not belongs_to_another(sender))


def _hear_of_new_row(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    collector = _active.get()
    if collector is not None and created and not raw and is_covered(sender):
        collector.touch(instance, is_new=True)


def _hear_of_deletion(sender: Any, instance: Any, **kwargs: Any) -> None:
    collector = _active.get()
    if collector is not None and _is_looked_at(sender):
        collector.touch(instance)


def _hear_of_connection(sender: Any, instance: Any, action: str, reverse: bool, **kwargs: Any) -> None:
    collector = _active.get()
    if collector is not None and action.startswith("pre_") and not reverse and is_covered(instance.__class__):
        collector.touch(instance)


def _hear_of_entry(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    collector = _active.get()
    if collector is not None and created:
        collector.entries.append(instance)
    indexing.index(instance)


def _hear_of_erasure(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What was known of a member goes when the member goes."""
    indexing.forget(instance)


def describe_drafts(*, most: int) -> int:
    """Put before and after to edits by people that nobody looked on at, such as those of the demo shop; how many."""
    count = 0
    for model in (ModelLogEntry, PageLogEntry):
        edits = model.objects.filter(action__in=_DRAFTS, revision__isnull=False, user__isnull=False).order_by("-pk")
        for entry in edits[:most]:
            if "changes" not in (entry.data or {}) and (changes := _describe_draft(entry)):
                _attach(entry, changes)
                count += 1
    return count


def _find_entry_key(entry: Any) -> Key:
    if isinstance(entry, PageLogEntry):
        return Page, str(entry.page_id)
    model: type[models.Model] | None = entry.content_type.model_class() if entry.content_type else None
    return model or models.Model, entry.object_id


def _attach(entry: Any, changes: list[Change]) -> None:
    if changes:
        indexing.add(entry, changes=changes)


def _describe_draft(entry: Any) -> list[Change]:
    """What the version of this entry has different from the one before it."""
    if entry.revision_id is None or entry.action not in _DRAFTS:
        return []
    revision = Revision.objects.filter(pk=entry.revision_id).first()
    if revision is None:
        return []
    model = revision.content_type.model_class()
    earlier = (
        Revision.objects.filter(
            base_content_type_id=revision.base_content_type_id, object_id=revision.object_id, pk__lt=revision.pk
        )
        .order_by("-pk")
        .first()
    )
    if model is None:
        return []
    return describe(keep(model, earlier.content) if earlier else None, keep(model, revision.content))
