"""PURE. What is in force: published promotions at one version, compiled into a rule book a currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any as Raw

from campaigns.promotions.shelf import Shelf, make_shelf
from campaigns.rules.compiling import RuleBook, compile_rules
from campaigns.rules.values import All, Any, Condition, FirstOrder, Mode, Not, OneOf, OrderCount, Rule

EMPTY = compile_rules([], decimals=2)


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a promotion, served during [live_from, live_until); `rules` are its rules as JSON."""

    key: str
    currency: str
    body: Mapping[str, Raw]
    live_from: datetime
    live_until: datetime | None = None

    @property
    def rules(self) -> Sequence[Mapping[str, Raw]]:
        return self.body["rules"]

    @property
    def starts_at(self) -> datetime | None:
        return _read(self.body.get("startsAt"))

    @property
    def ends_at(self) -> datetime | None:
        return _read(self.body.get("endsAt"))

    @property
    def announced_at(self) -> datetime | None:
        return _read(self.body.get("announcedAt"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is served until `until`: `books` by currency, `promotions` by key, `owners` the promotion of each rule."""

    number: int = 0
    promotions: Mapping[str, Published] = field(default_factory=dict)
    books: Mapping[str, RuleBook] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, Mode] = field(default_factory=dict)
    is_personal: bool = False
    """Whether any rule looks at who buys: without one, everybody pays the same."""
    since: datetime | None = None
    until: datetime | None = None
    shelves: dict[str, Shelf] = field(default_factory=dict, compare=False, repr=False)
    """By currency, made when first asked for."""

    def find_book(self, currency: str) -> RuleBook:
        """The rules for carts of `currency`; one without rules where there are none."""
        return self.books.get(currency, EMPTY)

    def find_shelf(self, currency: str) -> Shelf:
        """What the rules for `currency` mean for single products."""
        shelf = self.shelves.get(currency)
        if shelf is None:
            shelf = self.shelves[currency] = make_shelf(self.find_book(currency))
        return shelf

    def list_shelves(self) -> list[Shelf]:
        """Those of every currency."""
        return [self.find_shelf(currency) for currency in self.books]

    def holds(self, at: datetime) -> bool:
        """Whether this is what is served at `at`."""
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Archive:
    """Every version that has not ended, from which what stands at an instant is made."""

    number: int
    versions: tuple[Published, ...]
    groups: Mapping[str, Mode]
    decimals: Mapping[str, int]

    def stand(self, at: datetime) -> Standing:
        """What is served at `at`. Raises FieldError for a rule that cannot be read: none is published."""
        live = {one.key: one for one in self.versions if _is_live(one, at)}
        by_currency: dict[str, list[Raw]] = {}
        owners: dict[str, str] = {}
        for one in live.values():
            by_currency.setdefault(one.currency, []).extend(one.rules)
            owners.update((rule["id"], one.key) for rule in one.rules)
        since, until = _find_span(self.versions, at)
        books = {
            currency: compile_rules(rules, decimals=self.decimals[currency]) for currency, rules in by_currency.items()
        }
        return Standing(
            number=self.number,
            promotions=live,
            books=books,
            owners=owners,
            groups=self.groups,
            is_personal=any(looks_at_shopper(rule) for book in books.values() for rule in book.rules),
            since=since,
            until=until,
        )


def looks_at_shopper(rule: Rule) -> bool:
    """Whether two shoppers with the same cart may fare differently: by tier, segment, earlier orders or uses."""
    return rule.limits.per_shopper is not None or _names_shopper(rule.condition)


def _names_shopper(condition: Condition | None) -> bool:
    match condition:
        case All(conditions) | Any(conditions):
            return any(map(_names_shopper, conditions))
        case Not(inner):
            return _names_shopper(inner)
        case OneOf(what):
            return what in ("segment", "tier")
    return isinstance(condition, FirstOrder | OrderCount)


def _is_live(one: Published, at: datetime) -> bool:
    return one.live_from <= at and (one.live_until is None or at < one.live_until)


def _find_span(versions: Iterable[Published], at: datetime) -> tuple[datetime | None, datetime | None]:
    instants = [each for one in versions for each in (one.live_from, one.live_until) if each is not None]
    return (
        max((each for each in instants if each <= at), default=None),
        min((each for each in instants if each > at), default=None),
    )


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
