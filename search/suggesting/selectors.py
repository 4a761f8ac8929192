"""What other parts may ask of the suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cms.delivery.live import LiveDocument
from cms.delivery.selectors import find_several
from search.ranking.lexicon import Lexicon
from search.suggesting.entries import Entry, SuggestionKind
from search.suggesting.spelling import Speller
from search.suggesting.storing import load

MOST = 20
# What has ended since the suggestions were made is left out: a few more are looked at.
_SPARE = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to show; `document` is what it leads to, None for a search."""

    text: str
    kind: SuggestionKind
    document: LiveDocument | None = None


def suggest(text: str, *, locale: str, first: int, at: datetime) -> list[Suggestion]:
    """The best `first` suggestions for what has been typed so far. Two queries, three after they were made anew."""
    entries = load(locale).table.suggest(text, first=min(first, MOST) + _SPARE)
    wanted: dict[str, list[str]] = {}
    for entry in entries:
        if entry.key:
            wanted.setdefault(entry.kind.value, []).append(entry.key)
    found = find_several(wanted, locale=locale, at=at) if wanted else {}
    return [_describe(entry, found) for entry in entries if not entry.key or (entry.kind.value, entry.key) in found][
        :first
    ]


def _describe(entry: Entry, found: dict[tuple[str, str], LiveDocument]) -> Suggestion:
    return Suggestion(entry.text, entry.kind, found.get((entry.kind.value, entry.key)))


def find_lexicon(locale: str) -> Lexicon:
    """What the shop's things are called in `locale`. One query, two after they were made anew."""
    return load(locale).lexicon


def find_speller(locale: str) -> Speller:
    """Who knows the shop's words in `locale`. One query, two after they were made anew."""
    return load(locale).speller
