"""PURE. Where an instant stands in a half-open window [starts_at, ends_at)."""

from __future__ import annotations

from datetime import datetime

UPCOMING, RUNNING, ENDED = "upcoming", "running", "ended"


def find_state(starts_at: datetime | None, ends_at: datetime | None, *, at: datetime) -> str:
    """The state at `at`; a missing start has begun, a missing end never comes."""
    if ends_at is not None and ends_at <= at:
        return ENDED
    if starts_at is not None and starts_at > at:
        return UPCOMING
    return RUNNING
