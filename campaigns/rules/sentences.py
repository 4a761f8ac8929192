"""What a shopper is told about a rule, in both languages."""

from __future__ import annotations

from campaigns.rules.amounts import format_amount
from campaigns.rules.conditions import Threshold
from campaigns.rules.values import Cart, Kind, Rule
from campaigns.rules.wording import write_percent, write_tenths
from cms.money import SYMBOLS


def describe_missing(rule: Rule, threshold: Threshold, cart: Cart) -> dict[str, str]:
    """ "再买 ¥150.30 减 ¥50", and the same in English."""
    if threshold.is_amount:
        missing = _write_money(threshold.missing, cart)
        more = {"zh": f"再买 {missing}", "en": f"Spend {missing} more"}
    else:
        more = {"zh": f"再买 {threshold.missing} 件", "en": f"Add {threshold.missing} more"}
    reward = describe_reward(rule, cart)
    return {"zh": f"{more['zh']} {reward['zh']}", "en": f"{more['en']} for {reward['en']}"}


def describe_reward(rule: Rule, cart: Cart) -> dict[str, str]:
    """What the rule gives, at its first tier where it has several."""
    action = rule.action
    value, share = (action.tiers[0].value, action.tiers[0].share) if action.tiers else (action.value, action.share)
    match action.kind:
        case Kind.AMOUNT:
            money = _write_money(value, cart)
            return {"zh": f"减 {money}", "en": f"{money} off"}
        case Kind.PERCENT:
            return {"zh": f"享 {write_tenths(share)} 折", "en": f"{write_percent(share)}% off"}
        case Kind.SHIPPING if not action.sets_price and share[0] == share[1]:
            return {"zh": "包邮", "en": "free shipping"}
        case Kind.GIFT:
            return {"zh": "得赠品", "en": "a gift"}
    name = rule.name or rule.id
    return {"zh": f"享“{name}”", "en": f"“{name}”"}


def _write_money(minor: int, cart: Cart) -> str:
    text = format_amount(minor, cart.decimals)
    if cart.decimals:
        text = text.removesuffix("." + "0" * cart.decimals)
    return f"{SYMBOLS.get(cart.currency, cart.currency + ' ')}{text}"
