"""PURE. Which query a rule is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from search.analysis import normalise


class Match(StrEnum):
    """How a phrase has to stand in a query, the strictest first."""

    EXACT = "exact"
    STARTS = "starts"
    CONTAINS = "contains"


STRICTNESS = {match: number for number, match in enumerate(Match)}


def normalise_query(text: str) -> str:
    """One spelling of a query: width, case, traditional characters and spaces do not make it another one."""
    return " ".join(normalise(text).text.split())


def read_phrases(text: str) -> tuple[str, ...]:
    """The phrases an editor typed, one a line, in one spelling."""
    phrases = (normalise_query(line) for line in text.splitlines())
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


@lru_cache(maxsize=4096)
def _compile(phrase: str, match: Match) -> re.Pattern[str]:
    # "tea" is no part of "steam", but "iphone" is one of "iphone手机".
    before = r"(?<![a-z0-9])" if phrase[0].isascii() and phrase[0].isalnum() else ""
    after = r"(?![a-z0-9])" if phrase[-1].isascii() and phrase[-1].isalnum() else ""
    pattern = re.escape(phrase)
    return re.compile(
        {Match.EXACT: pattern + r"\Z", Match.STARTS: pattern + after}.get(match, before + pattern + after)
    )


def stands_in(phrase: str, query: str, match: Match) -> bool:
    """Whether `query` is, begins with or holds `phrase`, both in one spelling; never a part of a word."""
    pattern = _compile(phrase, match)
    return bool(pattern.search(query) if match is Match.CONTAINS else pattern.match(query))


@dataclass(frozen=True, slots=True)
class Window:
    """From `starts_at` until before `ends_at`; None is open."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= at) and (self.ends_at is None or at < self.ends_at)

    def meets(self, other: Window) -> bool:
        """Whether there is an instant at which both hold."""
        starts = [each for each in (self.starts_at, other.starts_at) if each is not None]
        ends = [each for each in (self.ends_at, other.ends_at) if each is not None]
        return not starts or not ends or max(starts) < min(ends)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One list of results as a rule sees it: the query in one spelling, or else the category whose page it is."""

    query: str
    category: str
    locale: str
    channel: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trigger:
    """When something takes effect. Empty `locale` and `channel` are all of them."""

    phrases: tuple[str, ...] = ()
    match: Match = Match.EXACT
    category: str = ""
    locale: str = ""
    channel: str = ""
    window: Window = Window()

    def fires(self, occasion: Occasion) -> bool:
        return self.holds(occasion) and (
            self.is_about(occasion.query)
            or bool(self.category and not occasion.query and self.category == occasion.category)
        )

    def holds(self, occasion: Occasion) -> bool:
        """Whether language, channel and window are right, whatever is searched for."""
        return (
            self.locale in ("", occasion.locale)
            and self.channel in ("", occasion.channel)
            and self.window.holds(occasion.at)
        )

    def is_about(self, query: str) -> bool:
        return bool(query) and any(stands_in(phrase, query, self.match) for phrase in self.phrases)

    def meets(self, other: Trigger) -> bool:
        """Whether both may take effect in one list; of phrases, where one of them fires for a phrase of the other."""
        are_alike = all(
            "" in pair or pair[0] == pair[1] for pair in ((self.locale, other.locale), (self.channel, other.channel))
        )
        share_phrase = _share(self.phrases, other) or _share(other.phrases, self)
        share_category = bool(self.category) and self.category == other.category
        return are_alike and self.window.meets(other.window) and (share_phrase or share_category)


def _share(phrases: Sequence[str], trigger: Trigger) -> bool:
    return any(trigger.is_about(phrase) for phrase in phrases)


def choose_strictest(triggers: Sequence[tuple[Trigger, int]], query: str) -> int | None:
    """The number of the trigger that says most about `query`: exact before start before part, then the longest."""
    ranked = [
        (STRICTNESS[trigger.match], -len(phrase), number)
        for trigger, number in triggers
        for phrase in trigger.phrases
        if query and stands_in(phrase, query, trigger.match)
    ]
    return min(ranked)[2] if ranked else None
