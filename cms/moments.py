"""Moments as people of the admin read them, in their language and in the shop's time."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def write_moment(at: datetime | None) -> str:
    """2026年11月11日 20:00, or Nov. 11, 2026 20:00; with seconds where there are any, "" for none."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATE_FORMAT')} {local:%H:%M:%S}".removesuffix(":00")


def write_window(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """From when until when, an open end left empty."""
    return f"{write_moment(starts_at)} – {write_moment(ends_at)}"
