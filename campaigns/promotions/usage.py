"""How much of their limits rules have used, as the tables say now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from campaigns.promotions.models import RuleUsage, ShopperUsage
from campaigns.rules.compiling import RuleBook
from campaigns.rules.values import Cart, Kind, Rule, Usage


def find_usage(rule_ids: Collection[str], shopper: str) -> tuple[dict[str, Usage], dict[str, int]]:
    """For `Cart.usage` and `Shopper.used`: by rule what all have used, and what `shopper` has; two queries at most."""
    if not rule_ids:
        return {}, {}
    ids = sorted(rule_ids)
    rows = RuleUsage.objects.filter(rule__in=ids).values_list("rule", "used", "budget_used_minor")
    total = {rule: Usage(used, budget) for rule, used, budget in rows}
    if not shopper:
        return total, {}
    own = ShopperUsage.objects.filter(rule__in=ids, shopper=shopper).values_list("rule", "used")
    return total, dict(own)


def fill_usage(cart: Cart, book: RuleBook) -> Cart:
    """`cart` with what has been used so far of the limits it may meet in `book`; two queries at most."""
    coupons = cart.shopper.coupons if cart.picks_coupons else cart.coupons
    limited = [rule for rules in book.find(cart, coupons).values() for rule in rules if _has_limit(rule)]
    usage, used = find_usage({rule.id for rule in limited}, cart.shopper.id)
    for rule in limited:
        if is_taken_before(rule, cart) and rule.id in usage:
            usage[rule.id] = Usage(0, usage[rule.id].budget)
            used.pop(rule.id, None)
    return with_usage(cart, usage, used)


def is_taken_before(rule: Rule, cart: Cart) -> bool:
    """Whether an order has taken its use of `rule` already: the balance of a presale, whose deposit has."""
    return cart.stage == "balance" and rule.action.kind is Kind.DEPOSIT


def with_usage(cart: Cart, usage: Mapping[str, Usage], used: Mapping[str, int]) -> Cart:
    """`cart` with these figures and no others."""
    return replace(cart, usage=usage, shopper=replace(cart.shopper, used=used))


def _has_limit(rule: Rule) -> bool:
    limits = rule.limits
    return limits.total is not None or limits.per_shopper is not None or limits.budget is not None
