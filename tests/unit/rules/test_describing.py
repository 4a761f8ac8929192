"""Rules read back as sentences, in both languages."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from campaigns.rules.describing import describe_rule, describe_rules
from campaigns.rules.reading_rules import read_rules

SHANGHAI = ZoneInfo("Asia/Shanghai")
NAMES = {
    ("category", "tea"): {"zh": "茶饮", "en": "tea"},
    ("category", "box"): {"zh": "礼盒", "en": "gift boxes"},
    ("sku", "G1"): {"zh": "茶杯", "en": "a cup"},
}
TEA: Any = {"categories": ["tea"]}


def describe(*rules: dict[str, Any], currency: str = "CNY", decimals: int = 2) -> dict[str, str]:
    read = read_rules([{"id": f"r{at}", **each} for at, each in enumerate(rules)], "rules", decimals)
    return describe_rules(read, currency=currency, decimals=decimals, timezone=SHANGHAI, names=NAMES)


CASES: list[tuple[dict[str, Any], str, str]] = [
    (
        {
            "starts_at": "2026-11-10T00:00:00+08:00",
            "ends_at": "2026-11-13T00:00:00+08:00",
            "action": {"kind": "amount", "value": "30", "target": TEA},
            "condition": {"amount_at_least": "200", "target": TEA},
            "limits": {"per_shopper": 1, "budget": "300000"},
        },
        "11-10 至 11-12，茶饮满 200 减 30，每人 1 次，预算 300,000",
        "10 Nov to 12 Nov, ¥30 off tea from ¥200, once a shopper, budget ¥300,000",
    ),
    (
        {
            "action": {
                "kind": "amount",
                "tiers": [{"amount_at_least": "200", "value": "30"}, {"amount_at_least": "300", "value": "50"}],
            },
            "starts_at": "2026-11-10T20:00:00+08:00",
            "ends_at": "2026-11-11T00:00:00+08:00",
        },
        "11-10 20:00 至 11-11 00:00，全场满 200 减 30、满 300 减 50",
        "10 Nov 20:00 to 11 Nov 00:00, everything: ¥30 off from ¥200, ¥50 off from ¥300",
    ),
    (
        {
            "action": {
                "kind": "amount",
                "value": "40",
                "every": {"amount": "300", "max_times": 3},
                "target": {"categories": ["tea"], "exclude": {"categories": ["box"]}},
            }
        },
        "茶饮（礼盒除外）每满 300 减 40（最多 3 次）",
        "¥40 off for every ¥300 of tea except gift boxes, 3 times at most",
    ),
    (
        {
            "action": {
                "kind": "percent",
                "tiers": [{"quantity_at_least": 2, "value": "10"}, {"quantity_at_least": 3, "value": "20"}],
                "cap": "50",
            }
        },
        "全场满 2 件 9 折、满 3 件 8 折，最多减 50",
        "Everything: 10% off from 2 pieces, 20% off from 3 pieces, ¥50 off at most",
    ),
    (
        {"action": {"kind": "percent", "value": "20", "allocation": "each", "target": TEA}},
        "茶饮每件 8 折",
        "20% off each piece of tea",
    ),
    (
        {
            "action": {"kind": "percent", "value": "20", "target": {"price_between": ["50", None], "tags": ["a"]}},
            "channels": ["app"],
        },
        "限 app 渠道，带“a”标签、单价 50 元起的商品 8 折",
        "On app only, 20% off products (tagged a, priced ¥50 and more)",
    ),
    (
        {"action": {"kind": "percent", "value": "50", "allocation": "once", "target": TEA}},
        "茶饮中最便宜的 1 件半价",
        "50% off the cheapest of tea",
    ),
    (
        {"action": {"kind": "amount", "value": "5", "allocation": "each", "max_quantity": 2, "target": TEA}},
        "茶饮每件（每款最多 2 件）减 5",
        "¥5 off each piece, for 2 of each SKU at most, of tea",
    ),
    (
        {
            "layer": "item",
            "action": {
                "kind": "set_price",
                "value": "9.9",
                "target": {"skus": ["a", "b", "c", "d", "e"]},
                "max_quantity": 2,
            },
        },
        "a、b、c 等 5 款每件 9.90 元（每单限 2 件）",
        "A or b or c and 2 more SKUs: ¥9.90 each, 2 of each in an order at most",
    ),
    (
        {"layer": "line", "action": {"kind": "bundle_price", "quantity": 3, "value": "99", "target": TEA}},
        "茶饮任选 3 件 99 元",
        "Any 3 of tea for ¥99",
    ),
    (
        {
            "layer": "line",
            "action": {
                "kind": "bundle_price",
                "components": [{"target": TEA, "quantity": 1}, {"target": {"categories": ["box"]}, "quantity": 2}],
                "value": "99",
                "repeat": False,
            },
        },
        "套装：茶饮 ×1 + 礼盒 ×2，一共 99 元（每单最多 1 次）",
        "Set of 1 × tea + 2 × gift boxes for ¥99, 1 time an order at most",
    ),
    (
        {"layer": "line", "action": {"kind": "buy_get", "target": TEA, "percent": "50"}},
        "茶饮第 2 件半价",
        "50% off every 2nd of tea",
    ),
    (
        {"layer": "line", "action": {"kind": "buy_get", "target": TEA, "buy": {"quantity": 2}}},
        "茶饮买 2 件送 1 件",
        "Buy 2 of tea, get 1 free",
    ),
    (
        {
            "layer": "line",
            "action": {
                "kind": "buy_get",
                "buy": {"quantity": 2, "target": TEA},
                "get": {"target": {"categories": ["box"]}},
                "max_times": 2,
            },
        },
        "茶饮买 2 件送礼盒 1 件（每单最多 2 次）",
        "Buy 2 of tea, get 1 of gift boxes free, 2 times an order at most",
    ),
    (
        {
            "layer": "line",
            "action": {
                "kind": "buy_get",
                "buy": {"quantity": 2, "target": TEA},
                "get": {"target": {"categories": ["box"]}},
                "percent": "30",
            },
        },
        "茶饮买 2 件，礼盒 1 件 7 折",
        "Buy 2 of tea, 30% off 1 piece of gift boxes",
    ),
    (
        {
            "action": {"kind": "gift", "sku": "G1", "target": TEA},
            "condition": {"amount_at_least": "299", "target": TEA},
        },
        "茶饮满 299，赠茶杯 ×1",
        "Tea from ¥299: a cup ×1 free",
    ),
    (
        {
            "action": {"kind": "add_on_price", "value": "9.9", "target": {"skus": ["G1"]}},
            "condition": {"amount_at_least": "99"},
        },
        "全场满 99，加 9.90 元换购茶杯 1 件",
        "Everything from ¥99, add 1 piece of a cup for ¥9.90",
    ),
    (
        {"layer": "shipping", "action": {"kind": "shipping", "percent": "100"}, "condition": {"amount_at_least": "99"}},
        "全场满 99 包邮",
        "Free shipping for everything from ¥99",
    ),
    (
        {"layer": "shipping", "action": {"kind": "shipping", "set_price": "5"}},
        "全场运费 5 元",
        "Shipping of everything for ¥5",
    ),
    (
        {
            "action": {
                "kind": "deposit",
                "deposit": "50",
                "worth": "100",
                "balance_from": "2026-11-11T00:00:00+08:00",
                "balance_until": "2026-11-12T00:00:00+08:00",
                "target": TEA,
            }
        },
        "茶饮付定金 50 抵 100，11-11 付尾款",
        "Tea: a deposit of ¥50 is worth ¥100, the rest paid 11 Nov",
    ),
    (
        {
            "action": {"kind": "points", "multiplier": "2", "target": TEA},
            "condition": {"all": [{"tier": ["gold"]}, {"weekday": [1, 3]}, {"time_between": ["20:00", "22:00"]}]},
        },
        "限 gold 会员，每周一、三，每天 20:00 至 22:00，茶饮双倍积分",
        "For members of gold, every Mon and Wed, daily 20:00 to 22:00, points ×2 on tea",
    ),
    (
        {
            "layer": "coupon",
            "coupon": "SAVE30",
            "action": {"kind": "amount", "value": "30"},
            "condition": {
                "all": [
                    {"segment": "new"},
                    {"any": [{"first_order": True}, {"quantity_at_least": 3, "target": TEA}]},
                    {"not": {"order_count_between": [2, None]}},
                ]
            },
            "exclusive": True,
            "stackable_with_coupons": False,
            "limits": {"total": 10000},
        },
        "限 new 人群，首单或茶饮满 3 件，不含以下情形：已下单 2 次以上（含），"
        "全场减 30，凭券码 SAVE30，不与同层其他活动同享，不与优惠券同享，共 10,000 单",
        "For new, first order or tea from 3 pieces, unless after 2 orders or more, ¥30 off everything,"
        " with the code SAVE30, not together with others of its layer, not together with coupons, 10,000 orders in all",
    ),
]


@pytest.mark.parametrize(("rule", "zh", "en"), CASES)
def test_a_rule_reads_back_as_a_sentence(rule: dict[str, Any], zh: str, en: str) -> None:
    assert describe(rule) == {"zh": zh, "en": en}


def test_a_list_of_prices_names_the_first_and_how_many() -> None:
    rules = [
        {"layer": "item", "action": {"kind": "set_price", "value": f"{at}.90", "target": {"skus": [f"s{at}"]}}}
        for at in range(1, 6)
    ]
    assert describe(*rules)["zh"] == "s1 每件 1.90 元、s2 每件 2.90 元、s3 每件 3.90 元等 5 款"
    assert describe(*rules)["en"] == "S1: ¥1.90 each; s2: ¥2.90 each; s3: ¥3.90 each and 2 more prices"


def test_other_currencies_are_named_with_every_amount() -> None:
    rule = {"action": {"kind": "amount", "value": "1500"}, "condition": {"amount_at_least": "12000"}}
    assert describe(rule, currency="JPY", decimals=0) == {
        "zh": "全场满 ¥12,000 减 ¥1,500",
        "en": "¥1,500 off everything from ¥12,000",
    }


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "zh"),
    [
        ("2026-11-10T00:00:00+08:00", "2026-11-11T00:00:00+08:00", "11-10"),
        ("2026-11-10T00:00:00+08:00", "2026-11-12T23:59:59+08:00", "11-10 00:00 至 11-12 23:59:59"),
        ("2026-12-31T16:00:00+00:00", None, "01-01 起"),
        (None, "2026-11-12T20:00:00+08:00", "11-12 20:00 止"),
        ("2026-12-31T00:00:00+08:00", "2027-01-02T00:00:00+08:00", "2026-12-31 至 2027-01-01"),
    ],
)
def test_windows_are_told_in_days_where_they_are_days(starts_at: str | None, ends_at: str | None, zh: str) -> None:
    rule = {"action": {"kind": "amount", "value": "1"}, "starts_at": starts_at, "ends_at": ends_at}
    assert describe(rule)["zh"] == f"{zh}，全场减 1"


def test_without_names_keys_stand_for_what_they_name() -> None:
    rule = read_rules([{"id": "r", "action": {"kind": "amount", "value": "5", "target": TEA}}], "rules", 2)[0]
    assert describe_rule(rule, currency="CNY", decimals=2, timezone=SHANGHAI)["zh"] == "tea 减 5"


def test_no_rules_are_no_sentence() -> None:
    assert describe() == {"zh": "", "en": ""}
