"""PURE. Everything that guides the search at one version, read once and asked for each list of results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from search.guidance import Guidance
from search.merchandising.matching import Match, Occasion, Trigger, choose_strictest
from search.ranking.directives import Directives
from search.ranking.factors import DEFAULT_WEIGHTS, Weights
from search.ranking.synonyms import SynonymRule

MOST_BANNERS = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ruling(Generic[T]):
    """`value` holds where `trigger` fires; `pk` is the row it is from."""

    pk: int
    trigger: Trigger
    value: T
    name: str = ""


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands above a list. `picture` is as documents describe pictures."""

    heading: str
    text: str = ""
    address: str = ""
    picture: Mapping[str, Any] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Announcements:
    """What a list shows, or does, beside its products. `redirect` is an address, "" for none."""

    redirect: str = ""
    banners: tuple[Banner, ...] = ()
    redirect_name: str = ""


class Lookup(Generic[T]):
    """Rulings, found without trying each: most are for exactly one query, or for one category."""

    def __init__(self, rulings: Iterable[Ruling[T]]) -> None:
        self.all = tuple(rulings)
        self._exact: dict[str, list[int]] = {}
        self._categories: dict[str, list[int]] = {}
        self._others: list[int] = []
        for number, ruling in enumerate(self.all):
            if ruling.trigger.category:
                self._categories.setdefault(ruling.trigger.category, []).append(number)
            if ruling.trigger.match is not Match.EXACT:
                self._others.append(number)
                continue
            for phrase in ruling.trigger.phrases:
                self._exact.setdefault(phrase, []).append(number)

    def find(self, occasion: Occasion) -> list[Ruling[T]]:
        """Those that fire, in their order."""
        if occasion.query:
            numbers = {*self._exact.get(occasion.query, ()), *self._others}
        else:
            numbers = {*self._categories.get(occasion.category, ())}
        return [self.all[number] for number in sorted(numbers) if self.all[number].trigger.fires(occasion)]


@dataclass
class Standing:
    """What is in force, whenever it is: windows are looked at for each list."""

    synonyms: Sequence[Ruling[SynonymRule]] = ()
    rules: Lookup[Directives] = field(default_factory=lambda: Lookup(()))
    redirects: Lookup[str] = field(default_factory=lambda: Lookup(()))
    banners: Lookup[Banner] = field(default_factory=lambda: Lookup(()))
    weights: Weights = DEFAULT_WEIGHTS
    _kept: dict[tuple[str, str], tuple[datetime | None, datetime | None, tuple[SynonymRule, ...]]] = field(
        default_factory=dict
    )

    def guide(self, occasion: Occasion, merge: Callable[[Iterable[Directives]], Directives]) -> Guidance:
        """Synonyms and directives for one list."""
        fired = self.rules.find(occasion)
        directives = merge(each.value for each in fired) if fired else Directives()
        synonyms = self._find_synonyms(occasion) if occasion.query else ()
        return Guidance(synonyms, directives, weights=self.weights)

    def announce(self, occasion: Occasion) -> Announcements:
        """Redirect and banners for one list: of several redirects, the one that says most about the query."""
        fired = self.redirects.find(occasion)
        number = choose_strictest([(each.trigger, at) for at, each in enumerate(fired)], occasion.query)
        redirect = fired[number] if number is not None else None
        banners = tuple(each.value for each in self.banners.find(occasion)[:MOST_BANNERS])
        return Announcements(redirect.value if redirect else "", banners, redirect.name if redirect else "")

    def _find_synonyms(self, occasion: Occasion) -> tuple[SynonymRule, ...]:
        """The same tuple until a window opens or closes: what is built from it can be kept."""
        place = (occasion.locale, occasion.channel)
        since, until, rules = self._kept.get(place, (None, None, ()))
        if place not in self._kept or not _is_between(since, occasion.at, until):
            rules = tuple(each.value for each in self.synonyms if each.trigger.holds(occasion))
            self._kept[place] = (*_find_span(self.synonyms, occasion.at), rules)
        return rules


def _is_between(since: datetime | None, at: datetime, until: datetime | None) -> bool:
    return (since is None or since <= at) and (until is None or at < until)


def _find_span(rulings: Iterable[Ruling[Any]], at: datetime) -> tuple[datetime | None, datetime | None]:
    """From the last boundary of a window until the next one."""
    windows = [ruling.trigger.window for ruling in rulings]
    instants = [each for window in windows for each in (window.starts_at, window.ends_at) if each is not None]
    return (
        max((each for each in instants if each <= at), default=None),
        min((each for each in instants if each > at), default=None),
    )
