"""Has one result list follow its directives: what is hidden, what gets more points, what stands at a place of its own.

Pins are taken out of the list that the engine orders and put in again at their places, so a product stands there once,
on whichever page it comes. A cursor names the pins its list began with: a rule that changes between two pages neither
repeats a product nor loses one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from search.cursors import Cursor
from search.engines.base import FoundHit, Ordering, Position, Reader
from search.ranking.directives import (
    Directives,
    Pin,
    Touch,
    TouchKind,
    choose_adjustments,
    choose_pins,
    describe_adjustment,
    list_points,
    match_keys,
    settle_places,
)
from search.ranking.tree import Node, Not, Points, ScoredQuery, Term, all_of, any_of
from search.requests import SearchRequest, Sort
from search.tiers import Tier, list_tiers


class Placed(NamedTuple):
    """A hit where it stands: behind the hit at `position` of the engine's own list, and behind `shown` of the pins."""

    hit: FoundHit
    position: Position | None
    shown: int
    touches: tuple[Touch, ...] = ()


class Course:
    """The directives of one request, and how far its pages have come."""

    def __init__(self, directives: Directives, request: SearchRequest, after: Cursor | None) -> None:
        # In every other order shoppers asked for that order; what is hidden stays hidden.
        chosen = directives if request.sort is Sort.RELEVANCE else Directives(hidden=directives.hidden)
        self.points: tuple[Points, ...] = list_points(chosen.adjustments)
        self.tiers: list[Tier] = list_tiers(choose_adjustments(chosen.adjustments))
        self._served = Term("serves", request.locale)
        self._adjustments = choose_adjustments(chosen.adjustments)
        self._hidden = chosen.hidden
        self._after = after
        self._pins = _go_on_with(after, chosen.pins) if after else choose_pins(chosen.pins)
        # With those that today's filters keep out: another choice in a facet would let them in.
        self._wanted = [pin.key for pin in self._pins]
        self._found: dict[str, FoundHit] = {}

    @property
    def pins(self) -> tuple[tuple[str, int], ...]:
        """Key and place of every pin of the list, on all its pages."""
        return tuple((pin.key, pin.place) for pin in self._pins)

    def keep_visible(self, base: Node) -> Node:
        """`base` without what is hidden."""
        return base if self._hidden is None else all_of(base, Not(self._hidden))

    def add_points(self, scored: ScoredQuery) -> ScoredQuery:
        """With what the adjustments give; the same object where there are none."""
        return replace(scored, points=(*scored.points, *self.points)) if self.points else scored

    def widen(self, match: Node) -> Node:
        """`match` or a pin: what the list as a whole is made of."""
        return any_of(match, match_keys(self._wanted)) if self._wanted else match

    def narrow(self, match: Node) -> Node:
        """`match` without what stands at places of its own."""
        return all_of(match, Not(self._match_pins())) if self._pins else match

    def find_pins(self, reader: Reader, allowed: Node, points: tuple[Points, ...], ordering: Ordering) -> None:
        """Look which pins are there at all: those that locale, shelf and filters allow. One call; none without pins."""
        if not self._pins:
            return
        wanted = ScoredQuery(all_of(allowed, self._match_pins()), points)
        hits = reader.find(wanted, ordering=ordering, first=len(self._pins), after=None).hits
        self._found = {hit.key: hit for hit in hits}
        if self._after is None:
            self._pins = settle_places([pin for pin in self._pins if pin.key in self._found])

    def count_pins(self) -> int:
        """How many products of the list the engine's own list lacks."""
        return len(self._found)

    def arrange(self, hits: Sequence[FoundHit], *, most: int) -> list[Placed]:
        """The page: `hits` with the pins among them, `most` in all."""
        return list(islice(self._merge(hits), most))

    def _merge(self, hits: Sequence[FoundHit]) -> Iterator[Placed]:
        position, shown = (self._after.position, self._after.shown) if self._after else (None, 0)
        place = (position.passed if position else 0) + shown
        ranked = deque(hits)
        coming = deque((number, pin) for number, pin in enumerate(self._pins, 1) if number > shown)
        while ranked or coming:
            # Where the list is shorter than the place, the pin closes it.
            if coming and (coming[0][1].place <= place + 1 or not ranked):
                shown, pin = coming.popleft()
                if pin.key in self._found:
                    place += 1
                    touch = Touch(TouchKind.PIN, pin.place, pin.reason)
                    yield Placed(self._found[pin.key], position, shown, (touch,))
            else:
                place += 1
                hit = ranked.popleft()
                position = hit.position
                yield Placed(hit, position, shown)

    def find_touches(self, reader: Reader, keys: Sequence[str]) -> dict[str, list[Touch]]:
        """By key, the adjustments that moved it: one call for each adjustment, so only where somebody asks."""
        touches: dict[str, list[Touch]] = {}
        for adjustment in self._adjustments:
            wanted = ScoredQuery(all_of(self._served, match_keys(keys), adjustment.clause))
            for hit in reader.find(wanted, ordering=Ordering("by_default"), first=len(keys), after=None).hits:
                touches.setdefault(hit.key, []).append(describe_adjustment(adjustment))
        return touches

    def sign(self, version: int, liked: tuple[Points, ...] = ()) -> int:
        """`version` of the frequencies, these adjustments and what the shopper likes in one.

        Scores of another one cannot be compared.
        """
        points = (*self.points, *liked)
        return version << 32 | crc32(repr(points).encode()) if points else version

    def _match_pins(self) -> Node:
        return match_keys([pin.key for pin in self._pins])


def _go_on_with(after: Cursor, pins: Sequence[Pin]) -> list[Pin]:
    """The pins that the list began with, for the reasons of today."""
    reasons = {pin.key: pin.reason for pin in pins}
    return [Pin(key, place, reasons.get(key, "")) for key, place in after.pins]
