"""Where a page ended, as an opaque string: a place in the order, not a number of a row."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

import orjson

from search.engines.base import Position
from search.requests import CursorError, Sort

_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class Cursor:
    """`step` is how far the query was relaxed, `version` the frequencies the score was made with."""

    sort: Sort
    position: Position
    step: int = 0
    version: int = 0

    def encode(self) -> str:
        place = self.position
        content = [self.sort.value, place.value, place.score, place.passed, self.step, self.version]
        return base64.urlsafe_b64encode(orjson.dumps(content)).rstrip(b"=").decode("ascii")


def decode_cursor(text: str, *, sort: Sort) -> Cursor:
    """Read a cursor again. Raises CursorError that says what is wrong with it."""
    try:
        content = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        name, *numbers = content
        given = Sort(name)
    except (binascii.Error, ValueError, TypeError) as error:
        raise CursorError("This is no cursor of a search. Pass `after` exactly as a search gave it.") from error
    if given != sort:
        raise CursorError(f"This cursor belongs to the order {given.value}, not {sort.value}. Start without it.")
    if len(numbers) != 5 or not all(type(number) is int and 0 <= number < _LARGEST for number in numbers):
        raise CursorError("This is no cursor of a search. Pass `after` exactly as a search gave it.")
    value, score, passed, step, version = numbers
    return Cursor(sort, Position(value, score, passed), step, version)
