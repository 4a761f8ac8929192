"""A quote as its types read it: the engine's answer, with the promotions and products it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from campaigns.promotions.carts import BuiltCart, Problem
from campaigns.promotions.hints import Hint, list_hints, read_threshold
from campaigns.promotions.usage import fill_usage
from campaigns.rules.conditions import Threshold
from campaigns.rules.desk import evaluate
from campaigns.rules.values import Rule
from cms.catalog.selectors import find_product_keys
from cms.money import Money
from storefront.context import RequestContext
from storefront.sources.offers import OfferSource
from storefront.sources.products import ProductSource, find_products
from storefront.sources.promotions import PromotionSource


class QuoteSource:
    """The quote of a cart. Products are read only where they are asked for, all of them together."""

    def __init__(self, built: BuiltCart, *, locale: str, context: RequestContext) -> None:
        self.standing = built.standing
        self.built = built
        self.locale = locale
        self.context = context
        book = built.standing.find_book(built.cart.currency)
        self.cart = fill_usage(built.cart, book)
        self.quote = evaluate(self.cart, book)
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in book.rules}

    def read_money(self, amount: str) -> Money:
        return Money.parse(amount, self.cart.currency)

    def find_promotion(self, rule_id: str) -> PromotionSource:
        promotion = self.standing.promotions[self.standing.owners[rule_id]]
        return PromotionSource(promotion, self.rules[rule_id], is_running=True, locale=self.locale)

    def choose_language(self, message: Mapping[str, str]) -> str:
        return message["zh" if self.locale.startswith("zh") else "en"]

    # What the quote says.

    @cached_property
    def lines(self) -> list[LineSource]:
        return [LineSource(self, line) for line in self.quote["lines"]]

    @property
    def problems(self) -> Sequence[Problem]:
        return self.built.problems

    @property
    def subtotal(self) -> Money:
        return self.read_money(self.quote["subtotal"])

    @property
    def discount(self) -> Money:
        return self.read_money(self.quote["discount"])

    @property
    def shipping(self) -> Money:
        return self.read_money(self.quote["shipping"])

    @property
    def shipping_before(self) -> Money:
        return Money(self.cart.shipping, self.cart.currency)

    @property
    def total(self) -> Money:
        return self.read_money(self.quote["total"])

    @property
    def decisions(self) -> list[DecisionSource]:
        return [DecisionSource(self, decision) for decision in self.quote["decisions"]]

    @property
    def hints(self) -> list[HintSource]:
        return [HintSource(self, hint) for hint in list_hints(self.quote, self.cart, self.rules)]

    @property
    def coupons(self) -> list[dict[str, Any]]:
        """The codes that count, each with whether a rule has applied by it."""
        applied = {one["rule"] for one in self.quote["decisions"] if one["status"] == "applied"}
        codes = self.quote["coupons"] if self.cart.picks_coupons else self._list_codes()
        told: dict[str, dict[str, Any]] = {}
        for code in codes:
            one = self._describe_coupon(code, applied)
            # A code for a list of prices stands there once for each of them.
            if one["code"] not in told or one["is_applied"]:
                told[one["code"]] = one
        return list(told.values())

    def _list_codes(self) -> list[Any]:
        return [{"code": one.code, "rule": one.rule} if one.rule else one.code for one in self.cart.coupons]

    def _describe_coupon(self, given: Any, applied: set[str]) -> dict[str, Any]:
        code, rule_id = (given, "") if isinstance(given, str) else (given["code"], given["rule"])
        meant = [rule.id for rule in self.rules.values() if rule.id == rule_id or (not rule_id and rule.coupon == code)]
        counting = [each for each in meant if each in applied]
        told = next(iter(counting or meant), None)
        return {
            "code": code,
            "is_applied": bool(counting),
            "promotion": self.find_promotion(told) if told is not None else None,
            "problem": problem.value if (problem := self.built.code_problems.get(code)) is not None else None,
        }

    @property
    def funding(self) -> list[dict[str, Any]]:
        return [{"payer": payer, "amount": self.read_money(part)} for payer, part in self.quote["funding"].items()]

    @property
    def gifts(self) -> list[ExtraSource]:
        return [ExtraSource(self, one, [one["sku"]]) for one in self.quote["gifts"]]

    @property
    def add_ons(self) -> list[ExtraSource]:
        return [ExtraSource(self, one, one.get("skus", [])) for one in self.quote["add_ons"]]

    @property
    def points(self) -> list[ExtraSource]:
        return [ExtraSource(self, one) for one in self.quote["points"]]

    @property
    def deposits(self) -> list[ExtraSource]:
        return [ExtraSource(self, one) for one in self.quote["deposits"]]

    # What it speaks of.

    @cached_property
    def products(self) -> dict[str, ProductSource]:
        """Every product of the cart, of its gifts and of what may be added, by SKU."""
        extra = {sku for one in (*self.quote["gifts"], *self.quote["add_ons"]) for sku in _list_skus(one)}
        keys = {goods.offer.sku: goods.product for goods in self.built.goods.values()}
        keys |= find_product_keys(extra - keys.keys()) if extra - keys.keys() else {}
        found = find_products(dict.fromkeys(keys.values()), locale=self.locale, context=self.context)
        return {sku: found[key] for sku, key in keys.items() if key in found}

    def find_offer(self, sku: str) -> OfferSource | None:
        product = self.products.get(sku)
        return next((one for one in product.offers if one.offer.sku == sku), None) if product else None


def _list_skus(extra: Mapping[str, Any]) -> Iterable[str]:
    return [extra["sku"]] if "sku" in extra else extra.get("skus", ())


class LineSource:
    """A line of the quote."""

    def __init__(self, quote: QuoteSource, line: Mapping[str, Any]) -> None:
        self.quote = quote
        self.line = line
        self.id: str = line["id"]
        self.quantity: int = line["quantity"]
        self.sku = quote.built.goods[self.id].offer.sku

    @property
    def unit_price(self) -> Money:
        return self.quote.read_money(self.line["unit_price"])

    @property
    def subtotal(self) -> Money:
        return self.quote.read_money(self.line["subtotal"])

    @property
    def discount(self) -> Money:
        return self.quote.read_money(self.line["discount"])

    @property
    def total(self) -> Money:
        return self.quote.read_money(self.line["total"])

    @property
    def applied(self) -> list[dict[str, Any]]:
        return [
            {
                "rule": one["rule"],
                "promotion": self.quote.find_promotion(one["rule"]),
                "amount": self.quote.read_money(one["amount"]),
            }
            for one in self.line["applied"]
        ]

    @property
    def product(self) -> ProductSource | None:
        return self.quote.products.get(self.sku)

    @property
    def offer(self) -> OfferSource | None:
        return self.quote.find_offer(self.sku)


@dataclass(slots=True)
class ExtraSource:
    """Something a rule gives that is no money off: a gift, an offer to add, points, a deposit."""

    quote: QuoteSource
    written: Mapping[str, Any]
    skus: Sequence[str] = ()

    def __getattr__(self, name: str) -> Any:
        value = self.written[name]
        return self.quote.read_money(value) if name in {"value", "deposit", "worth", "paid", "due"} else value

    @property
    def promotion(self) -> PromotionSource:
        return self.quote.find_promotion(self.written["rule"])

    @property
    def offers(self) -> list[OfferSource]:
        """What it is about, of what shoppers may see."""
        return [offer for sku in self.skus if (offer := self.quote.find_offer(sku)) is not None]

    @property
    def product(self) -> ProductSource | None:
        return self.quote.products.get(self.skus[0]) if self.skus else None


class ThresholdSource:
    """So much is asked for, so much is there."""

    def __init__(self, quote: QuoteSource, threshold: Threshold) -> None:
        self._quote = quote
        self._threshold = threshold

    def _write(self, number: int) -> str:
        return Money(number, self._quote.cart.currency).amount if self._threshold.is_amount else str(number)

    @property
    def unit(self) -> str:
        return "amount" if self._threshold.is_amount else "pieces"

    @property
    def required(self) -> str:
        return self._write(self._threshold.required)

    @property
    def observed(self) -> str:
        return self._write(self._threshold.observed)

    @property
    def missing(self) -> str:
        return self._write(self._threshold.missing)


@dataclass(slots=True)
class DecisionSource:
    """What became of one rule."""

    quote: QuoteSource
    decision: Mapping[str, Any]

    @property
    def rule(self) -> str:
        return self.decision["rule"]

    @property
    def promotion(self) -> PromotionSource:
        return self.quote.find_promotion(self.rule)

    @property
    def is_applied(self) -> bool:
        return self.decision["status"] == "applied"

    @property
    def reason(self) -> str | None:
        return self.decision.get("reason")

    @property
    def amount(self) -> Money | None:
        return self._read("amount")

    @property
    def floored(self) -> Money | None:
        return self._read("floored")

    def _read(self, name: str) -> Money | None:
        amount = self.decision.get(name)
        return None if amount is None else self.quote.read_money(amount)

    @property
    def message(self) -> str | None:
        message = self.decision.get("message")
        return self.quote.choose_language(message) if message else None

    @property
    def thresholds(self) -> list[ThresholdSource]:
        return [self._wrap(each) for each in self.decision.get("thresholds", ())]

    @property
    def next(self) -> ThresholdSource | None:
        following = self.decision.get("next")
        return self._wrap(following) if following else None

    def _wrap(self, written: Mapping[str, Any]) -> ThresholdSource:
        return ThresholdSource(self.quote, read_threshold(written, self.quote.cart.decimals))


@dataclass(slots=True)
class HintSource:
    """What to buy more of."""

    quote: QuoteSource
    hint: Hint

    @property
    def promotion(self) -> PromotionSource:
        return self.quote.find_promotion(self.hint.rule.id)

    @property
    def message(self) -> str:
        return self.quote.choose_language(self.hint.message)

    @property
    def is_further(self) -> bool:
        return self.hint.is_further

    @property
    def threshold(self) -> ThresholdSource:
        return ThresholdSource(self.quote, self.hint.threshold)

    @property
    def progress(self) -> float:
        return round(self.hint.share, 4)
