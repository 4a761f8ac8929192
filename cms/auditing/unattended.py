"""Writes down what changes without anybody's request: what the worker does at its time, and what commands take in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from cms.auditing import indexing
from cms.auditing.collecting import collecting
from cms.auditing.models import AuditEntry
from cms.catalog.feeds.changes import Summary
from cms.catalog.feeds.signals import feed_imported
from cms.delivery import outbox, services
from cms.delivery.outbox import Apply

IMPORTED = "auditing.import"
_CARRIED_OUT, _PLANNED = "wagtail.publish.scheduled", "wagtail.publish.schedule"


def connect() -> None:
    """Look on from now on; called once the app is ready, and those who do it are."""
    consumer = outbox.get_consumer(services.SCHEDULE)
    outbox.register_consumer(replace(consumer, apply=look_on(consumer.apply)))
    feed_imported.connect(_hear_of_import, dispatch_uid="auditing-import")


def look_on(apply: Apply) -> Apply:
    """What `apply` changes is written down with before and after, and on whose behalf."""

    def apply_looked_on(keys: list[str], at: datetime) -> dict[str, str]:
        with collecting() as collector:
            failures = apply(keys, at)
            _say_for_whom(collector.entries)
        return failures

    return apply_looked_on


def _say_for_whom(entries: Iterable[Any]) -> None:
    """Who has planned what now goes live by itself, in the note."""
    for entry in entries:
        if entry.action != _CARRIED_OUT:
            continue
        planned = type(entry).objects.filter(action=_PLANNED, user__isnull=False, pk__lt=entry.pk)
        names = ("content_type_id", "object_id") if isinstance(entry, ModelLogEntry) else ("page_id",)
        same = {name: getattr(entry, name) for name in names}
        plan = planned.filter(**same).select_related("user").order_by("-pk").first()
        if plan is not None:
            name = plan.user.get_full_name() or plan.user.get_username()
            indexing.add(entry, reason=_("planned by %(name)s") % {"name": name})


def _hear_of_import(
    sender: Any, *, command: str, file: Path, report: Path | None, summary: Summary, at: datetime, **kwargs: Any
) -> None:
    """One entry for the whole run: what it changed of texts has versions of its own, and bad rows are in the report."""
    figures = _("%(command)s: %(created)d created, %(updated)d updated, %(unchanged)d unchanged, %(bad)d bad") % {
        "command": command,
        "created": summary.created,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "bad": summary.bad,
    }
    note = f"{figures} · {report}" if report is not None and summary.bad else figures
    AuditEntry.objects.create(at=at, action=IMPORTED, label=file.name[:255], note=note[:255])
