"""Rules from JSON, checked: each error names its place."""

from __future__ import annotations

from datetime import time
from typing import Any as Raw

from campaigns.rules.fields import FieldError, Fields
from campaigns.rules.reading_actions import read_action
from campaigns.rules.reading_targets import read_target
from campaigns.rules.values import (
    All,
    Any,
    AtLeast,
    Condition,
    FirstOrder,
    Layer,
    Limits,
    Not,
    OneOf,
    OrderCount,
    Rule,
    TimeBetween,
)

_MEASURES = {
    "amount_at_least": "amount",
    "quantity_at_least": "quantity",
    "line_quantity_at_least": "line_quantity",
    "distinct_at_least": "distinct",
}
_ONE_OF = ("segment", "tier", "channel", "coupon", "weekday")
_TESTS = (*_MEASURES, *_ONE_OF, "first_order", "order_count_between", "time_between")
_DEEPEST = 20


def read_rules(raw: Raw, place: str, decimals: int) -> tuple[Rule, ...]:
    """Rules of a list. Raises FieldError; two rules of one id are one."""
    if not isinstance(raw, list):
        raise FieldError(place, "is not a list of rules")
    rules = tuple(read_rule(each, f"{place}[{at}]", decimals) for at, each in enumerate(raw))
    seen: set[str] = set()
    for at, rule in enumerate(rules):
        if rule.id in seen:
            raise FieldError(f"{place}[{at}].id", f"{rule.id!r} is another rule's already")
        seen.add(rule.id)
    return rules


def read_rule(raw: Raw, place: str, decimals: int) -> Rule:
    """One rule. Raises FieldError."""
    fields = Fields(raw, place, decimals)
    identity = fields.require("id")
    if not isinstance(identity, str) or not identity:
        raise fields.fail("id", "has to be a text that is not empty")
    action = fields.child("action")
    if action is None:
        raise fields.fail("action", "is missing")
    layer = Layer(fields.choice("layer", tuple(Layer), Layer.ORDER))
    condition = fields.take("condition")
    rule = Rule(
        id=identity,
        name=fields.text("name"),
        layer=layer,
        group=fields.text("group", "default"),
        priority=_read_priority(fields),
        is_exclusive=fields.truth("exclusive"),
        is_original=fields.choice("base", ("discounted", "original"), "discounted") == "original",
        stacks_with_coupons=fields.truth("stackable_with_coupons", default=True),
        starts_at=fields.instant("starts_at"),
        ends_at=fields.instant("ends_at"),
        channels=fields.names("channels"),
        coupon=_read_coupon(fields),
        condition=None if condition is None else _read_condition(condition, fields.locate("condition"), decimals, 0),
        action=read_action(action, layer),
        limits=_read_limits(fields.child("limits")),
        clips_budget=fields.choice("over_budget", ("refuse", "clip"), "refuse") == "clip",
        funding=_read_funding(fields.child("funding")),
    )
    fields.finish()
    return rule


def _read_priority(fields: Fields) -> int:
    value = fields.take("priority", 0)
    if isinstance(value, bool) or not isinstance(value, int):
        raise fields.fail("priority", "is not a whole number")
    return value


def _read_coupon(fields: Fields) -> str | bool | None:
    value = fields.take("coupon")
    if value is None or value is True or (isinstance(value, str) and value):
        return value
    if value is False:
        return None
    raise fields.fail("coupon", "is neither a code, true nor null")


def _read_limits(fields: Fields | None) -> Limits:
    if fields is None:
        return Limits()
    limits = Limits(
        total=fields.integer("total"),
        total_used=fields.count("total_used", 0, least=0),
        per_shopper=fields.integer("per_shopper"),
        budget=fields.amount("budget"),
        budget_used=fields.amount("budget_used", 0) or 0,
    )
    fields.finish()
    return limits


def _read_funding(fields: Fields | None) -> dict[str, int]:
    """By who pays, the weight of the share; weights are of one size, so that they compare."""
    if fields is None:
        return {}
    shares = {name: fields.percent(name) for name in sorted(fields.list_names())}
    most = max((denominator for _, denominator in shares.values()), default=1)
    weights = {name: numerator * (most // denominator) for name, (numerator, denominator) in shares.items()}
    if shares and not sum(weights.values()):
        raise FieldError(fields.place, "nobody pays anything")
    return weights


def _read_condition(raw: Raw, place: str, decimals: int, depth: int) -> Condition:
    fields = Fields(raw, place, decimals)
    if depth > _DEEPEST:
        raise FieldError(place, f"goes deeper than {_DEEPEST} levels")
    for name, kind in (("all", All), ("any", Any)):
        if name in fields:
            each = fields.take(name)
            if not isinstance(each, list):
                raise fields.fail(name, "is not a list of conditions")
            fields.finish()
            return kind(
                tuple(
                    _read_condition(one, f"{fields.locate(name)}[{at}]", decimals, depth + 1)
                    for at, one in enumerate(each)
                )
            )
    if "not" in fields:
        inner = _read_condition(fields.take("not"), fields.locate("not"), decimals, depth + 1)
        fields.finish()
        return Not(inner)
    return _read_leaf(fields)


def _read_leaf(fields: Fields) -> Condition:
    tests = [name for name in _TESTS if name in fields]
    if len(tests) != 1:
        reason = f"tests {' and '.join(tests)} at once: one each" if tests else "tests nothing that is known"
        raise FieldError(fields.place, f"{reason}; there are: all, any, not, {', '.join(_TESTS)}")
    test = tests[0]
    condition: Condition
    if test in _MEASURES:
        number = fields.amount(test) if test == "amount_at_least" else fields.integer(test)
        is_original = fields.choice("base", ("discounted", "original"), "discounted") == "original"
        condition = AtLeast(_MEASURES[test], number or 0, read_target(fields.child("target")), is_original)
    elif test == "weekday":
        condition = OneOf(test, _read_weekdays(fields))
    elif test in _ONE_OF:
        condition = OneOf(test, fields.one_or_more(test))
    elif test == "first_order":
        condition = FirstOrder(fields.truth(test))
    elif test == "order_count_between":
        condition = OrderCount(fields.range(test, is_amount=False) or (None, None))
    else:
        condition = _read_times(fields)
    fields.finish()
    return condition


def _read_weekdays(fields: Fields) -> frozenset[str]:
    value = fields.take("weekday")
    days = value if isinstance(value, list) else [value]
    if not all(isinstance(day, int) and not isinstance(day, bool) and 1 <= day <= 7 for day in days):
        raise fields.fail("weekday", "weekdays are 1 (Monday) to 7")
    return frozenset(map(str, days))


def _read_times(fields: Fields) -> TimeBetween:
    value = fields.take("time_between")
    try:
        starts, ends = (time.fromisoformat(end) for end in value)
    except (TypeError, ValueError):
        raise fields.fail("time_between", 'is not two times such as ["09:00", "12:00"]') from None
    return TimeBetween(starts, ends)
