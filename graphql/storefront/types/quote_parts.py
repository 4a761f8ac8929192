from __future__ import annotations

from typing import Any

import graphene

from campaigns.promotions.coupons.finding import CodeProblem
from storefront.types.money import Money
from storefront.types.promotion import Promotion
from storefront.types.scalars import Decimal


class CartStage(graphene.Enum):
    """Which payment of a presale with a deposit a cart is for."""

    DEPOSIT = "deposit"
    BALANCE = "balance"

    @property
    def description(self) -> str:
        return {"deposit": "The deposit is paid now.", "balance": "The balance is paid, the deposit has been."}[
            self.value
        ]


class CartTrouble(graphene.Enum):
    """What may be the matter with a line of a cart."""

    UNKNOWN = "unknown"
    OFF_SHELF = "off_shelf"
    UNAVAILABLE = "unavailable"
    OTHER_CURRENCY = "other_currency"
    SHORT = "short"

    @property
    def description(self) -> str:
        return {
            "unknown": "The shop has no such SKU.",
            "off_shelf": "It is not on the shelf now.",
            "unavailable": "It cannot be ordered now.",
            "other_currency": "It is sold in another currency than the cart's.",
            "short": "There is less of it than is wanted; the line is in the quote all the same.",
        }[self.value]


class DecisionStatus(graphene.Enum):
    """Whether a rule applies."""

    APPLIED = "applied"
    SKIPPED = "skipped"

    @property
    def description(self) -> str:
        return {"applied": "It applies.", "skipped": "It does not: see `reason`."}[self.value]


_REASONS = {
    "outside_window": "It has not begun, or is over.",
    "wrong_channel": "It is for another channel.",
    "coupon_missing": "It needs a coupon that is not there.",
    "wrong_segment": "It is for other shoppers.",
    "limit_reached": "It has been used as often as it may be; by guests what counts by shopper cannot be used.",
    "condition_not_met": "Its condition does not hold.",
    "below_threshold": "Too little is in the cart: see `thresholds` and `message`.",
    "no_matching_line": "Nothing in the cart is meant.",
    "units_taken": "The pieces it needs count for another rule already.",
    "floored": "No price goes lower.",
    "no_gain": "Nothing would be cheaper by it.",
    "budget_spent": "Its budget is spent.",
    "excluded": "Another rule excludes it.",
    "beaten": "Another rule, or set of coupons, takes off more.",
}


def _describe_reason(value: Any) -> str:
    return "Why a rule does not apply." if value is None else _REASONS[value.value]


DecisionReason = graphene.Enum(
    "DecisionReason", [(name.upper(), name) for name in _REASONS], description=_describe_reason
)


class ThresholdUnit(graphene.Enum):
    """What a threshold counts."""

    AMOUNT = "amount"
    PIECES = "pieces"

    @property
    def description(self) -> str:
        return {"amount": "Money, in the cart's currency.", "pieces": "Pieces."}[self.value]


class QuoteThreshold(graphene.ObjectType):
    """So much is asked for, so much is there."""

    unit = graphene.NonNull(ThresholdUnit, description="What is counted.")
    required = graphene.NonNull(Decimal, description="How much is asked for.")
    observed = graphene.NonNull(Decimal, description="How much is there.")
    missing = graphene.NonNull(Decimal, description="How much more it takes, all other reductions held as they are.")


class QuoteHint(graphene.ObjectType):
    """What is missing for a reduction, or for a larger one."""

    promotion = graphene.NonNull(Promotion, description="The promotion.")
    message = graphene.NonNull(graphene.String, description='What to tell the shopper: "再买 ¥150.30 减 ¥50".')
    is_further = graphene.NonNull(
        graphene.Boolean, description="Whether the promotion applies already, and this is its next tier."
    )
    threshold = graphene.NonNull(QuoteThreshold, description="The numbers.")
    progress = graphene.NonNull(graphene.Float, description="How much of the way is gone, 0 to 1, for a bar.")


class QuotePoints(graphene.ObjectType):
    """Points are multiplied."""

    promotion = graphene.NonNull(Promotion, description="The promotion.")
    multiplier = graphene.NonNull(Decimal, description="By how much.")


class CouponProblem(graphene.Enum):
    """Why a code is of no use."""

    UNKNOWN = CodeProblem.UNKNOWN.value
    NOT_STARTED = CodeProblem.NOT_STARTED.value
    EXPIRED = CodeProblem.EXPIRED.value
    USED = CodeProblem.USED.value
    REVOKED = CodeProblem.REVOKED.value
    SOMEBODY_ELSES = CodeProblem.SOMEBODY_ELSES.value
    MEMBERS_ONLY = CodeProblem.MEMBERS_ONLY.value
    PROMOTION_OVER = CodeProblem.PROMOTION_OVER.value

    @property
    def description(self) -> str:
        return {
            CodeProblem.UNKNOWN: "There is no such code; it may be mistyped.",
            CodeProblem.NOT_STARTED: "It does not hold yet.",
            CodeProblem.EXPIRED: "It was not used in time.",
            CodeProblem.USED: "An order was placed with it, or is being placed.",
            CodeProblem.REVOKED: "The shop has taken it back.",
            CodeProblem.SOMEBODY_ELSES: "It is another member's.",
            CodeProblem.MEMBERS_ONLY: "A member has to add it to their coupons first: `addCoupon`.",
            CodeProblem.PROMOTION_OVER: "Its promotion is not in force.",
        }[CodeProblem(self.value)]


class QuoteDeposit(graphene.ObjectType):
    """A deposit that is worth more when the balance is paid."""

    promotion = graphene.NonNull(Promotion, description="The promotion.")
    quantity = graphene.NonNull(graphene.Int, description="For how many pieces.")
    deposit = graphene.NonNull(Money, description="What is paid now for each.")
    worth = graphene.NonNull(Money, description="What that is worth when the balance is paid, for each.")
    paid = graphene.NonNull(Money, description="All deposits together.")
    due = graphene.NonNull(Money, description="What is due at the balance.")


class CartLineInput(graphene.InputObjectType):
    """A line of a cart."""

    id = graphene.InputField(graphene.String, description="The storefront's own id of the line; left out: the SKU.")
    sku = graphene.InputField(graphene.NonNull(graphene.String), description="What is to be bought.")
    quantity = graphene.InputField(graphene.Int, default_value=1, description="How many, 1 to 9,999.")


class CartInput(graphene.InputObjectType):
    """What is to be bought. Prices, categories and so on are the shop's own: only SKUs are taken."""

    lines = graphene.InputField(
        graphene.NonNull(graphene.List(graphene.NonNull(CartLineInput))), description="At most 200; ids differ."
    )
    coupons = graphene.InputField(
        graphene.List(graphene.NonNull(graphene.String)), description="Codes the shopper has entered, at most 20."
    )
    picks_coupons = graphene.InputField(
        graphene.Boolean,
        default_value=False,
        description="Whether the best set among `coupons` and the member's own is chosen instead of all of `coupons`.",
    )
    shipping = graphene.InputField(Decimal, default_value="0", description="What sending it costs before promotions.")
    currency = graphene.InputField(graphene.String, description="ISO 4217; left out: the shop's.")
    stage = graphene.InputField(CartStage, description="Which payment of a presale with a deposit; left out: neither.")
