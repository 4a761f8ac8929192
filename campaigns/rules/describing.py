"""A rule read back as a sentence, so that who made it sees what it will do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from campaigns.rules.describing_actions import ActionSpeaker
from campaigns.rules.describing_targets import Names, Speaker
from campaigns.rules.describing_times import describe_window
from campaigns.rules.values import All, AtLeast, Condition, Kind, Rule
from campaigns.rules.wording import Purse, Words, count, join, space_out

_MOST_PRICES = 3
# What these do is said of the products that their threshold is on.
_FOLDED = frozenset({Kind.AMOUNT, Kind.PERCENT, Kind.GIFT, Kind.SHIPPING, Kind.POINTS})


def describe_rule(
    rule: Rule, *, currency: str, decimals: int, timezone: tzinfo, names: Names | None = None
) -> dict[str, str]:
    """ "11-10 至 11-12，茶饮满 200 减 30，每人 1 次，预算 300,000", and the same in English."""
    return describe_rules([rule], currency=currency, decimals=decimals, timezone=timezone, names=names)


def describe_rules(
    rules: Sequence[Rule], *, currency: str, decimals: int, timezone: tzinfo, names: Names | None = None
) -> dict[str, str]:
    """As `describe_rule`, for rules that differ in nothing but products and prices: a list of prices."""
    if not rules:
        return {"zh": "", "en": ""}
    speaker = Speaker(Purse(currency, decimals), names or {})
    said = join(_Reader(speaker, ActionSpeaker(speaker, timezone), timezone).read(rules), "，", ", ")
    return {"zh": space_out(said.zh), "en": said.en[:1].upper() + said.en[1:]}


@dataclass(frozen=True, slots=True)
class _Reader:
    speaker: Speaker
    actions: ActionSpeaker
    timezone: tzinfo

    def read(self, rules: Sequence[Rule]) -> Iterator[Words]:
        rule = rules[0]
        conditions, threshold = _fold(rule)
        yield describe_window(rule.starts_at, rule.ends_at, self.timezone)
        yield self._describe_channels(rule)
        for condition in conditions:
            yield self.speaker.describe_condition(condition)
        yield self._describe_actions(rules, threshold)
        yield self._describe_coupon(rule)
        yield from _describe_company(rule)
        yield from self._describe_limits(rules)

    def _describe_actions(self, rules: Sequence[Rule], threshold: AtLeast | None) -> Words:
        said = join([self.actions.describe(rule, threshold) for rule in rules[:_MOST_PRICES]], "、", "; ")
        if len(rules) <= _MOST_PRICES:
            return said
        more = count(len(rules) - _MOST_PRICES, "款", "more price")
        return Words(f"{said.zh}等 {len(rules)} 款", f"{said.en} and {more.en}")

    def _describe_channels(self, rule: Rule) -> Words:
        if rule.channels is None:
            return Words()
        said = join([self.speaker.name("channel", name) for name in sorted(rule.channels)], "、", " or ")
        return Words(f"限 {said.zh} 渠道", f"on {said.en} only")

    def _describe_coupon(self, rule: Rule) -> Words:
        if rule.coupon is None:
            return Words()
        if rule.coupon is True:
            return Words("凭专属券码", "with a code of one's own")
        return Words(f"凭券码 {rule.coupon}", f"with the code {rule.coupon}")

    def _describe_limits(self, rules: Sequence[Rule]) -> Iterator[Words]:
        limits = rules[0].limits
        if limits.per_shopper is not None:
            times = limits.per_shopper
            yield Words(f"每人 {times:,} 次", "once a shopper" if times == 1 else f"{times:,} times a shopper")
        if limits.total is not None and len({rule.limits.total for rule in rules}) == 1:
            each = Words("每款", "each ") if len(rules) > 1 else Words()
            yield Words(f"{each.zh}共 {limits.total:,} 单", f"{each.en}{count(limits.total, '单', 'order').en} in all")
        if limits.budget is not None:
            budget = self.speaker.purse.write(limits.budget)
            clips = Words("（用完为止）", " (down to the last cent)") if rules[0].clips_budget else Words()
            yield Words(f"预算 {budget.zh}{clips.zh}", f"budget {budget.en}{clips.en}")


def _fold(rule: Rule) -> tuple[list[Condition], AtLeast | None]:
    """The conditions to be said before the action, and the one that is said with it."""
    condition = rule.condition
    conditions: list[Condition] = []
    if condition is not None:
        conditions += condition.conditions if isinstance(condition, All) else [condition]
    if rule.action.kind not in _FOLDED or rule.action.tiers or rule.action.every:
        return conditions, None
    for at, each in enumerate(conditions):
        if isinstance(each, AtLeast) and each.target == rule.action.target and not each.is_original:
            return conditions[:at] + conditions[at + 1 :], each
    return conditions, None


def _describe_company(rule: Rule) -> Iterator[Words]:
    if rule.is_exclusive:
        yield Words("不与同层其他活动同享", "not together with others of its layer")
    if not rule.stacks_with_coupons:
        yield Words("不与优惠券同享", "not together with coupons")
