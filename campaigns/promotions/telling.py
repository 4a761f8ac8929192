"""PURE. What shoppers are told of a promotion: in their language, or in words made from its rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from campaigns.promotions.standing import Published

_SECRET = frozenset({"limits", "funding", "over_budget"})


def get_text(promotion: Published, name: str, locales: Iterable[str]) -> str:
    """`title`, `badge` or `terms` in the first of `locales` that has it, else in any; "" where nobody wrote it."""
    texts: Mapping[str, Mapping[str, str]] = promotion.body.get("texts") or {}
    for locale in (*locales, *texts):
        if text := texts.get(locale, {}).get(name):
            return text
    return ""


def get_title(promotion: Published, locales: Iterable[str]) -> str:
    """What it is called for shoppers; its name where nobody gave it a title."""
    return get_text(promotion, "title", locales) or promotion.body.get("name") or promotion.key


def get_sentence(promotion: Published, locale: str) -> str:
    """What it does, in one sentence: in Chinese or in English."""
    sentence: Mapping[str, str] = promotion.body.get("sentence") or {}
    return sentence.get("zh" if locale.startswith("zh") else "en") or ""


def list_public_rules(promotion: Published) -> Sequence[dict[str, Any]]:
    """Its rules as data, without what is the shop's own business: codes, budgets, how often it may be used, who pays.

    Of a rule that needs a coupon `coupon` is true.
    """
    return [make_public(rule) for rule in promotion.rules]


def make_public(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule as shoppers may read it."""
    public = {name: value for name, value in rule.items() if name not in _SECRET}
    if public.get("coupon"):
        public["coupon"] = True
    per_shopper = (rule.get("limits") or {}).get("per_shopper")
    return public if per_shopper is None else {**public, "limits": {"per_shopper": per_shopper}}
