"""Takes in who bought what, as the shop's backend exports it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from cms.catalog.feeds.lines import Line as Row
from cms.catalog.feeds.problems import ConversionError, Problem
from cms.catalog.feeds.times import read_time
from cms.catalog.selectors import find_product_keys
from cms.community.models import Purchase
from cms.community.reviews.purchases import Line, note_purchases
from cms.phrases import Phrase

COLUMNS = ("subject", "line", "sku", "bought_at")
_BATCH = 500
_LONGEST = 255


@dataclass(slots=True)
class Summary:
    """What came of an import."""

    created: int = 0
    known: int = 0
    bad: int = 0


def import_purchases(
    rows: Iterable[Row], *, issuer: str, at: datetime, on_bad: Callable[[Problem], None], is_dry: bool = False
) -> Summary:
    """Keep every order line of `rows` once; those whose SKU the shop does not have are bad."""
    summary = Summary()
    batch: list[tuple[int, Line]] = []

    def refuse(problem: Problem) -> None:
        summary.bad += 1
        on_bad(problem)

    for row in rows:
        try:
            batch.append((row.number, _read(row, issuer)))
        except _BadRow as error:
            refuse(error.problem)
        if len(batch) >= _BATCH:
            _take(batch, summary, refuse, at=at, is_dry=is_dry)
            batch = []
    _take(batch, summary, refuse, at=at, is_dry=is_dry)
    return summary


class _BadRow(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _read(row: Row, issuer: str) -> Line:
    if row.error is not None:
        raise _BadRow(Problem(row.number, "", row.error))
    values = {name: _read_text(row, name) for name in COLUMNS[:3]}
    try:
        bought_at = read_time(row.values.get("bought_at"), date_format=None, zone=ZoneInfo(settings.TIME_ZONE))
    except ConversionError as error:
        raise _BadRow(Problem(row.number, "bought_at", error.reason)) from None
    return Line(
        issuer=str(row.values.get("issuer") or issuer),
        subject=values["subject"],
        line=values["line"],
        sku=values["sku"],
        bought_at=bought_at,
    )


def _read_text(row: Row, name: str) -> str:
    value: Any = row.values.get(name)
    text = "" if value is None else str(value).strip()
    if not text:
        raise _BadRow(Problem(row.number, name, Phrase("it is missing")))
    if len(text) > _LONGEST:
        raise _BadRow(Problem(row.number, name, Phrase("it is longer than %(limit)d characters", limit=_LONGEST)))
    return text


def _take(
    batch: list[tuple[int, Line]], summary: Summary, refuse: Callable[[Problem], None], *, at: datetime, is_dry: bool
) -> None:
    if not batch:
        return
    keys = find_product_keys({line.sku for _number, line in batch})
    good = []
    for number, line in batch:
        if line.sku in keys:
            good.append((line, keys[line.sku]))
        else:
            refuse(Problem(number, "sku", Phrase("the shop has no SKU %(sku)s", sku=line.sku)))
    with transaction.atomic():
        before = Purchase.objects.count()
        note_purchases(good, at=at)
        created = Purchase.objects.count() - before
        if is_dry:
            transaction.set_rollback(True)
    summary.created += created
    summary.known += len(good) - created
