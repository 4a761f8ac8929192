"""PURE. What carts cost without a promotion and with it: line by line, and summed up over many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from campaigns.rules.compiling import RuleBook, compile_rules
from campaigns.rules.evaluating import Evaluation, evaluate_cart
from campaigns.rules.outcomes import Outcome
from campaigns.rules.values import Cart


@dataclass(frozen=True, slots=True)
class Books:
    """The rules without a promotion and with it; `ours` are the ids of its own."""

    before: RuleBook
    after: RuleBook
    ours: frozenset[str]


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line's price without the promotion and with it, in minor units."""

    id: str
    sku: str
    quantity: int
    original: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Change:
    """One cart, worked out twice."""

    before: Evaluation
    after: Evaluation
    ours: frozenset[str]

    @property
    def own(self) -> list[Outcome]:
        """What became of the promotion's own rules."""
        return [outcome for outcome in self.after.outcomes if outcome.rule.id in self.ours]

    @property
    def is_touched(self) -> bool:
        return any(not outcome.reason for outcome in self.own)

    @property
    def given(self) -> int:
        """What the promotion takes off by itself."""
        return sum(outcome.amount for outcome in self.own if not outcome.reason)

    @property
    def saved(self) -> int:
        """What the shopper pays less than without it: less than `given` where it takes another's place."""
        return self.before.total - self.after.total

    @property
    def floored(self) -> int:
        """What floors refused of the promotion's own discount."""
        return sum(outcome.floored for outcome in self.own)

    def list_lines(self) -> list[LineChange]:
        return [
            LineChange(
                one.line.id,
                one.line.sku,
                one.line.quantity,
                one.line.unit_price * one.line.quantity,
                was.cost,
                one.cost,
            )
            for was, one in zip(self.before.state.lines, self.after.state.lines, strict=True)
        ]

    def compare_others(self) -> dict[str, tuple[int, int]]:
        """By rule of another promotion what it takes off without this one and with it, where that differs."""
        was, now = _sum_amounts(self.before, self.ours), _sum_amounts(self.after, self.ours)
        pairs = {rule: (was.get(rule, 0), now.get(rule, 0)) for rule in sorted({*was, *now})}
        return {rule: pair for rule, pair in pairs.items() if pair[0] != pair[1]}

    def list_companions(self) -> list[str]:
        """The others' rules that apply in the same cart."""
        return sorted(_sum_amounts(self.after, self.ours))


def _sum_amounts(evaluation: Evaluation, without: frozenset[str]) -> dict[str, int]:
    return {
        outcome.rule.id: outcome.amount
        for outcome in evaluation.outcomes
        if not outcome.reason and outcome.rule.id not in without
    }


def compare_cart(cart: Cart, books: Books) -> Change:
    """`cart` without the promotion and with it."""
    return Change(evaluate_cart(cart, books.before), evaluate_cart(cart, books.after), books.ours)


@dataclass(slots=True)
class Summary:
    """Over many carts; amounts in minor units. `others` sums `Change.compare_others`, `companions` counts carts."""

    carts: int = 0
    touched: int = 0
    given: int = 0
    saved: int = 0
    paid_before: int = 0
    paid_after: int = 0
    floor_hits: int = 0
    floored: int = 0
    others: dict[str, tuple[int, int]] = field(default_factory=dict)
    companions: dict[str, int] = field(default_factory=dict)

    def add(self, change: Change) -> None:
        self.carts += 1
        self.touched += change.is_touched
        self.given += change.given
        self.saved += change.saved
        self.paid_before += change.before.total
        self.paid_after += change.after.total
        self.floor_hits += change.floored > 0
        self.floored += change.floored
        for rule, (was, now) in change.compare_others().items():
            before, after = self.others.get(rule, (0, 0))
            self.others[rule] = before + was, after + now
        if change.is_touched:
            for rule in change.list_companions():
                self.companions[rule] = self.companions.get(rule, 0) + 1

    @property
    def share(self) -> float:
        """Of the carts, those that it touches, in percent."""
        return 100 * self.touched / self.carts if self.carts else 0.0


def make_books(own: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], *, decimals: int) -> Books:
    """Both rule books from raw rules. Raises FieldError for rules that cannot be read."""
    ours = frozenset(rule["id"] for rule in own)
    kept = [rule for rule in others if rule["id"] not in ours]
    return Books(compile_rules(kept, decimals=decimals), compile_rules([*kept, *own], decimals=decimals), ours)
