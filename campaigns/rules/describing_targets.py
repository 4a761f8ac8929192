"""Which products, who and when: what a rule asks for, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from campaigns.rules.values import (
    All,
    Any,
    AtLeast,
    Condition,
    FirstOrder,
    Key,
    Not,
    OneOf,
    OrderCount,
    Range,
    Target,
    TimeBetween,
)
from campaigns.rules.wording import Purse, Words, count, join

Names = Mapping[Key, Mapping[str, str]]
"""What things are called, by what lines know them by: ("category", "tea") -> {"zh": "茶饮", "en": "Tea"}."""

_MOST_NAMED = 3
_DAYS_ZH, _DAYS_EN = "一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says what targets and conditions mean; what has no name is called by its key."""

    purse: Purse
    names: Names

    def name(self, kind: str, key: str) -> Words:
        called = self.names.get((kind, key), {})
        return Words(called.get("zh") or called.get("en") or key, called.get("en") or called.get("zh") or key)

    def name_all(self, kind: str, keys: Iterable[str], unit: tuple[str, str]) -> Words:
        """ "茶饮、咖啡", "Tea, Coffee"; of many the first few and how many there are."""
        ordered = sorted(keys)
        shown = join([self.name(kind, key) for key in ordered[:_MOST_NAMED]], "、", " or ")
        if len(ordered) <= _MOST_NAMED:
            return shown
        more = len(ordered) - _MOST_NAMED
        return Words(f"{shown.zh}等 {len(ordered):,} {unit[0]}", f"{shown.en} and {more:,} more {unit[1]}")

    # Which products.

    def describe_target(self, target: Target) -> Words:
        """ "全场", "茶饮", "单价 50 元起的茶饮（礼盒除外）"."""
        head = self._describe_head(target) or Words("商品", "products")
        before = list(self._list_attributes(target))
        if before:
            said = join(before, "、", ", ")
            head = Words(f"{said.zh}的{head.zh}", f"{head.en} ({said.en})")
        elif self._describe_head(target) == Words():
            head = Words("全场", "everything")
        if target.exclude is None:
            return head
        without = self.describe_target(target.exclude)
        return Words(f"{head.zh}（{without.zh}除外）", f"{head.en} except {without.en}")

    def _describe_head(self, target: Target) -> Words:
        heads = (
            ("sku", target.skus, ("款", "SKUs")),
            ("product", target.products, ("款", "products")),
            ("category", target.categories, ("类", "categories")),
            ("brand", target.brands, ("个品牌", "brands")),
        )
        said = [self.name_all(kind, keys, unit) for kind, keys, unit in heads if keys is not None]
        if not said:
            return Words()
        zh = "中的".join(each.zh for each in reversed(said))
        return Words(zh, " of ".join(each.en for each in said))

    def _list_attributes(self, target: Target) -> Iterator[Words]:
        if target.tags is not None:
            tags = self.name_all("tag", target.tags, ("个标签", "tags"))
            yield Words(f"带“{tags.zh}”标签", f"tagged {tags.en}")
        if target.price_between is not None:
            yield self._describe_prices(target.price_between)

    def _describe_prices(self, ends: Range) -> Words:
        low, high = (None if end is None else self.purse.write_price(end) for end in ends)
        if low and high:
            return Words(f"单价 {low.zh}至 {high.zh}", f"priced {low.en} to {high.en}")
        if low:
            return Words(f"单价 {low.zh}起", f"priced {low.en} and more")
        return Words(f"单价不超过 {high.zh}", f"priced up to {high.en}") if high else Words()

    # On which conditions.

    def describe_condition(self, condition: Condition) -> Words:
        """One condition as a clause."""
        match condition:
            case All(conditions):
                return join(map(self.describe_condition, conditions), "，", ", ")
            case Any(conditions):
                return join(map(self.describe_condition, conditions), "或", " or ")
            case Not(inner):
                said = self.describe_condition(inner)
                return Words(f"不含以下情形：{said.zh}", f"unless {said.en}")
            case AtLeast():
                return self.describe_threshold(condition)
            case OneOf(what, values):
                return self._describe_one_of(what, values)
            case FirstOrder(is_wanted):
                return Words("首单", "first order") if is_wanted else Words("非首单", "not the first order")
            case OrderCount(ends):
                return _describe_orders(ends)
            case TimeBetween(starts, ends):
                begin, end = starts.isoformat("minutes"), ends.isoformat("minutes")
                return Words(f"每天 {begin} 至 {end}", f"daily {begin} to {end}")

    def describe_threshold(self, condition: AtLeast) -> Words:
        """ "茶饮满 200", "Tea from ¥200"."""
        products = self.describe_target(condition.target)
        least = self.describe_least(condition)
        original = Words("（按原价）", " before discounts") if condition.is_original else Words()
        return Words(f"{products.zh}{least.zh}{original.zh}", f"{products.en} {least.en}{original.en}")

    def describe_least(self, condition: AtLeast) -> Words:
        number = condition.number
        match condition.measure:
            case "amount":
                money = self.purse.write(number)
                return Words(f"满 {money.zh}", f"from {money.en}")
            case "quantity":
                return Words(f"满 {number:,} 件", f"from {count(number, '件', 'piece').en}")
            case "line_quantity":
                return Words(f"单款满 {number:,} 件", f"from {count(number, '件', 'piece').en} of one SKU")
        return Words(f"满 {number:,} 款", f"from {count(number, '款', 'different SKU').en}")

    def _describe_one_of(self, what: str, values: frozenset[str]) -> Words:
        if what == "weekday":
            days = sorted(map(int, values))
            zh = "、".join(_DAYS_ZH[day - 1] for day in days)
            return Words(f"每周{zh}", f"every {join_english([_DAYS_EN[day - 1] for day in days])}")
        said = join([self.name(what, value) for value in sorted(values)], "或", " or ")
        match what:
            case "segment":
                return Words(f"限{said.zh}人群", f"for {said.en}")
            case "tier":
                return Words(f"限 {said.zh} 会员", f"for members of {said.en}")
            case "channel":
                return Words(f"限 {said.zh} 渠道", f"on {said.en} only")
        return Words(f"凭码 {said.zh}", f"with the code {said.en}")


def join_english(words: Sequence[str]) -> str:
    """ "Mon, Tue and Fri"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _describe_orders(ends: Range) -> Words:
    low, high = ends
    if low is not None and high is not None:
        return Words(f"已下单 {low} 至 {high} 次", f"after {low} to {high} orders")
    if low is not None:
        return Words(f"已下单 {low} 次以上（含）", f"after {low} orders or more")
    return Words(f"已下单不超过 {high} 次", f"after {high} orders or fewer")
