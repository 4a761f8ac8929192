"""Windows in words: whole days as days, everything else to the minute or second."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from campaigns.rules.wording import Words

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MIDNIGHT = time(0)


def describe_window(starts_at: datetime | None, ends_at: datetime | None, timezone: tzinfo) -> Words:
    """ "11-10 至 11-11" for two whole days, "11-10 20:00 至 11-12 00:00" where it does not begin at midnight.

    A window is half open: a last day is named as shoppers count days, with the day included.
    """
    start = starts_at.astimezone(timezone) if starts_at else None
    end = ends_at.astimezone(timezone) if ends_at else None
    has_days = all(each is None or each.time() == _MIDNIGHT for each in (start, end))
    if end and has_days:
        end -= timedelta(days=1)
    has_year = bool(start and end and start.year != end.year)
    begin = _write_instant(start, has_year, has_days)
    stop = _write_instant(end, has_year, has_days)
    if begin and stop:
        return begin if begin == stop else Words(f"{begin.zh} 至 {stop.zh}", f"{begin.en} to {stop.en}")
    if begin:
        return Words(f"{begin.zh} 起", f"from {begin.en}")
    return Words(f"{stop.zh} 止", f"until {stop.en}") if stop else Words()


def _write_instant(instant: datetime | None, has_year: bool, has_days: bool) -> Words:
    if instant is None:
        return Words()
    zh = f"{instant:%Y-%m-%d}" if has_year else f"{instant:%m-%d}"
    en = f"{instant.day} {_MONTHS[instant.month - 1]}{f' {instant.year}' if has_year else ''}"
    if has_days:
        return Words(zh, en)
    clock = instant.time().isoformat("seconds" if instant.second else "minutes")
    return Words(f"{zh} {clock}", f"{en} {clock}")
