"""PURE. Carts to try a promotion with: what shoppers typically have, right below and right at its thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from campaigns.rules.values import All, Any, AtLeast, Condition, Kind, Line, Not, Rule, Target

_MANY = 10


class Sample(StrEnum):
    """What a cart is an example of."""

    ONE = "one"
    TWO = "two"
    THREE = "three"
    BELOW = "below"
    REACHED = "reached"
    DEAREST = "dearest"
    MIXED = "mixed"
    OTHERS = "others"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class SampleCart:
    kind: Sample
    lines: tuple[Line, ...]


def make_samples(rules: Sequence[Rule], meant: Sequence[Line], others: Sequence[Line]) -> list[SampleCart]:
    """Up to nine carts of products that the rules mean (`meant`, of one piece each) and of some that they do not."""
    made = list(_make(rules, sorted(meant, key=lambda line: (line.unit_price, line.sku)), others))
    unique: dict[tuple[Line, ...], SampleCart] = {}
    for one in made:
        unique.setdefault(one.lines, one)
    return list(unique.values())


def _make(rules: Sequence[Rule], meant: Sequence[Line], others: Sequence[Line]) -> Iterator[SampleCart]:
    if meant:
        cheapest, middle, dearest = meant[0], meant[len(meant) // 2], meant[-1]
        yield SampleCart(Sample.ONE, _fill([(cheapest, 1)]))
        for threshold in sorted(_list_amounts(rules))[:1]:
            pieces = max(1, -(-threshold // middle.unit_price)) if middle.unit_price else 1
            if pieces > 1:
                yield SampleCart(Sample.BELOW, _fill([(middle, pieces - 1)]))
            yield SampleCart(Sample.REACHED, _fill([(middle, pieces)]))
        for number in sorted(_list_pieces(rules))[:1]:
            yield SampleCart(Sample.REACHED, _fill([(middle, number)]))
        yield SampleCart(Sample.TWO, _fill([(middle, 2)]))
        yield SampleCart(Sample.THREE, _fill([(cheapest, 1), (middle, 1), (dearest, 1)]))
        yield SampleCart(Sample.DEAREST, _fill([(dearest, 1)]))
        yield SampleCart(Sample.MANY, _fill([(cheapest, _MANY), (dearest, _MANY)]))
        if others:
            yield SampleCart(Sample.MIXED, _fill([(dearest, 1), (others[0], 1)]))
    if others:
        yield SampleCart(Sample.OTHERS, _fill([(line, 1) for line in others[:2]]))


def _fill(wanted: Sequence[tuple[Line, int]]) -> tuple[Line, ...]:
    pieces: dict[str, tuple[Line, int]] = {}
    for line, quantity in wanted:
        _line, so_far = pieces.get(line.id, (line, 0))
        pieces[line.id] = line, so_far + quantity
    return tuple(replace(line, quantity=quantity) for _id, (line, quantity) in sorted(pieces.items()))


def list_thresholds(rules: Iterable[Rule]) -> tuple[set[int], set[int]]:
    """Amounts, and numbers of pieces, from which the rules do something, or more."""
    rules = list(rules)
    return _list_amounts(rules), _list_pieces(rules)


def _list_amounts(rules: Iterable[Rule]) -> set[int]:
    found = set()
    for rule in rules:
        found |= {leaf.number for leaf in list_leaves(rule.condition) if leaf.measure == "amount"}
        if rule.action.tiers_by == "amount":
            found |= {tier.threshold for tier in rule.action.tiers}
        if rule.action.every is not None:
            found.add(rule.action.every.amount)
    return found - {0}


def _list_pieces(rules: Iterable[Rule]) -> set[int]:
    found = set()
    for rule in rules:
        action = rule.action
        found |= {leaf.number for leaf in list_leaves(rule.condition) if leaf.measure in ("quantity", "line_quantity")}
        if action.tiers_by == "quantity":
            found |= {tier.threshold for tier in action.tiers}
        if action.kind is Kind.BUY_GET:
            found.add(action.buy.quantity + action.get.quantity)
        if action.kind is Kind.BUNDLE_PRICE:
            found.add(sum(part.quantity for part in action.parts))
    return found - {0}


def list_leaves(condition: Condition | None) -> Iterator[AtLeast]:
    """Every threshold in a condition."""
    match condition:
        case All(conditions) | Any(conditions):
            for each in conditions:
                yield from list_leaves(each)
        case Not(inner):
            yield from list_leaves(inner)
        case AtLeast():
            yield condition


def list_targets(rule: Rule) -> list[Target]:
    """The products that its action works on: of a set or of what is bought and got, each part."""
    action = rule.action
    if action.kind is Kind.BUNDLE_PRICE:
        return [part.target for part in action.parts]
    if action.kind is Kind.BUY_GET:
        return [action.buy.target, action.get.target]
    return [action.target]


def merge_targets(rules: Iterable[Rule]) -> list[Target]:
    """What the rules mean, each once; SKUs that are all that is asked for together, so that they are read at once."""
    targets = list(dict.fromkeys(target for rule in rules for target in list_targets(rule)))
    skus = [target.skus for target in targets if target.skus is not None and target.is_simple]
    rest = [target for target in targets if target.skus is None or not target.is_simple]
    return [*rest, Target(skus=frozenset().union(*skus))] if skus else rest
