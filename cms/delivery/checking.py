"""Looks at what is about to be published, by whatever way: a screen, a workflow, in bulk, or for later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wagtail.models import Revision

from cms.delivery.problems import PublishRefused, keep_errors


def require_publishable(revision: Revision, *, at: datetime) -> None:
    """Raise PublishRefused for errors in what `revision` holds, as of the moment it would go live.

    What was planned was looked at when it was planned, and is served already when its time has come.
    """
    if revision.approved_go_live_at is not None and revision.approved_go_live_at <= at:
        return
    source: Any = revision.as_object()
    errors = keep_errors(source.list_problems(at=find_moment(source, at=at)))
    if errors:
        raise PublishRefused(source, errors)


def find_moment(source: Any, *, at: datetime) -> datetime:
    """When `source` would go live: at its own time, else at once."""
    return source.go_live_at if source.go_live_at is not None and source.go_live_at > at else at
