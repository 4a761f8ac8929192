"""PURE. What is wrong with a feed: with the whole of it, or with one line."""

from __future__ import annotations

from dataclasses import dataclass


class FeedError(Exception):
    """A feed that cannot be read at all; the message names the place, the reason and the way out."""

    def __init__(self, place: str, reason: str, hint: str) -> None:
        super().__init__(f"{place}: {reason}. {hint}")
        self.place = place
        self.reason = reason
        self.hint = hint


class ConversionError(ValueError):
    """A value that cannot become what its field wants; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one line is not taken in: `field` is what the mapping fills ("offer.price"), or "" for the line itself."""

    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.field}: {self.reason}" if self.field else f"line {self.line}: {self.reason}"
