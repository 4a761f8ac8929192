"""PURE. For each product the carts in which rules come together worst; few are tried, whatever there is of both.

Products that the same rules mean are alike: of each such kind those with the least room, the cheapest and the dearest
are tried, in as many pieces as reach a threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from campaigns.promotions.comparing import Books, Change, compare_cart
from campaigns.promotions.sampling import list_targets, list_thresholds
from campaigns.rules.values import (
    WITHOUT_MONEY,
    All,
    Any,
    Cart,
    Condition,
    Coupon,
    FirstOrder,
    Key,
    Kind,
    Line,
    OneOf,
    OrderCount,
    Rule,
    Shopper,
    Target,
)

MOST_KINDS = 40
_MOST_QUANTITIES = 4
_MOST_PIECES = 200


Row = tuple[Line, dict[str, Rule], dict[str, Rule]]
"""A product, the rules of ours that mean it, and the others'."""


@dataclass(slots=True)
class Meeting:
    """Another rule on products that ours mean: how many, and one of them."""

    rule: Rule
    products: int
    line: Line


@dataclass(slots=True)
class Findings:
    """`free` and `floored` are the worst change of a product that ends at nothing, or at its floor."""

    meetings: dict[str, Meeting] = field(default_factory=dict)
    free: list[tuple[Line, Change]] = field(default_factory=list)
    floored: list[tuple[Line, Change]] = field(default_factory=list)
    lowest: dict[str, tuple[Line, Change]] = field(default_factory=dict)
    """By other rule the cart in which both apply and least is paid."""


class Finder:
    """The rules by what they mean, so that a product meets only those that could mean it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._keyed: dict[Key, list[tuple[Rule, Target, bool]]] = {}
        for rule in rules:
            if rule.action.kind in WITHOUT_MONEY or rule.action.kind is Kind.SHIPPING:
                continue
            for target in list_targets(rule):
                keys = target.list_keys()
                if keys is None:
                    self._keyed.setdefault(("", ""), []).append((rule, target, False))
                for key in keys or ():
                    self._keyed.setdefault(key, []).append((rule, target, target.is_simple))

    def find(self, line: Line) -> dict[str, Rule]:
        found: dict[str, Rule] = {}
        for key in (("", ""), *line.list_keys()):
            for rule, target, is_simple in self._keyed.get(key, ()):
                if rule.id not in found and (is_simple or target.matches(line)):
                    found[rule.id] = rule
        return found


def examine(own: Sequence[Rule], others: Sequence[Rule], lines: Sequence[Line], books: Books, cart: Cart) -> Findings:
    """What comes of `own` beside `others` on `lines` (of one piece each). `cart` says when and in which currency."""
    ours, theirs = Finder(own), Finder(others)
    findings = Findings()
    kinds: dict[frozenset[str], list[Row]] = {}
    for line in lines:
        mine = ours.find(line)
        if not mine:
            continue
        met = theirs.find(line)
        for rule_id, rule in met.items():
            meeting = findings.meetings.setdefault(rule_id, Meeting(rule, 0, line))
            meeting.products += 1
        # Rules that mean one SKU each make a kind of their own of every product: they are one kind here.
        kinds.setdefault(frozenset(met) | {str(len(mine))}, []).append((line, mine, met))
    chosen = sorted(kinds.values(), key=lambda rows: (-len(rows[0][2]), -len(rows)))[:MOST_KINDS]
    for rows in chosen:
        for line, mine, met in _pick(rows):
            _try(line, list(mine.values()), list(met.values()), books, cart, findings)
    return findings


def _pick(rows: list[Row]) -> list[Row]:
    """The one with the least room above its floor, the cheapest and the dearest."""
    picked = {
        id(row): row
        for row in (
            min(rows, key=lambda row: ((row[0].unit_price - row[0].floor) / max(row[0].unit_price, 1), row[0].id)),
            min(rows, key=lambda row: (row[0].unit_price, row[0].id)),
            max(rows, key=lambda row: (row[0].unit_price, row[0].id)),
        )
    }
    return list(picked.values())


def _try(line: Line, mine: list[Rule], met: list[Rule], books: Books, cart: Cart, findings: Findings) -> None:
    involved = [*mine, *met]
    books = _narrow(books, {rule.id for rule in involved})
    worst: Change | None = None
    for quantity in _list_quantities(line, involved):
        one = _meet_everything(replace(cart, lines=(replace(line, quantity=quantity),)), involved)
        change = compare_cart(one, books)
        if not change.is_touched:
            continue
        if worst is None or _rate(change) < _rate(worst):
            worst = change
        for rule_id in change.list_companions():
            held = findings.lowest.get(rule_id)
            if held is None or _rate(change) < _rate(held[1]):
                findings.lowest[rule_id] = line, change
        if change.floored:
            findings.floored.append((line, change))
    if worst is not None and line.unit_price and not worst.after.state.sum_cost():
        findings.free.append((line, worst))


def _narrow(books: Books, ids: set[str]) -> Books:
    """The books without the rules that have nothing to do with a product."""
    before, after = (
        replace(book, rules=rules, needs={}, always=tuple(range(len(rules))))
        for book in (books.before, books.after)
        for rules in [tuple(rule for rule in book.rules if rule.id in ids)]
    )
    return Books(before, after, books.ours)


def _rate(change: Change) -> float:
    original = sum(line.original for line in change.list_lines())
    return change.after.state.sum_cost() / original if original else 1.0


def _list_quantities(line: Line, rules: Sequence[Rule]) -> list[int]:
    amounts, pieces = list_thresholds(rules)
    wanted = {1, *pieces}
    if line.unit_price:
        # From the discounted price on: what other rules take off has to be made up for.
        wanted |= {-(-amount // line.unit_price) for amount in amounts}
        wanted |= {-(-2 * amount // line.unit_price) for amount in amounts}
    return sorted(number for number in wanted if number <= _MOST_PIECES)[:_MOST_QUANTITIES]


def _meet_everything(cart: Cart, rules: Sequence[Rule]) -> Cart:
    """The shopper, channel and coupons that as many of `rules` as can be ask for."""
    segments: set[str] = set()
    tier, channel, orders = "", "", 3
    for rule in rules:
        channel = channel or next(iter(sorted(rule.channels or ())), "")
        for leaf in _list_leaves(rule.condition):
            match leaf:
                case OneOf("segment", values):
                    segments |= values
                case OneOf("tier", values):
                    tier = tier or min(values)
                case OneOf("channel", values):
                    channel = channel or min(values)
                case FirstOrder(is_wanted):
                    orders = 0 if is_wanted else orders
                case OrderCount((low, high)):
                    orders = low or 0 if high is None else min(orders, high)
    coupons = {
        Coupon(rule.coupon) if isinstance(rule.coupon, str) else Coupon("worst", rule.id)
        for rule in rules
        if rule.coupon is not None
    }
    shopper = Shopper(id="worst", segments=frozenset(segments), tier=tier, orders=orders)
    ordered = tuple(sorted(coupons, key=lambda one: (one.code, one.rule)))
    return replace(cart, shopper=shopper, channel=channel, coupons=ordered)


def _list_leaves(condition: Condition | None) -> Iterator[Condition]:
    match condition:
        case All(conditions) | Any(conditions):
            for each in conditions:
                yield from _list_leaves(each)
        case None:
            return
        case _:
            yield condition
