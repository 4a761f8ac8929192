"""From promotions as stored to the rules they mean: what their lists name is looked up, for all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from campaigns.promotions.composing import Draft, compose_rules
from campaigns.promotions.composing_targets import Json, Word, list_words
from campaigns.promotions.models import Promotion
from cms.catalog.models import Offer

_CHUNK = 500


def compose_promotions(promotions: Sequence[Promotion]) -> list[list[Json]]:
    """The rules of each, two queries for every 500 words; raises FieldError for none: that is checked elsewhere."""
    drafts = [make_draft(promotion) for promotion in promotions]
    words = resolve_words({word for draft in drafts for word in list_words([draft.action, draft.conditions])})
    return [compose_rules(draft, words) for draft in drafts]


def try_compose(promotion: Promotion) -> list[Json]:
    """The rules that it means; none while something that they need is not filled in."""
    return try_compose_each([promotion])[0]


def try_compose_each(promotions: Sequence[Promotion]) -> list[list[Json]]:
    """The same of several, in as many queries as of one."""
    drafts = [_try(make_draft, promotion) for promotion in promotions]
    words = resolve_words({word for draft in drafts if draft for word in list_words([draft.action, draft.conditions])})
    return [(_try(compose_rules, draft, words) if draft else None) or [] for draft in drafts]


def _try(make: Any, *arguments: Any) -> Any:
    """None where something is missing."""
    try:
        return make(*arguments)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


def make_draft(promotion: Promotion) -> Draft:
    """What its form holds, as plain values."""
    actions = _read_raw(promotion.action)
    return Draft(
        key=promotion.key,
        name=promotion.name,
        action=actions[0],
        conditions=_read_raw(promotion.conditions),
        layer=promotion.layer or (promotion.group.layer if promotion.group else ""),
        group=promotion.group.name if promotion.group else "default",
        priority=promotion.priority,
        is_exclusive=promotion.is_exclusive,
        is_original=promotion.is_original,
        stacks_with_coupons=promotion.stacks_with_coupons,
        starts_at=promotion.starts_at,
        ends_at=promotion.ends_at,
        channels=promotion.channels,
        coupon=promotion.coupon,
        limit_total=promotion.limit_total,
        limit_per_shopper=promotion.limit_per_shopper,
        budget=promotion.budget,
        clips_budget=promotion.clips_budget,
        funding=[child["value"] for child in _read_raw(promotion.funding)],
    )


def resolve_words(words: Iterable[str]) -> dict[str, Word]:
    """What each word names: a SKU, or else the product of that key with all its SKUs; unknown ones are missing."""
    wanted = sorted(set(words))
    found: dict[str, Word] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        skus = set(Offer.objects.filter(sku__in=chunk).values_list("sku", flat=True))
        found.update((sku, Word((sku,))) for sku in skus)
        rest = [word for word in chunk if word not in skus]
        found.update(_resolve_keys(rest) if rest else {})
    return found


def _resolve_keys(keys: Sequence[str]) -> Mapping[str, Word]:
    offers: dict[str, list[str]] = {}
    for key, sku in Offer.objects.filter(product__key__in=keys).order_by("sku").values_list("product__key", "sku"):
        offers.setdefault(key, []).append(sku)
    return {key: Word(tuple(skus), key) for key, skus in offers.items()}


def _read_raw(stream: Any) -> list[Any]:
    # What a form gave has no raw data yet; its prepared value is the same.
    return stream.get_prep_value() if stream else []
