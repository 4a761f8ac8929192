"""Imports a feed of products: two passes, whole batches, each line's fate counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from wagtail.models import Locale

from cms.catalog.feeds.blocking import find_blocked
from cms.catalog.feeds.changes import Summary
from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.mapping import Mapping
from cms.catalog.feeds.planning import Plan, Planner
from cms.catalog.feeds.present import read_present
from cms.catalog.feeds.problems import FeedError, Problem
from cms.catalog.feeds.readers import Feed
from cms.catalog.feeds.rows import Row, RowReader
from cms.catalog.feeds.scanning import read_good_rows, scan
from cms.catalog.feeds.vocabulary import prepare_vocabulary
from cms.catalog.feeds.writing import write_batch
from cms.delivery import services, worker
from cms.phrases import Phrase

BATCH = 500
READING, IMPORTING = Phrase("reading"), Phrase("importing")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told while an import runs: of bad lines, and how far it is (step, done, in all)."""

    on_bad: Callable[[Line, list[Problem]], None] = lambda line, problems: None
    on_progress: Callable[[str, int, int], None] = lambda step, done, total: None


def import_products(
    feed: Feed,
    mapping: Mapping,
    *,
    clock: Callable[[], datetime],
    is_dry: bool = False,
    listener: Listener | None = None,
) -> Summary:
    """Bring the catalogue to what `feed` says; a second run changes nothing.

    Each batch is one transaction: products, offers, pictures, contents with revisions, documents and outbox. Killed
    at any moment it leaves whole batches, and the next run does the rest. The outbox is left to be worked off.
    """
    started = time.monotonic()
    listener = listener or Listener()
    locale = find_locale(mapping.locale)
    reader = RowReader(mapping)
    summary = Summary()
    found = scan(
        feed,
        reader,
        on_bad=_count_bad(summary, listener),
        on_progress=lambda done, total: listener.on_progress(READING, done, total),
    )
    summary.count("unchanged", len(found.repeated))
    vocabulary = prepare_vocabulary(found, locale=mapping.locale, clock=clock, is_dry=is_dry)
    summary.made = vocabulary.created
    if not is_dry:
        # New specifications concern their categories' products: before these become many.
        worker.drain(consumers=[services.DEPENDANTS])
    planner = Planner(mapping, found, vocabulary, locale, is_dry=is_dry)
    _import_batches(read_good_rows(feed, reader, found), planner, summary, listener, clock=clock)
    summary.seconds = time.monotonic() - started
    return summary


def find_locale(code: str) -> Locale:
    """The locale of that code. Raises FeedError where the shop has none."""
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        raise FeedError(
            code,
            Phrase("the shop has no such locale"),
            Phrase("Create it in the settings of the admin, then run again"),
        )
    return locale


def _import_batches(
    rows: Iterator[tuple[Line, Row]],
    planner: Planner,
    summary: Summary,
    listener: Listener,
    *,
    clock: Callable[[], datetime],
) -> None:
    done = 0
    for batch in batched(rows, BATCH):
        plan = _import_batch([row for _line, row in batch], planner, clock=clock)
        _count(plan, {line.number: line for line, _row in batch}, summary, listener)
        done += len(batch)
        listener.on_progress(IMPORTING, done, planner.scan.good)


@transaction.atomic
def _import_batch(rows: list[Row], planner: Planner, *, clock: Callable[[], datetime]) -> Plan:
    plan = planner.plan(rows, read_present(rows, locale=planner.locale))
    blocked = find_blocked(plan, at=clock())
    if blocked:
        # A plan is made by changing what was read: without the refused rows it is made anew.
        planner.refuse(blocked)
        plan = planner.plan(rows, read_present(rows, locale=planner.locale))
    if not planner.is_dry:
        write_batch(plan, locale=planner.locale, feed=planner.mapping.name, at=clock())
    return plan


def _count(plan: Plan, lines: dict[int, Line], summary: Summary, listener: Listener) -> None:
    for number, problems in plan.problems.items():
        listener.on_bad(lines[number], problems)
    for outcome in plan.outcomes.values():
        summary.count(outcome)
    summary.proposals += sum(len(one.new_proposals) + len(one.changed_proposals) for one in plan.contents)
    summary.sample(plan.changes)


def _count_bad(summary: Summary, listener: Listener) -> Callable[[Line, list[Problem]], None]:
    def count(line: Line, problems: list[Problem]) -> None:
        summary.count("bad")
        listener.on_bad(line, problems)

    return count


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """`items` in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
