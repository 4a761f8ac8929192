"""PURE. What products cost this shopper here and now, and which promotions touch them; no query.

The price of one piece bought alone, after layer `item`: exactly what a quote of it would say before anything that
the rest of the cart brings about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from campaigns.promotions.eligibility import Circumstances
from campaigns.promotions.lines import Goods
from campaigns.promotions.shelf import Shelf
from campaigns.promotions.standing import Published, Standing
from campaigns.rules.compiling import RuleBook
from campaigns.rules.evaluating import evaluate_cart
from campaigns.rules.values import EVERYTHING, LAYERS, Cart, Layer, Limits, Line, Rule, Shopper, Usage
from cms.money import count_decimals

GUEST = Shopper()


@dataclass(frozen=True, slots=True)
class Price:
    """In minor units; `rules` made it what it is, and `ends_at` is when the first of them ends."""

    minor: int
    rules: tuple[str, ...] = ()
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """A promotion that means a product. It `is_applied` where it has made the price; `price_minor` is what one piece
    costs by it alone, of a promotion of layer `item`."""

    promotion: Published
    rule: Rule
    is_running: bool
    is_applied: bool = False
    price_minor: int | None = None
    is_everywhere: bool = False
    """Whether it means every product, so that a card need not say it."""

    @property
    def starts_at(self) -> datetime | None:
        return self.rule.starts_at

    @property
    def ends_at(self) -> datetime | None:
        return self.rule.ends_at


@dataclass(slots=True)
class Pricer:
    """Prices goods under what is in force, for one shopper, channel and instant."""

    standing: Standing
    at: datetime
    zone: ZoneInfo
    shopper: Shopper = GUEST
    channel: str = ""
    usage: Mapping[str, Usage] = field(default_factory=dict)
    _shown: dict[str, dict[int, bool]] = field(default_factory=dict)

    def price(self, goods: Sequence[Goods]) -> dict[str, Price]:
        """By SKU what one piece costs; goods of several currencies may stand side by side."""
        found: dict[str, Price] = {}
        for currency in dict.fromkeys(one.offer.currency for one in goods):
            lines = [one.make_line(one.offer.sku) for one in goods if one.offer.currency == currency]
            found.update(self._price_lines(lines, currency))
        return found

    def list_touches(self, goods: Sequence[Goods], prices: Mapping[str, Price] | None = None) -> list[Touch]:
        """The promotions that mean any of `goods`, offers of one product, each once: what makes the price first.

        Running ones and those announced; never one that this shopper cannot bring about. `prices` where known already.
        """
        prices = self.price(goods) if prices is None else prices
        found: dict[str, Touch] = {}
        for one in goods:
            for touch in self._list_touches(one, prices[one.offer.sku]):
                known = found.get(touch.promotion.key)
                if known is None or _rank(touch) < _rank(known):
                    found[touch.promotion.key] = touch
        return sorted(found.values(), key=_rank)

    def is_open(self, promotion: Published, rule: Rule) -> bool | None:
        """Whether the rule runs at this instant; None where it is neither running nor announced."""
        if rule.ends_at is not None and rule.ends_at <= self.at:
            return None
        if rule.starts_at is None or rule.starts_at <= self.at:
            return True
        announced_at = promotion.announced_at
        return False if announced_at is not None and announced_at <= self.at else None

    def find_shown(self, currency: str) -> dict[int, bool]:
        """The places of the rules that this shopper may be told of, and whether each runs; worked out once."""
        if currency not in self._shown:
            circumstances = Circumstances(self._make_cart((), currency, 2))
            self._shown[currency] = {
                place: is_open
                for place, rule in enumerate(self.standing.find_book(currency).rules)
                if (is_open := self.is_open(self._find_promotion(rule), rule)) is not None
                and circumstances.may_apply(rule)
            }
        return self._shown[currency]

    def _find_promotion(self, rule: Rule) -> Published:
        return self.standing.promotions[self.standing.owners[rule.id]]

    def find_boundary(self, currency: str) -> datetime | None:
        """The next instant at which prices may be others without anybody changing them."""
        boundary = self.standing.find_shelf(currency).find_boundary(after=self.at, zone=self.zone)
        return min(filter(None, (boundary, self.standing.until)), default=None)

    def _price_lines(self, lines: Sequence[Line], currency: str) -> Iterator[tuple[str, Price]]:
        shelf = self.standing.find_shelf(currency)
        together: list[Line] = []
        for line in lines:
            if not shelf.has_price(line):
                yield line.id, Price(line.unit_price)
            elif shelf.must_be_alone(line):
                yield from self._evaluate([line], currency, shelf)
            else:
                together.append(line)
        if together:
            yield from self._evaluate(together, currency, shelf)

    def _evaluate(self, lines: Iterable[Line], currency: str, shelf: Shelf) -> Iterator[tuple[str, Price]]:
        cart = self._make_cart(tuple(sorted(lines, key=lambda line: line.id)), currency, shelf.prices.decimals)
        ends = shelf.ends
        for one in evaluate_cart(cart, shelf.prices).state.lines:
            rules = tuple(dict.fromkeys(rule_id for rule_id, _amount in one.applied))
            until = min(filter(None, (ends[rule_id] for rule_id in rules)), default=None)
            yield one.line.id, Price(one.cost, rules, until)

    def _make_cart(self, lines: tuple[Line, ...], currency: str, decimals: int) -> Cart:
        return Cart(
            at=self.at,
            lines=lines,
            currency=currency,
            decimals=decimals,
            shopper=self.shopper,
            channel=self.channel,
            timezone=self.zone,
            groups=self.standing.groups,
            usage=self.usage,
        )

    def _list_touches(self, goods: Goods, price: Price) -> Iterator[Touch]:
        currency = goods.offer.currency
        line, shown = goods.make_line(goods.offer.sku), self.find_shown(currency)
        shelf = self.standing.find_shelf(currency)
        for place in shelf.list_touching(line, shown.keys()):
            rule = self.standing.find_book(currency).rules[place]
            alone = self._price_alone(line, rule, currency) if rule.layer is Layer.ITEM else None
            yield Touch(
                promotion=self._find_promotion(rule),
                rule=rule,
                is_running=shown[place],
                is_applied=rule.id in price.rules,
                price_minor=alone,
                is_everywhere=EVERYTHING in shelf.targets[place],
            )

    def _price_alone(self, line: Line, rule: Rule, currency: str) -> int:
        """What one piece costs by `rule`, whoever and whenever."""
        plain = replace(
            rule, starts_at=None, ends_at=None, channels=None, coupon=None, condition=None, limits=Limits(), group="-"
        )
        decimals = count_decimals(currency)
        book = RuleBook((plain,), "", decimals, {}, (0,))
        return evaluate_cart(self._make_cart((line,), currency, decimals), book).state.lines[0].cost


def _rank(touch: Touch) -> tuple[bool, bool, int, int]:
    return not touch.is_running, not touch.is_applied, LAYERS.index(touch.rule.layer), touch.price_minor or 0
