"""Codes as CSV, a part at a time: a million of them never lie in memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from campaigns.promotions.models import Coupon, CouponBatch

COLUMNS = ("code", "state", "taken_at", "used_at", "valid_until", "order")
_PART = 5_000


class _Echo:
    """A file that hands back what is written to it."""

    @staticmethod
    def write(text: str) -> str:
        return text


def write_batch(batch: CouponBatch, *, at: datetime) -> Iterator[str]:
    """The lines of a batch, the first made first, times as the shop's clock shows them."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    last = 0
    rows = Coupon.objects.filter(batch=batch).with_state(at=at).order_by("pk")
    wanted = ("pk", "code", "state_now", "claimed_at", "used_at", "expires_at", "claim__order_reference")
    while part := list(rows.filter(pk__gt=last).values_list(*wanted)[:_PART]):
        last = part[-1][0]
        lines = (
            (code, state, _write(taken), _write(used), _write(ends or batch.valid_until), order or "")
            for _pk, code, state, taken, used, ends, order in part
        )
        yield "".join(writer.writerow(map(_defuse, line)) for line in lines)


def _write(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _defuse(text: str) -> str:
    # The shop's backend names orders; a spreadsheet must not take one for a formula.
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
