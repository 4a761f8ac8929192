"""Enters what Wagtail's two logs have into the one list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.auditing.models import AuditedField, AuditEntry

_KINDS: dict[str, Any] = {AuditEntry.Kind.MODEL: ModelLogEntry, AuditEntry.Kind.PAGE: PageLogEntry}
_TOGETHER = 500


@transaction.atomic
def index(entry: Any) -> None:
    """Enter an entry of Wagtail's, or what has become of it."""
    kind = _find_kind(entry)
    values = _read(entry, kind)
    row = AuditEntry.objects.filter(log_kind=kind, log_id=entry.pk).first() or _find_autosaved(entry)
    if row is None:
        row = AuditEntry(log_kind=kind, log_id=entry.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row.log_id = entry.pk
    row.save()
    names = list_fields(entry)
    known = set(row.fields.values_list("name", flat=True)) if names else set()
    AuditedField.objects.bulk_create(AuditedField(entry=row, name=name) for name in names if name not in known)


def add(entry: Any, **data: Any) -> None:
    """Add `data` to an entry of Wagtail's. It is not checked again: what it is about may be gone by now."""
    entry.data = {**(entry.data or {}), **data}
    # Nothing is left of it where its transaction was taken back.
    if type(entry)._base_manager.filter(pk=entry.pk).update(data=entry.data):
        index(entry)


def forget(entry: Any) -> None:
    """Take out an entry that Wagtail's log no longer has."""
    AuditEntry.objects.filter(log_kind=_find_kind(entry), log_id=entry.pk).delete()


def adopt(*, since: datetime | None = None) -> int:
    """Enter what was written many at a time, which nobody hears of; how many those were."""
    count = 0
    for kind, model in _KINDS.items():
        known = AuditEntry.objects.filter(log_kind=kind, log_id=OuterRef("pk"))
        # Of what was saved while somebody typed, the last stands for all.
        later = AuditEntry.objects.filter(
            uuid=OuterRef("uuid"), action=OuterRef("action"), content_type=OuterRef("content_type")
        )
        missing = model.objects.filter(~Exists(known)).exclude(Exists(later), revision__isnull=False)
        missing = missing.order_by("pk").select_related("user")
        if since is not None:
            missing = missing.filter(timestamp__gte=since)
        while part := list(missing[:_TOGETHER]):
            _enter(part, kind)
            count += len(part)
    return count


def adopt_recent(*, at: datetime) -> int:
    """The same for the last days, which is quick."""
    return adopt(since=at - timedelta(days=2))


def list_fields(entry: Any) -> list[str]:
    """The fields that an entry of Wagtail's has changed."""
    changes = (entry.data or {}).get("changes") or []
    return sorted({str(change["path"][0])[:100] for change in changes if change.get("path")})


def find_logs(entries: Iterable[AuditEntry]) -> dict[int, Any]:
    """Wagtail's entries, with what was before and after, by the id of ours: a query a log."""
    found: dict[int, Any] = {}
    entries = list(entries)
    for kind, model in _KINDS.items():
        ours = {entry.log_id: entry.pk for entry in entries if entry.log_kind == kind}
        rows = model.objects.filter(pk__in=ours).select_related("content_type") if ours else ()
        found.update({ours[row.pk]: row for row in rows})
    return found


def _enter(part: list[Any], kind: str) -> None:
    rows = [AuditEntry(log_kind=kind, log_id=entry.pk, **_read(entry, kind)) for entry in part]
    AuditEntry.objects.bulk_create(rows, ignore_conflicts=True)
    pks = dict(
        AuditEntry.objects.filter(log_kind=kind, log_id__in=[entry.pk for entry in part]).values_list("log_id", "pk")
    )
    AuditedField.objects.bulk_create(
        AuditedField(entry_id=pks[entry.pk], name=name) for entry in part for name in list_fields(entry)
    )


def _find_autosaved(entry: Any) -> AuditEntry | None:
    """While somebody types, Wagtail saves again and again under one uuid: that is one edit."""
    if entry.uuid is None or entry.revision_id is None:
        return None
    return AuditEntry.objects.filter(
        uuid=entry.uuid, action=entry.action, content_type_id=entry.content_type_id, object_id=_find_id(entry)
    ).first()


def _find_kind(entry: Any) -> str:
    return AuditEntry.Kind.PAGE if isinstance(entry, PageLogEntry) else AuditEntry.Kind.MODEL


def _find_id(entry: Any) -> str:
    return str(entry.page_id if isinstance(entry, PageLogEntry) else entry.object_id)


def _read(entry: Any, kind: str) -> dict[str, Any]:
    user = entry.user if entry.user_id else None
    data = entry.data or {}
    note = data.get("address") or data.get("reason") or ""
    return {
        "at": entry.timestamp,
        "user_id": entry.user_id,
        "user_name": (user.get_full_name() or user.get_username())[:200] if user is not None else "",
        "action": entry.action[:100],
        "content_type_id": entry.content_type_id,
        "object_id": _find_id(entry),
        "label": entry.label[:255],
        "note": str(note)[:255],
        "uuid": entry.uuid,
    }
