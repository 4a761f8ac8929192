"""What promotions are about, for those who look after a part of the shop alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaigns.promotions.drafting import try_compose
from campaigns.promotions.models import CouponBatch, CouponCampaign, Promotion, PromotionGroup
from campaigns.promotions.named_targets import list_named_targets
from cms.catalog.reach import policies
from cms.catalog.reach.naming import EVERYTHING, Naming


def register() -> None:
    """Have areas of responsibility hold for promotions, and for coupons as for the promotion they are of."""
    policies.limit(Promotion, list_namings)
    policies.limit(PromotionGroup, lambda _group: [EVERYTHING])
    for model in (CouponCampaign, CouponBatch):
        policies.limit(model, _list_of_promotion)


def list_namings(promotion: Promotion) -> list[Naming]:
    """All that it names, as it stands and as its newest version says. What is left out of a target counts as well."""
    versions = [promotion]
    if promotion.latest_revision is not None:
        versions.append(promotion.latest_revision.as_object())
    return [naming for version in versions for naming in _list_of_version(version)]


def _list_of_version(promotion: Promotion) -> list[Naming]:
    targets = list_named_targets(try_compose(promotion))
    return [_read_target(target) for target in targets] or [EVERYTHING]


def _read_target(target: Mapping[str, Any]) -> Naming:
    words = frozenset(target.get("skus") or target.get("products") or ())
    return Naming(words, frozenset(target.get("categories") or ()), frozenset(target.get("brands") or ()))


def _list_of_promotion(row: Any) -> list[Naming]:
    # Of a form that is not filled in yet, it is not known.
    return list_namings(row.promotion) if row.promotion_id is not None else [EVERYTHING]
