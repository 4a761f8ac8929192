"""Days of the demo's calendar: campaigns begin at midnight where the shop is, and nobody goes live at three."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone


def find_hour(days: int, hour: int = 0, *, at: datetime) -> datetime:
    """That hour of the day so many days from `at`, by the shop's own clock."""
    zone = timezone.get_default_timezone()
    day = timezone.localtime(at, zone) + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone)
