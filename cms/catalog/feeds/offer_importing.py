"""Imports prices and stock alone: offers that are there, by SKU, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from cms.catalog.feeds.blocking import find_blocked_offers
from cms.catalog.feeds.changes import Change, Summary, apply_values
from cms.catalog.feeds.importing import BATCH, IMPORTING, Listener, batched
from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.mapping import Mapping
from cms.catalog.feeds.problems import Problem, refuse_repeated
from cms.catalog.feeds.readers import Feed
from cms.catalog.feeds.row_checks import check_windows
from cms.catalog.feeds.rows import Row, RowReader
from cms.catalog.feeds.upserts import upsert
from cms.catalog.links import announce_offers
from cms.catalog.models import Offer
from cms.delivery import outbox
from cms.money import count_decimals
from cms.phrases import Phrase

_Fields = frozenset[str]


def import_offers(
    feed: Feed,
    mapping: Mapping,
    *,
    clock: Callable[[], datetime],
    is_dry: bool = False,
    listener: Listener | None = None,
) -> Summary:
    """Give the offers of `feed` its prices and stock; what is unchanged costs no write, an unknown SKU is a bad line.

    Of the mapping only the columns count that the feed has: a file of SKU and stock leaves prices as they are.
    """
    started = time.monotonic()
    listener = listener or Listener()
    summary = Summary()
    done = 0
    for batch in batched(_read_rows(feed, mapping, summary, listener), BATCH):
        _import_batch(batch, mapping, summary, listener, clock=clock, is_dry=is_dry)
        done += len(batch)
        listener.on_progress(IMPORTING, done, 0)
    summary.seconds = time.monotonic() - started
    return summary


def _read_rows(feed: Feed, mapping: Mapping, summary: Summary, listener: Listener) -> Iterator[tuple[Line, Row]]:
    readers: dict[_Fields, RowReader] = {}
    first: dict[str, tuple[int, int]] = {}
    for line in feed.read():
        result = _choose_reader(line, mapping, readers).read(line)
        if isinstance(result, Row):
            fingerprint = hash(repr(sorted(result.offer.items())))
            number, known = first.setdefault(result.sku, (line.number, fingerprint))
            if number == line.number:
                yield line, result
                continue
            if known == fingerprint:
                summary.count("unchanged")
                continue
            result = [refuse_repeated(line.number, result.sku, first=number)]
        _refuse(line, result, summary, listener)


def _choose_reader(line: Line, mapping: Mapping, readers: dict[_Fields, RowReader]) -> RowReader:
    """A reader of the fields that the line has columns for; lines of one file nearly always share it."""
    columns = frozenset(line.values)
    if columns not in readers:
        readers[columns] = RowReader(mapping.keep_columns(columns), wants_offers_alone=True)
    return readers[columns]


@transaction.atomic
def _import_batch(
    batch: list[tuple[Line, Row]],
    mapping: Mapping,
    summary: Summary,
    listener: Listener,
    *,
    clock: Callable[[], datetime],
    is_dry: bool,
) -> None:
    skus = [row.sku for _line, row in batch]
    offers = {
        offer.sku: offer
        for offer in Offer.objects.select_for_update(of=("self",))
        .filter(sku__in=skus)
        .select_related("product")
        .order_by("pk")
    }
    changed: list[Offer] = []
    fields: set[str] = set()
    blocked = find_blocked_offers([(row, offers[row.sku]) for _line, row in batch if row.sku in offers], at=clock())
    for line, row in batch:
        offer = offers.get(row.sku)
        problems = _check(row, offer, mapping) if offer is not None else [_name_unknown(row)]
        problems = problems or [Problem(row.line, "offer.price", reason) for reason in blocked.get(row.sku, ())]
        if offer is None or problems:
            _refuse(line, problems, summary, listener)
            continue
        differences = apply_values(offer, row.offer)
        summary.count("updated" if differences else "unchanged")
        if differences:
            changed.append(offer)
            fields |= differences.keys()
            summary.sample(Change(row.line, row.sku, name, *pair) for name, pair in differences.items())
    if changed and not is_dry:
        upsert(changed, [*sorted(fields), "updated_at"])
        at, keys = clock(), {offer.product.key for offer in changed}
        outbox.announce_documents({f"product:{key}" for key in keys}, at=at)
        announce_offers(keys, at=at)


def _check(row: Row, offer: Offer, mapping: Mapping) -> list[Problem]:
    problems = check_windows(row, offer)
    read_as = count_decimals(mapping.default_currency)
    if "price_minor" in row.offer and "currency" not in row.offer and count_decimals(offer.currency) != read_as:
        reason = Phrase(
            "it is in %(currency)s, whose amounts have %(decimals)d decimals; give the file a currency column",
            currency=offer.currency,
            decimals=count_decimals(offer.currency),
        )
        problems.append(Problem(row.line, "offer.price", reason))
    return problems


def _name_unknown(row: Row) -> Problem:
    reason = Phrase("there is no SKU %(sku)r; import its product first", sku=row.sku)
    return Problem(row.line, "offer.sku", reason)


def _refuse(line: Line, problems: list[Problem], summary: Summary, listener: Listener) -> None:
    summary.count("bad")
    listener.on_bad(line, problems)
