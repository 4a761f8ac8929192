"""Who guessed passwords too often, and for how long they may not try again."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest

from cms.callers import read_address

NAME = "name"
ADDRESS = "address"
_COLUMNS = {NAME: "username", ADDRESS: "ip_address"}
_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lockout:
    """A user name, or an address, that may not try."""

    kind: str
    value: str
    failures: int
    until: datetime


def read_ip(request: HttpRequest) -> str | None:
    """The address of `request`, where it is one: a proxy may write anything."""
    try:
        return str(ipaddress.ip_address(read_address(request)))
    except ValueError:
        return None


def get_cool_off() -> timedelta:
    return settings.AXES_COOLOFF_TIME


def list_lockouts(*, at: datetime) -> list[Lockout]:
    """Everything that is locked out at `at`, the latest first."""
    found = [*_find(NAME, at), *_find(ADDRESS, at)]
    return sorted(found, key=lambda one: one.until, reverse=True)


def lift(kind: str, value: str) -> bool:
    """Let that name, or that address, try again; whether it was kept from it."""
    return AxesProxyHandler.reset_attempts(**{_COLUMNS[kind]: value}) > 0


def clean(*, at: datetime) -> int:
    """Delete attempts that hold up nobody any more; how many."""
    return AccessAttempt.objects.filter(attempt_time__lt=at - get_cool_off() - _KEPT).delete()[0]


def _find(kind: str, at: datetime) -> Iterator[Lockout]:
    column = _COLUMNS[kind]
    rows: Any = (
        AccessAttempt.objects.filter(attempt_time__gte=at - get_cool_off())
        .exclude(**{column: None})
        .order_by()
        .values(column)
        .annotate(failures=Sum("failures_since_start"), last_at=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )
    for row in rows:
        yield Lockout(kind, row[column], row["failures"], row["last_at"] + get_cool_off())
