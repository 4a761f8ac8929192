"""The whole order of work: layers one after the other, coupons chosen, alternatives weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from campaigns.rules.attempts import Situation
from campaigns.rules.compiling import RuleBook
from campaigns.rules.groups import run_layer
from campaigns.rules.item_layer import run_item_layer
from campaigns.rules.outcomes import Outcome
from campaigns.rules.state import State
from campaigns.rules.values import LAYERS, Cart, Coupon, Layer, Rule

MOST_TRIED = 6
"""Of up to so many coupons every set is tried."""


@dataclass(slots=True)
class Evaluation:
    """A cart as the rules left it, with what became of each rule in the order of work."""

    cart: Cart
    state: State
    outcomes: list[Outcome]
    coupons: tuple[Coupon, ...]

    @property
    def total(self) -> int:
        return self.state.sum_cost() + self.state.shipping

    @property
    def applied(self) -> set[str]:
        return {outcome.rule.id for outcome in self.outcomes if not outcome.reason}


def evaluate_cart(cart: Cart, book: RuleBook) -> Evaluation:
    """Everything that the book's rules do to the cart. Pure: the same in gives the same out."""
    if not cart.picks_coupons:
        return _evaluate(cart, book, cart.coupons)
    best: tuple[tuple[int, int, tuple[str, ...]], Evaluation] | None = None
    for coupons in _list_sets(_find_useful(cart, book), cart, book):
        evaluation = _evaluate(cart, book, coupons)
        rank = (evaluation.total, len(coupons), tuple(coupon.code for coupon in coupons))
        if best is None or rank < best[0]:
            best = rank, evaluation
    assert best is not None  # noqa: S101 - the empty set is always there
    return best[1]


def _find_useful(cart: Cart, book: RuleBook) -> list[Coupon]:
    """The shopper's coupons that some rule takes, by code."""
    codes = {rule.coupon for rule in book.rules}
    ids = {rule.id for rule in book.rules if rule.coupon is True}
    useful = [one for one in cart.shopper.coupons if one.code in codes or one.rule in ids]
    return sorted(useful, key=lambda one: (one.code, one.rule))


def _list_sets(coupons: Sequence[Coupon], cart: Cart, book: RuleBook) -> Iterator[tuple[Coupon, ...]]:
    """Every set of a few coupons; of many those that alone save most, and sets of these."""
    if len(coupons) > MOST_TRIED:
        ranked = sorted(coupons, key=lambda one: (_evaluate(cart, book, (one,)).total, one.code, one.rule))
        coupons = sorted(ranked[:MOST_TRIED], key=lambda one: (one.code, one.rule))
    for size in range(len(coupons) + 1):
        yield from combinations(coupons, size)


def _evaluate(cart: Cart, book: RuleBook, coupons: tuple[Coupon, ...]) -> Evaluation:
    by_layer = book.find(cart, coupons)
    situation = Situation(cart, coupons)
    loners, of_coupons = _find_alternatives(by_layer, situation)
    if not loners or not of_coupons:
        return _work(cart, by_layer, situation)
    with_coupons = _work(cart, by_layer, Situation(cart, coupons, loners))
    without = _work(cart, by_layer, Situation(cart, coupons, of_coupons))
    is_coupon_kept = bool(with_coupons.applied & of_coupons) or not without.applied & loners
    if without.total < with_coupons.total or (without.total == with_coupons.total and not is_coupon_kept):
        return without
    return with_coupons


def _find_alternatives(
    by_layer: dict[Layer, list[Rule]], situation: Situation
) -> tuple[frozenset[str], frozenset[str]]:
    """Rules that do not go with coupons, and rules of coupons, where both are in play."""
    rules = [rule for each in by_layer.values() for rule in each]
    loners = [rule for rule in rules if not rule.stacks_with_coupons and rule.coupon is None]
    if not loners:
        return frozenset(), frozenset()
    of_coupons = frozenset(rule.id for rule in rules if rule.coupon is not None and not situation.list_failures(rule))
    return frozenset(rule.id for rule in loners if not situation.list_failures(rule)), of_coupons


def _work(cart: Cart, by_layer: dict[Layer, list[Rule]], situation: Situation) -> Evaluation:
    state = State.start(cart)
    outcomes: list[Outcome] = []
    for layer in LAYERS:
        rules = by_layer.get(layer)
        if not rules:
            continue
        if layer is Layer.ITEM:
            done = run_item_layer(rules, situation, state)
        else:
            done = run_layer(layer, rules, situation, state)
        outcomes += sorted(done, key=lambda outcome: outcome.rule.rank)
    return Evaluation(cart, state, outcomes, situation.coupons)
