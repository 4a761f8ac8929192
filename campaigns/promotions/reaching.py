"""What promotions are about, for those who look after a part of the shop alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from campaigns.promotions.drafting import try_compose_each
from campaigns.promotions.models import CouponBatch, CouponCampaign, Promotion, PromotionGroup
from campaigns.promotions.named_targets import Json, list_named_targets
from cms.catalog.reach import policies
from cms.catalog.reach.naming import EVERYTHING, Naming


def register() -> None:
    """Have areas of responsibility hold for promotions, and for coupons as for the promotion they are of."""
    policies.limit(Promotion, list_namings)
    policies.limit(PromotionGroup, lambda groups: [[EVERYTHING] for _group in groups])
    for model in (CouponCampaign, CouponBatch):
        policies.limit(model, _list_of_promotions)


def list_namings(promotions: Sequence[Promotion]) -> list[list[Naming]]:
    """All that each names, as it stands and as its newest version says. What a target leaves out counts as well."""
    prefetch_related_objects(promotions, "latest_revision")
    versions = [[one, *_read_draft(one)] for one in promotions]
    every = [version for each in versions for version in each]
    prefetch_related_objects(every, "group")
    namings = map(_read_rules, try_compose_each(every))
    return [[naming for _version in each for naming in next(namings)] for each in versions]


def _read_draft(promotion: Promotion) -> list[Promotion]:
    """The newest version, read from what is at hand: `as_object` would ask for the promotion again."""
    revision = promotion.latest_revision
    return [promotion.with_content_json(revision.content)] if revision is not None else []


def _read_rules(rules: Sequence[Json]) -> list[Naming]:
    return [_read_target(target) for target in list_named_targets(rules)] or [EVERYTHING]


def _read_target(target: Json) -> Naming:
    words = frozenset(target.get("skus") or target.get("products") or ())
    return Naming(words, frozenset(target.get("categories") or ()), frozenset(target.get("brands") or ()))


def _list_of_promotions(rows: Sequence[Any]) -> list[list[Naming]]:
    """Of a form that is not filled in yet, it is not known."""
    known = [row for row in rows if row.promotion_id is not None]
    prefetch_related_objects(known, "promotion")
    namings = iter(list_namings([row.promotion for row in known]))
    return [next(namings) if row.promotion_id is not None else [EVERYTHING] for row in rows]
