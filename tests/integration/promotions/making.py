"""Promotions for tests."""

from __future__ import annotations

from typing import Any

from campaigns.promotions.models import Promotion


def make_promotion(*, action: dict[str, Any], conditions: Any = (), **fields: Any) -> Promotion:
    """A saved draft; `action` is one raw block, `conditions` several."""
    promotion = Promotion(name=fields.pop("name", "满减"), live=False, **fields)
    promotion.action = promotion._meta.get_field("action").to_python([action])
    promotion.conditions = promotion._meta.get_field("conditions").to_python(list(conditions))
    promotion.save()
    return promotion


def publish(promotion: Promotion) -> Promotion:
    """Publish it as it is; scheduled where it has a time to go live."""
    promotion.save_revision().publish()
    promotion.refresh_from_db()
    return promotion
