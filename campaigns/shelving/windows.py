"""PURE. Shelf windows of offers: half open [since, until), None open; how a product leaves the shelf and comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Window:
    since: datetime | None
    until: datetime | None


def is_open(window: Window, at: datetime) -> bool:
    """Whether the offer is on the shelf at `at`."""
    return (window.since is None or window.since <= at) and (window.until is None or window.until > at)


def find_on_since(windows: Iterable[Window], at: datetime) -> datetime | None:
    """Since when the first of the offers on the shelf has been there; None where that is not known or none is."""
    starts = [window.since for window in windows if is_open(window, at)]
    known = [start for start in starts if start is not None]
    return min(known) if known and len(known) == len(starts) else None


def find_off_since(windows: Iterable[Window], at: datetime) -> datetime | None:
    """When the last offer left the shelf; None where one is there or none ever was."""
    windows = list(windows)
    if any(is_open(window, at) for window in windows):
        return None
    return max((window.until for window in windows if _is_closed(window, at) and window.until), default=None)


def list_closed(windows: Sequence[Window], at: datetime) -> list[int]:
    """The places of the windows that come back: those that closed last, together; else those that open next."""
    closed = {place: window.until for place, window in enumerate(windows) if _is_closed(window, at)}
    if closed:
        last = max(until for until in closed.values() if until is not None)
        return [place for place, until in closed.items() if until == last]
    coming = {place: window.since for place, window in enumerate(windows) if window.since and window.since > at}
    first = min((since for since in coming.values()), default=None)
    return [place for place, since in coming.items() if since == first]


def take_off(windows: Mapping[str, Window], at: datetime) -> dict[str, Window]:
    """Those that are on the shelf, closed from `at` on. What is planned for later is somebody's plan, and stays."""
    return {
        sku: Window(window.since if window.since != at else None, at)
        for sku, window in windows.items()
        if is_open(window, at)
    }


def put_on(windows: Mapping[str, Window], at: datetime) -> dict[str, Window]:
    """The offers that come back, open from `at` on; none where one is on the shelf already."""
    if any(is_open(window, at) for window in windows.values()):
        return {}
    skus = list(windows)
    back = [skus[place] for place in list_closed(list(windows.values()), at)]
    return {sku: Window(_start(windows[sku], at), None) for sku in back}


def _start(window: Window, at: datetime) -> datetime | None:
    return at if window.since is not None and window.since > at else window.since


def _is_closed(window: Window, at: datetime) -> bool:
    return window.until is not None and window.until <= at
