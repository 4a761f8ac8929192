"""PURE. Dates and times as feeds write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from cms.catalog.feeds.problems import ConversionError
from cms.phrases import Phrase

_YEARS = range(1900, 2201)


def read_time(value: Any, *, date_format: str | None, zone: ZoneInfo) -> datetime:
    """The instant in UTC; without a zone of its own it is a clock time in `zone`, a date alone its midnight.

    `date_format` is "unix" (seconds), "unix_ms", or a pattern of strptime; without one ISO 8601 is expected.
    """
    try:
        found = _parse(value, date_format)
    except (ValueError, OverflowError, OSError):
        raise ConversionError(_say_expected(value, date_format)) from None
    if found.year not in _YEARS:
        raise ConversionError(Phrase("the year %(year)d is not believable", year=found.year))
    aware = found if found.tzinfo is not None else found.replace(tzinfo=zone)
    return aware.astimezone(UTC)


def _say_expected(value: Any, date_format: str | None) -> Phrase:
    if date_format:
        return Phrase("%(value)r is not a time in the form %(form)r", value=value, form=date_format)
    return Phrase("%(value)r is not an ISO 8601 date or time", value=value)


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
