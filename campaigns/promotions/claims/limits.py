"""Takes from limits and gives back, one conditional UPDATE a limit: never one use or one cent over.

Rows are always taken in the same order (coupons by code, the shopper's by rule, everybody's by rule), so two orders
never wait for each other; everybody's come last, as they are what others wait for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, Q, Value, When

from campaigns.promotions.models import Claim, ClaimPart, Coupon, CouponState, RuleUsage, ShopperUsage
from campaigns.rules.values import Rule


class Gone(Exception):
    """Somebody else was quicker; `code` where it was a coupon that cannot be used, else a limit is reached."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Use:
    """One rule as an order uses it; `code` is the coupon it takes, `is_issued` one of its own.

    Where `is_use` is False the order has taken its use before, and takes from the budget alone.
    """

    rule: Rule
    promotion_key: str
    amount: int
    code: str = ""
    is_issued: bool = False
    is_use: bool = True


def take(uses: Sequence[Use], claim: Claim, *, at: datetime) -> None:
    """Take everything, within the caller's transaction. Raises Gone where something cannot be had any more."""
    for code, promotion_key in sorted({(use.code, use.promotion_key) for use in uses if use.is_issued}):
        _take_coupon(code, promotion_key, claim, at=at)
    ordered = sorted(uses, key=lambda use: use.rule.id)
    for use in ordered if claim.shopper else ():
        if use.is_use:
            _take_of_shopper(use, claim.shopper)
    for use in ordered:
        _take_of_all(use)


def _take_coupon(code: str, promotion_key: str, claim: Claim, *, at: datetime) -> None:
    mine = Q(shopper="") | Q(shopper=claim.shopper)
    found = Coupon.objects.usable(at=at).filter(mine, code=code, promotion__key=promotion_key).only("pk", "state")
    coupon = found.first()
    if coupon is None:
        raise Gone(code)
    same = Coupon.objects.filter(pk=coupon.pk, state=coupon.state)
    if not same.filter(mine).update(state=CouponState.USED, used_at=at, claim=claim):
        raise Gone(code)


def _take_of_shopper(use: Use, shopper: str) -> None:
    rows = ShopperUsage.objects.filter(rule=use.rule.id, shopper=shopper)
    most = use.rule.limits.per_shopper
    free = rows if most is None else rows.filter(used__lt=most)
    if free.update(used=F("used") + 1):
        return
    if not rows.exists():
        ShopperUsage.objects.bulk_create([ShopperUsage(rule=use.rule.id, shopper=shopper)], ignore_conflicts=True)
        if free.update(used=F("used") + 1):
            return
    raise Gone


def _take_of_all(use: Use) -> None:
    limits = use.rule.limits
    rows = RuleUsage.objects.filter(rule=use.rule.id)
    free = rows
    if limits.total is not None and use.is_use:
        free = free.filter(used__lt=limits.total)
    if limits.budget is not None and use.amount:
        free = free.filter(budget_used_minor__lte=limits.budget - use.amount)
    more = {"used": F("used") + int(use.is_use), "budget_used_minor": F("budget_used_minor") + use.amount}
    if free.update(**more):
        return
    if not rows.exists():
        RuleUsage.objects.bulk_create([RuleUsage(rule=use.rule.id)], ignore_conflicts=True)
        if free.update(**more):
            return
    raise Gone


def give_back_budgets(parts: Sequence[ClaimPart], amounts: Sequence[int]) -> None:
    """Give back `amounts` of the budgets of `parts`; the parts are saved with what they gave back."""
    pairs = sorted(zip(parts, amounts, strict=True), key=lambda pair: pair[0].rule)
    for part, amount in pairs:
        if amount:
            RuleUsage.objects.filter(rule=part.rule).update(budget_used_minor=F("budget_used_minor") - amount)
            part.refunded_minor += amount
            part.save(update_fields=["refunded_minor"])


def give_back_uses(claim: Claim, parts: Sequence[ClaimPart]) -> None:
    """Give back the uses of `parts`, and the coupons the claim has used up."""
    Coupon.objects.filter(claim=claim, state=CouponState.USED).update(
        state=Case(
            When(claimed_at__isnull=True, then=Value(CouponState.AVAILABLE.value)),
            default=Value(CouponState.CLAIMED.value),
        ),
        used_at=None,
        claim=None,
    )
    rules = sorted(part.rule for part in parts if part.is_use)
    for rule in rules if claim.shopper else ():
        ShopperUsage.objects.filter(rule=rule, shopper=claim.shopper, used__gt=0).update(used=F("used") - 1)
    for rule in rules:
        RuleUsage.objects.filter(rule=rule).update(used=F("used") - 1)
