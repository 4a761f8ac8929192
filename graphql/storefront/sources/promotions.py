"""Promotions as shoppers read of them: from what is in force in memory, without a query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings

from campaigns.promotions.pricing import Pricer, Touch
from campaigns.promotions.standing import Published
from campaigns.promotions.telling import get_sentence, get_text, get_title, list_public_rules
from campaigns.rules.values import Rule
from cms.delivery.selectors import order_locales
from cms.money import Money
from storefront.context import RequestContext
from storefront.sources.prices import find_pricer


class PromotionSource:
    """A promotion as its type reads it."""

    __slots__ = ("is_running", "locale", "promotion", "rule")
    typename = "Promotion"

    def __init__(self, promotion: Published, rule: Rule, *, is_running: bool, locale: str) -> None:
        self.promotion = promotion
        self.rule = rule
        """Of several the first: they differ in nothing but products and prices."""
        self.is_running = is_running
        self.locale = locale

    @property
    def key(self) -> str:
        return self.promotion.key

    @property
    def title(self) -> str:
        return get_title(self.promotion, order_locales(self.locale))

    @property
    def badge(self) -> str | None:
        return get_text(self.promotion, "badge", order_locales(self.locale)) or None

    @property
    def terms(self) -> str:
        return get_text(self.promotion, "terms", order_locales(self.locale))

    @property
    def sentence(self) -> str:
        return get_sentence(self.promotion, self.locale)

    @property
    def kind(self) -> str:
        return self.rule.action.kind.value

    @property
    def layer(self) -> str:
        return self.rule.layer.value

    @property
    def coupon(self) -> str:
        return self.promotion.body.get("coupon") or "none"

    @property
    def state(self) -> str:
        return "running" if self.is_running else "announced"

    @property
    def starts_at(self) -> datetime | None:
        return self.rule.starts_at

    @property
    def ends_at(self) -> datetime | None:
        return self.rule.ends_at

    @property
    def rules(self) -> Sequence[dict[str, Any]]:
        return list_public_rules(self.promotion)


class ProductPromotionSource(PromotionSource):
    """A promotion as it touches one product."""

    __slots__ = ("currency", "touch")

    def __init__(self, touch: Touch, *, currency: str, locale: str) -> None:
        super().__init__(touch.promotion, touch.rule, is_running=touch.is_running, locale=locale)
        self.touch = touch
        self.currency = currency

    @property
    def is_applied(self) -> bool:
        return self.touch.is_applied

    @property
    def price(self) -> Money | None:
        minor = self.touch.price_minor
        return None if minor is None else Money(minor, self.currency)


def list_product_promotions(source: Any) -> list[ProductPromotionSource]:
    """The promotions that touch a product or an offer, in the language of its answer."""
    return [ProductPromotionSource(touch, currency=source.currency, locale=source.locale) for touch in source.touches]


def list_product_badges(source: Any) -> list[str]:
    """What their badges say, each once; what holds for every product marks none of them."""
    told = [one for one in list_product_promotions(source) if not one.touch.is_everywhere or one.is_applied]
    return list(dict.fromkeys(badge for one in told if (badge := one.badge)))


class PromotionList:
    """The promotions that whoever asks may be told of: running ones first, each by what ends or starts next."""

    def __init__(self, *, locale: str, channel: str, context: RequestContext) -> None:
        self.locale = locale
        self.pricer: Pricer = find_pricer(context, channel)

    @cached_property
    def promotions(self) -> list[PromotionSource]:
        found: dict[str, PromotionSource] = {}
        standing = self.pricer.standing
        for currency in sorted(standing.books, key=lambda one: (one != settings.VITRINE_CURRENCY, one)):
            rules = standing.find_book(currency).rules
            for place, is_running in self.pricer.find_shown(currency).items():
                promotion = standing.promotions[standing.owners[rules[place].id]]
                found.setdefault(
                    promotion.key,
                    PromotionSource(promotion, rules[place], is_running=is_running, locale=self.locale),
                )
        return sorted(found.values(), key=_rank)


def _rank(source: PromotionSource) -> tuple[bool, bool, datetime | str, str]:
    until = source.ends_at if source.is_running else source.starts_at
    return not source.is_running, until is None, until or "", source.key
