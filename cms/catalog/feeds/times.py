"""PURE. Dates and times as feeds write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from cms.catalog.feeds.problems import ConversionError

_YEARS = range(1900, 2201)


def read_time(value: Any, *, date_format: str | None, zone: ZoneInfo) -> datetime:
    """The instant in UTC; without a zone of its own it is a clock time in `zone`, a date alone its midnight.

    `date_format` is "unix" (seconds), "unix_ms", or a pattern of strptime; without one ISO 8601 is expected.
    """
    try:
        found = _parse(value, date_format)
    except (ValueError, OverflowError, OSError):
        expected = f"a time in the form {date_format!r}" if date_format else "an ISO 8601 date or time"
        raise ConversionError(f"{value!r} is not {expected}") from None
    if found.year not in _YEARS:
        raise ConversionError(f"the year {found.year} is not believable")
    aware = found if found.tzinfo is not None else found.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def _parse(value: Any, date_format: str | None) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if date_format in {"unix", "unix_ms"}:
        seconds = float(value) / (1000 if date_format == "unix_ms" else 1)
        return datetime.fromtimestamp(seconds, tz=UTC)
    if not isinstance(value, str):
        raise ValueError
    text = value.strip()
    # Without a zone of its own, the caller gives it the feed's.
    return datetime.strptime(text, date_format) if date_format else datetime.fromisoformat(text)  # noqa: DTZ007
