"""PURE. Makes up visits to a shop: the same ones each time, and such as a shop of this kind has."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

DAYS = 30
VISITS_A_DAY = 11
_EXAMINED = (1.0, 0.72, 0.55, 0.42, 0.33, 0.27, 0.22, 0.18, 0.15, 0.13)
_NOT_SOLD = {
    "zh-hans": ("雨伞", "拉杆箱", "蛋白粉", "婴儿车", "游戏手柄"),
    "en": ("umbrella", "protein powder", "game controller", "stroller"),
}
"""What shoppers ask for that this shop does not have."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A product as visitors see it: what it is called, where it stands, how well it sells."""

    key: str
    names: Mapping[str, Sequence[str]]
    """By locale what one may search for to find it."""
    shelf: str
    sold: int


@dataclass(frozen=True, slots=True)
class Act:
    """Something a visitor did, so many hours before now."""

    action: str
    hours: float
    product: str = ""
    search: int | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A search, by its number."""

    number: int
    text: str
    locale: str
    hours: float
    hits: tuple[str, ...]
    took_ms: int


@dataclass(slots=True)
class Visit:
    """What one visitor did in one go."""

    client: str
    locale: str
    acts: list[Act] = field(default_factory=list)
    searches: list[Asked] = field(default_factory=list)


def make_visits(things: Sequence[Thing], *, seed: int = 11) -> Iterator[Visit]:
    """The visits of the last `DAYS` days to a shop with these products."""
    if not things:
        return
    chance = random.Random(seed)  # noqa: S311 - made up on purpose
    world = _World(things, chance)
    for day in range(DAYS):
        # More visitors lately than a month ago.
        for number in range(VISITS_A_DAY - day // 6):
            hours = day * 24 + chance.uniform(0.2, 15)
            yield world.visit(f"visitor-{day}-{number}", hours)


class _World:
    def __init__(self, things: Sequence[Thing], chance: random.Random) -> None:
        self.chance = chance
        self.things = {thing.key: thing for thing in things}
        self.ordered = sorted(things, key=lambda thing: (-thing.sold, thing.key))
        self.weights = [1 + thing.sold**0.5 for thing in self.ordered]
        self.asked = 0
        self.queries = {locale: self._list_queries(locale) for locale in _NOT_SOLD}

    def _list_queries(self, locale: str) -> tuple[list[str], list[float]]:
        """What is asked for, with how often; what names many things that sell is asked for most."""
        counts: dict[str, float] = {}
        for thing, weight in zip(self.ordered, self.weights, strict=True):
            for name in thing.names.get(locale, ()):
                counts[name] = counts.get(name, 0.0) + weight
        counts |= dict.fromkeys(_NOT_SOLD[locale], 0.03 * sum(counts.values()) + 1)
        return list(counts), list(counts.values())

    def visit(self, client: str, hours: float) -> Visit:
        visit = Visit(client, "zh-hans" if self.chance.random() < 0.7 else "en")
        seen: list[str] = []
        if self.chance.random() < 0.75:
            for _ in range(self.chance.randint(1, 3)):
                seen += self._search(visit, hours)
        if not seen and self.chance.random() < 0.7:
            seen = self._browse(visit, hours)
        self._buy(visit, list(dict.fromkeys(seen)), hours)
        return visit

    def _search(self, visit: Visit, hours: float) -> list[str]:
        texts, weights = self.queries[visit.locale]
        text = self.chance.choices(texts, weights)[0]
        found = [thing for thing in self.ordered if text in thing.names.get(visit.locale, ())]
        found.sort(key=lambda thing: -(thing.sold**0.5) * self.chance.uniform(0.6, 1.4))
        hits = tuple(thing.key for thing in found[:20])
        # The first search after a while is slow now and then.
        took = self.chance.randint(240, 600) if self.chance.random() < 0.01 else self.chance.randint(3, 38)
        self.asked += 1
        visit.searches.append(Asked(self.asked, text, visit.locale, hours, hits, took))
        visit.acts.append(Act("search", hours, search=self.asked))
        seen = []
        for place, key in enumerate(hits[: len(_EXAMINED)], start=1):
            if self.chance.random() < _EXAMINED[place - 1] * self._appeal(key):
                visit.acts.append(Act("click", hours, key, self.asked, place))
                visit.acts.append(Act("view", hours, key))
                seen.append(key)
        return seen

    def _appeal(self, key: str) -> float:
        thing = self.things[key]
        return 0.12 + 0.5 * (thing.sold / (self.ordered[0].sold or 1)) ** 0.5

    def _browse(self, visit: Visit, hours: float) -> list[str]:
        """Looks at one thing, and at a few others of its shelf."""
        first = self.chance.choices(self.ordered, self.weights)[0]
        shelf = [thing.key for thing in self.ordered if thing.shelf == first.shelf and thing is not first]
        seen = [first.key, *self.chance.sample(shelf, min(len(shelf), self.chance.randint(0, 3)))]
        visit.acts += [Act("view", hours, key) for key in seen]
        return seen

    def _buy(self, visit: Visit, seen: Sequence[str], hours: float) -> None:
        for key in seen:
            if self.chance.random() < 0.08:
                visit.acts.append(Act("favourite", hours, key))
            if self.chance.random() < 0.22:
                visit.acts.append(Act("add_to_cart", hours, key))
                bought = [key] if self.chance.random() < 0.45 else []
                # Who buys one thing takes what goes with it along: the best seller of its shelf.
                shelf = [one.key for one in self.ordered if one.shelf == self.things[key].shelf and one.key != key]
                if bought and shelf and self.chance.random() < 0.5:
                    bought.append(shelf[self.chance.randrange(min(2, len(shelf)))])
                visit.acts += [Act("purchase", hours, one) for one in bought]
