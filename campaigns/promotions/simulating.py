"""Tries a promotion that is not in force yet: with carts made by hand, with samples, and with what was bought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from campaigns.promotions.assortment import find_lines
from campaigns.promotions.comparing import Books, make_books
from campaigns.promotions.composing_targets import Json
from campaigns.promotions.models import Promotion
from campaigns.promotions.past_carts import Basket, gather_baskets
from campaigns.promotions.sampling import Sample, make_samples, merge_targets
from campaigns.promotions.standing import Published
from campaigns.promotions.usage import find_usage
from campaigns.promotions.versions import find_standing
from campaigns.rules.compiling import compile_rules
from campaigns.rules.values import Cart, Coupon, Line, Mode, Rule, Shopper, Usage
from cms.money import count_decimals
from search.behaviour.selectors import list_purchases

PAST_DAYS = 30
MOST_PAST = 5_000
_MOST_MOMENTS = 12
_MOST_READ = 400


@dataclass(frozen=True, slots=True)
class Stage:
    """Where carts are tried: the rules at one instant, without the promotion and with it."""

    at: datetime
    currency: str
    decimals: int
    books: Books
    own: tuple[Rule, ...]
    groups: Mapping[str, Mode]
    owners: Mapping[str, Published] = field(default_factory=dict)
    """The other promotions by the ids of their rules."""
    usage: Mapping[str, Usage] = field(default_factory=dict)


ANYBODY = Shopper(id="trial", orders=3)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys in every cart that is tried. `has_coupons`: whoever buys has the promotion's coupon."""

    shopper: Shopper = ANYBODY
    channel: str = ""
    has_coupons: bool = True
    shipping: int = 0


def prepare_stage(promotion: Promotion, rules: Sequence[Json], *, at: datetime) -> Stage:
    """Everything that is in force at `at` beside `promotion`, whose `rules` may be saved nowhere. Raises FieldError."""
    standing = find_standing(at=at)
    decimals = count_decimals(promotion.currency)
    others = [
        one for one in standing.promotions.values() if one.currency == promotion.currency and one.key != promotion.key
    ]
    books = make_books(rules, [rule for one in others for rule in one.rules], decimals=decimals)
    limited = [rule.id for rule in books.after.rules if rule.limits.total is not None or rule.limits.budget is not None]
    return Stage(
        at=at,
        currency=promotion.currency,
        decimals=decimals,
        books=books,
        own=compile_rules(list(rules), decimals=decimals).rules,
        usage=find_usage(limited, "")[0],
        groups=standing.groups,
        owners={rule["id"]: one for one in others for rule in one.rules},
    )


def list_moments(promotion: Promotion, *, now: datetime) -> list[datetime]:
    """Instants within its window, from now on, at which what is in force changes: the first is when it begins."""
    begins = max(now, promotion.starts_at or now)
    published = find_standing(at=begins).promotions.values()
    starts = {one.starts_at for one in published if one.starts_at is not None and one.key != promotion.key}
    later = sorted(at for at in starts if at > begins and (promotion.ends_at is None or at < promotion.ends_at))
    return [begins, *later[: _MOST_MOMENTS - 1]]


def make_cart(lines: Iterable[Line], stage: Stage, buyer: Buyer) -> Cart:
    """A cart at the stage's instant: `lines` have ids of their own."""
    return Cart(
        at=stage.at,
        lines=tuple(sorted(lines, key=lambda line: line.id)),
        currency=stage.currency,
        decimals=stage.decimals,
        shopper=buyer.shopper,
        channel=buyer.channel,
        coupons=_list_coupons(stage.own) if buyer.has_coupons else (),
        shipping=buyer.shipping,
        timezone=ZoneInfo(settings.TIME_ZONE),
        groups=stage.groups,
        explains_all=True,
        usage=stage.usage,
    )


def _list_coupons(rules: Iterable[Rule]) -> tuple[Coupon, ...]:
    coupons = {
        Coupon(rule.coupon) if isinstance(rule.coupon, str) else Coupon("trial", rule.id)
        for rule in rules
        if rule.coupon is not None
    }
    return tuple(sorted(coupons, key=lambda one: (one.code, one.rule)))


def list_sample_carts(stage: Stage, buyer: Buyer) -> list[tuple[Sample, Cart]]:
    """Carts of the shop's products that show what the promotion does; six queries a part of it at most."""
    meant: dict[str, Line] = {}
    for target in merge_targets(stage.own):
        meant.update((line.id, line) for line in find_lines(target, currency=stage.currency, limit=_MOST_READ))
    every = find_lines(currency=stage.currency, limit=_MOST_READ)
    others = [line for line in every if line.id not in meant]
    samples = make_samples(stage.own, list(meant.values()), others)
    return [(one.kind, make_cart(one.lines, stage, buyer)) for one in samples]


def find_past_baskets(*, until: datetime, days: int = PAST_DAYS, most: int = MOST_PAST) -> list[Basket]:
    """What was bought together during the last `days`, at most `most` baskets; one query."""
    bought = list_purchases(since=until - timedelta(days=days), until=until)
    return gather_baskets(bought, most=most)


def iterate_past_carts(baskets: Sequence[Basket], stage: Stage, buyer: Buyer) -> Iterator[Cart | None]:
    """Each basket as a cart at today's prices; None where nothing of it is sold any more. A few queries for all."""
    lines = find_lines(currency=stage.currency)
    by_sku = {line.sku: line for line in lines}
    by_product: dict[str, Line] = {}
    for line in lines:
        by_product.setdefault(line.product, line)
    for basket in baskets:
        found: dict[str, Line] = {}
        for key, is_sku, quantity in basket.pieces:
            sold = by_sku.get(key) if is_sku else by_product.get(key) or by_sku.get(key)
            if sold is not None:
                so_far = found[sold.id].quantity if sold.id in found else 0
                found[sold.id] = replace(sold, quantity=so_far + quantity)
        if not found:
            yield None
            continue
        shopper = replace(buyer.shopper, id=basket.client, orders=basket.number)
        yield make_cart(found.values(), stage, replace(buyer, shopper=shopper))
