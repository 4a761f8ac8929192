"""Where a page ended, as an opaque string: a place in the order, not a number of a row."""

from __future__ import annotations

import base64
import binascii
from typing import Any, NamedTuple

import orjson

from search.engines.base import Position
from search.ranking.directives import MOST_PINS
from search.requests import CursorError, Sort

_LARGEST = 2**63


class Cursor(NamedTuple):
    """`step` is how far the query was relaxed, `version` what the score was made with.

    `pins` are key and place of what the list began with at places of its own, `shown` how many of them came before. A
    `position` of None is the beginning: nothing but pins came before.
    """

    sort: Sort
    position: Position | None
    step: int = 0
    version: int = 0
    pins: tuple[tuple[str, int], ...] = ()
    shown: int = 0

    def encode(self) -> str:
        place = self.position
        numbers = [place.value, place.score, place.passed] if place else []
        content: list[Any] = [self.sort.value, *numbers, self.step, self.version]
        if self.pins:
            content.append([self.shown, *(part for pin in self.pins for part in pin)])
        return base64.urlsafe_b64encode(orjson.dumps(content)).rstrip(b"=").decode("ascii")


def decode_cursor(text: str, *, sort: Sort) -> Cursor:
    """Read a cursor again. Raises CursorError that says what is wrong with it."""
    try:
        content = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        name, *rest = content
        given = Sort(name)
    except (binascii.Error, ValueError, TypeError) as error:
        raise CursorError("This is no cursor of a search. Pass `after` exactly as a search gave it.") from error
    if given != sort:
        raise CursorError(f"This cursor belongs to the order {given.value}, not {sort.value}. Start without it.")
    pinned = rest.pop() if rest and isinstance(rest[-1], list) else []
    numbers = [*rest, *pinned[::2]]
    is_known = len(rest) in (2, 5) and (len(rest) == 5 or pinned) and len(pinned) <= 2 * MOST_PINS + 1
    are_keys = len(pinned) % 2 == bool(pinned) and all(type(key) is str for key in pinned[1::2])
    if not is_known or not are_keys or not all(type(each) is int and 0 <= each < _LARGEST for each in numbers):
        raise CursorError("This is no cursor of a search. Pass `after` exactly as a search gave it.")
    *place, step, version = rest
    pins = tuple(zip(pinned[1::2], pinned[2::2], strict=True))
    return Cursor(sort, Position(*place) if place else None, step, version, pins, pinned[0] if pinned else 0)
