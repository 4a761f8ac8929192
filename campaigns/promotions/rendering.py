"""Promotions as delivery documents: the rules, and what shoppers are told of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from campaigns.promotions.drafting import compose_promotions
from campaigns.promotions.models import Promotion
from campaigns.promotions.naming import describe_all
from campaigns.promotions.telling import make_public
from cms.delivery.kinds import Rendered

KIND = "promotion"


def render_promotions(promotions: Sequence[Promotion]) -> list[list[Rendered]]:
    """One document each, the same in every language: it holds what is said in all of them."""
    composed = compose_promotions(promotions)
    # Shoppers read it: neither codes nor budgets are theirs to know.
    public = [[make_public(rule) for rule in rules] for rules in composed]
    sentences = describe_all([(one.currency, rules) for one, rules in zip(promotions, public, strict=True)])
    return [
        [Rendered(promotion.key, settings.LANGUAGE_CODE, "", describe_promotion(promotion, rules, sentence))]
        for promotion, rules, sentence in zip(promotions, composed, sentences, strict=True)
    ]


def describe_promotion(
    promotion: Promotion, rules: Sequence[dict[str, Any]], sentence: dict[str, str]
) -> dict[str, Any]:
    """The body: `rules` in the JSON of `campaigns.rules`, `texts` by locale, `sentence` for shoppers."""
    texts = [child["value"] for child in promotion.texts.get_prep_value()] if promotion.texts else []
    return {
        "key": promotion.key,
        "name": promotion.name,
        "template": promotion.template,
        "currency": promotion.currency,
        "rules": list(rules),
        "sentence": sentence,
        "texts": {
            text["locale"]: {name: text.get(name) or "" for name in ("title", "badge", "terms")} for text in texts
        },
        "coupon": promotion.coupon_kind,
        "startsAt": promotion.starts_at.isoformat() if promotion.starts_at else None,
        "endsAt": promotion.ends_at.isoformat() if promotion.ends_at else None,
        "announcedAt": promotion.announced_at.isoformat() if promotion.announced_at else None,
    }
