from campaigns.promotions.models.group import PromotionGroup
from campaigns.promotions.models.promotion import CouponKind, LayerChoice, Promotion
from campaigns.promotions.models.version import PromotionVersion

__all__ = ["CouponKind", "LayerChoice", "Promotion", "PromotionGroup", "PromotionVersion"]
