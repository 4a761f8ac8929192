"""PURE. What is wrong with a feed: with the whole of it, or with one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cms.phrases import Phrase


class FeedError(Exception):
    """A feed that cannot be read at all; the message names the place, the reason and the way out."""

    def __init__(self, place: str, reason: Phrase, hint: Phrase) -> None:
        self.message = Phrase("%(place)s: %(reason)s. %(hint)s", place=place, reason=reason, hint=hint)
        super().__init__(self.message)
        self.place = place
        self.reason = reason
        self.hint = hint


class ConversionError(ValueError):
    """A value that cannot become what its field wants; the message is the reason."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one line is not taken in: `field` is what the mapping fills ("offer.price"), or "" for the line itself.

    The reason is a phrase, or what a model's own check said, which is translated already.
    """

    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return self.describe()

    def describe(self) -> Phrase:
        """Place and reason in one line."""
        if not self.field:
            return Phrase("line %(line)d: %(reason)s", line=self.line, reason=self.reason)
        return Phrase("line %(line)d, %(field)s: %(reason)s", line=self.line, field=self.field, reason=self.reason)


def refuse_repeated(line: int, sku: str, *, first: int) -> Problem:
    """A SKU that line `first` has already, with other values."""
    reason = Phrase("line %(line)d has the SKU %(sku)r already, with other values", line=first, sku=sku)
    return Problem(line, "offer.sku", reason)


def refuse_window(line: int, starts: str, ends: str) -> Problem:
    """A window, by its fields' names, that would end before it begins."""
    return Problem(line, f"offer.{ends}", Phrase("it is not after %(field)s", field=starts))


def refuse_header(place: str, twice: Sequence[str]) -> FeedError:
    """A header that gives one name to several columns."""
    reason = Phrase("the header names %(names)s twice", names=", ".join(twice))
    return FeedError(place, reason, Phrase("Give each column its own name"))
