"""When daily summaries go out."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone, localtime

MORNING = time(8)


def plan_digest(at: datetime) -> datetime:
    """The next eight in the morning by the shop's clock: all that is told until then is in one mail."""
    zone = get_default_timezone()
    local = localtime(at, zone)
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=zone)
