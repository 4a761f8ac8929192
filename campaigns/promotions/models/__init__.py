from campaigns.promotions.models.approval import DepthApprovalTask
from campaigns.promotions.models.claim import Claim, ClaimPart, ClaimRefund, ClaimState, KeptBook
from campaigns.promotions.models.coupon import (
    BatchKind,
    BatchProgress,
    Coupon,
    CouponBatch,
    CouponCampaign,
    CouponState,
)
from campaigns.promotions.models.group import PromotionGroup
from campaigns.promotions.models.promotion import CouponKind, LayerChoice, Promotion
from campaigns.promotions.models.usage import RuleUsage, ShopperUsage
from campaigns.promotions.models.version import PromotionVersion

__all__ = [
    "BatchKind",
    "BatchProgress",
    "Claim",
    "ClaimPart",
    "ClaimRefund",
    "ClaimState",
    "Coupon",
    "CouponBatch",
    "CouponCampaign",
    "CouponKind",
    "CouponState",
    "DepthApprovalTask",
    "KeptBook",
    "LayerChoice",
    "Promotion",
    "PromotionGroup",
    "PromotionVersion",
    "RuleUsage",
    "ShopperUsage",
]
