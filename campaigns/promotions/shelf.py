"""PURE. What a rule book means for single products: compiled once a version, asked for every list of products."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from campaigns.promotions.moments import find_next_moment, list_times
from campaigns.rules.compiling import RuleBook
from campaigns.rules.values import EVERYTHING, All, Any, AtLeast, Condition, Key, Kind, Layer, Line, Not, Rule, Target


@dataclass(frozen=True, slots=True)
class Shelf:
    """`prices` are the rules that make a product's own price, found by their targets alone.

    A line with one of the keys `alone` is priced on its own: what a rule asks of the cart, or what is left of its
    budget, must not depend on what else stands in the list. `touching` are the rules of every layer, by what they mean.
    """

    prices: RuleBook
    alone: frozenset[Key]
    is_alone: bool
    touching: dict[Key, tuple[int, ...]]
    everywhere: tuple[int, ...]
    targets: tuple[tuple[Target, ...], ...]
    instants: tuple[datetime, ...]
    timed: tuple[Rule, ...]
    ends: dict[str, datetime | None]
    """Of the rules in `prices`, by id."""
    limited: frozenset[str]
    """Rules that are used up one day, by all shoppers together."""
    counted: frozenset[str]
    """Rules that one shopper uses up."""

    def list_touching(self, line: Line, shown: Collection[int]) -> list[int]:
        """The places of the rules, of those `shown`, whose action or condition means `line`, in the order of work."""
        places = set(self.everywhere)
        for key in line.list_keys():
            places.update(self.touching.get(key, ()))
        return [
            place
            for place in sorted(places.intersection(shown))
            if any(each.matches(line) for each in self.targets[place])
        ]

    def has_price(self, line: Line) -> bool:
        """Whether any rule may change what it costs."""
        return bool(self.prices.always) or any(key in self.prices.needs for key in line.list_keys())

    def must_be_alone(self, line: Line) -> bool:
        return self.is_alone or (bool(self.alone) and not self.alone.isdisjoint(line.list_keys()))

    def find_boundary(self, *, after: datetime, zone: ZoneInfo) -> datetime | None:
        """The next instant at which some rule begins or ceases to hold."""
        place = bisect_right(self.instants, after)
        found = list(self.instants[place : place + 1])
        found += filter(None, (find_next_moment(rule, after=after, zone=zone) for rule in self.timed))
        return min(found, default=None)


def make_shelf(book: RuleBook) -> Shelf:
    """The shelf of a book. Rules that need a coupon change no price before the coupon is there."""
    targets = [tuple(list_targets(rule)) for rule in book.rules]
    touching, everywhere = _index(zip(range(len(targets)), targets, strict=True))
    priced = tuple(rule for rule in book.rules if rule.layer is Layer.ITEM and rule.coupon is None)
    needs, always = _index((place, (rule.action.target,)) for place, rule in enumerate(priced))
    lonely = [(place, (rule.action.target,)) for place, rule in enumerate(priced) if _depends_on_cart(rule)]
    alone, always_alone = _index(lonely)
    instants = {each for rule in book.rules for each in (rule.starts_at, rule.ends_at) if each is not None}
    return Shelf(
        prices=replace(book, rules=priced, needs=needs, always=always),
        alone=frozenset(alone),
        is_alone=bool(always_alone),
        touching=touching,
        everywhere=everywhere,
        targets=tuple(targets),
        instants=tuple(sorted(instants)),
        timed=tuple(rule for rule in book.rules if list_times(rule)),
        ends={rule.id: rule.ends_at for rule in priced},
        limited=frozenset(
            rule.id for rule in book.rules if rule.limits.total is not None or rule.limits.budget is not None
        ),
        counted=frozenset(rule.id for rule in book.rules if rule.limits.per_shopper is not None),
    )


def list_targets(rule: Rule) -> list[Target]:
    """What a shopper has to buy, or gets, by the rule: where that is everything, what its condition asks for."""
    action = rule.action
    match action.kind:
        case Kind.BUY_GET:
            return [action.buy.target, action.get.target]
        case Kind.BUNDLE_PRICE:
            return [part.target for part in action.parts]
    if _is_everything(action.target) and rule.condition is not None:
        asked = [each for each in _list_asked(rule.condition) if not _is_everything(each)]
        return asked or [action.target]
    return [action.target]


def _index(entries: Iterable[tuple[int, Sequence[Target]]]) -> tuple[dict[Key, tuple[int, ...]], tuple[int, ...]]:
    """Places by the keys of their targets, and those that no key leads to."""
    found: dict[Key, list[int]] = {}
    everywhere: list[int] = []
    for place, targets in entries:
        keys = [target.list_keys() for target in targets]
        if any(each is None for each in keys):
            everywhere.append(place)
            continue
        for key in {key for each in keys for key in each or ()}:
            found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}, tuple(everywhere)


def _is_everything(target: Target) -> bool:
    return target == EVERYTHING


def _list_asked(condition: Condition) -> list[Target]:
    match condition:
        case All(conditions) | Any(conditions):
            return [target for each in conditions for target in _list_asked(each)]
        case AtLeast():
            return [condition.target]
    return []


def _depends_on_cart(rule: Rule) -> bool:
    return rule.limits.budget is not None or (rule.condition is not None and _asks_for_lines(rule.condition))


def _asks_for_lines(condition: Condition) -> bool:
    match condition:
        case All(conditions) | Any(conditions):
            return any(map(_asks_for_lines, conditions))
        case Not(inner):
            return _asks_for_lines(inner)
    return isinstance(condition, AtLeast)
