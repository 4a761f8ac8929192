"""Claims what a quoted cart takes from the limits of promotions: all of it or nothing, and once however often asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.promotions.claims import expiring
from campaigns.promotions.claims.limits import Gone, Use, take
from campaigns.promotions.claims.refusing import LONGEST_KEY, ClaimRefused, make_bad_order
from campaigns.promotions.claims.writing_carts import write_cart, write_usage
from campaigns.promotions.models import Claim, ClaimPart, KeptBook
from campaigns.promotions.standing import Standing
from campaigns.promotions.usage import fill_usage, is_taken_before
from campaigns.promotions.versions import find_current_standing
from campaigns.rules.amounts import parse_amount
from campaigns.rules.compiling import RuleBook
from campaigns.rules.desk import evaluate
from campaigns.rules.values import Cart, Coupon

HOLD = timedelta(minutes=15)
LONGEST_HOLD = timedelta(days=1)
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order wants to claim under `key`, a name the shop gives it.

    `total` is what the shopper saw, in minor units, and `rules` which rules they saw applied, None to compare totals
    alone. `content` tells whether another request under the same key asks for the same; without it the cart does.
    """

    key: str
    cart: Cart
    total: int
    rules: frozenset[str] | None = None
    order_reference: str = ""
    holds_for: timedelta = HOLD
    content: str = ""

    @property
    def digest(self) -> str:
        return self.content or digest_content(
            {**write_cart(self.cart), "at": None, "total": self.total, "order": self.order_reference}
        )


def digest_content(content: Mapping[str, Any]) -> str:
    """A name for what was asked for, the same for the same."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def find_claim(key: str, *, content: str) -> Claim | None:
    """The claim made under `key` before. Raises ClaimRefused where it was for something else."""
    claim = Claim.objects.filter(key=key).first()
    if claim is not None and claim.content != content:
        text = _("This key was used for another cart or order before: take a new one.")
        raise ClaimRefused("KEY_REUSED", text, field="key")
    return claim


def claim(wanted: Wanted, *, at: datetime) -> Claim:
    """Hold for this order everything that its quote takes, under the rules in force now.

    The same key again answers the same claim, whatever has become of it. Raises ClaimRefused, with the quote that
    holds now where it is not what the shopper saw.
    """
    _check(wanted)
    cart = wanted.cart
    for _attempt in range(_MOST_TRIES):
        known = find_claim(wanted.key, content=wanted.digest)
        if known is not None:
            return known
        standing = find_current_standing(at=at)
        book = standing.find_book(cart.currency)
        asked = fill_usage(replace(cart, at=at, groups=standing.groups), book)
        quote = evaluate(asked, book)
        _compare(wanted, quote)
        _keep_book(book, standing, asked.currency, at=at)
        try:
            return _store(wanted, asked, quote, list_uses(asked, quote, book, standing.owners), at=at)
        except Gone as gone:
            # Somebody was quicker: see what is left. A coupon that cannot be used would be taken again.
            cart = _without(cart, gone.code)
        except IntegrityError:
            # The same key at the same time: the other one's claim is found now.
            if not Claim.objects.filter(key=wanted.key).exists():
                raise
    raise ClaimRefused("BUSY", _("Too many orders at this moment: try again."))


def list_uses(cart: Cart, quote: Mapping[str, Any], book: RuleBook, owners: Mapping[str, str]) -> list[Use]:
    """The rules that the quote applies, each with what it takes."""
    rules = {rule.id: rule for rule in book.rules}
    coupons = [_read_coupon(one) for one in quote["coupons"]] if cart.picks_coupons else cart.coupons
    uses = []
    for decision in quote["decisions"]:
        if decision["status"] == "applied":
            rule = rules[decision["rule"]]
            is_issued = rule.coupon is True
            codes = sorted(one.code for one in coupons if one.rule == rule.id) if is_issued else [rule.coupon or ""]
            amount = parse_amount(decision["amount"], cart.decimals)
            is_use = not is_taken_before(rule, cart)
            uses.append(Use(rule, owners.get(rule.id, ""), amount, str(codes[0]), is_issued, is_use))
    return uses


def _read_coupon(written: Any) -> Coupon:
    return Coupon(written) if isinstance(written, str) else Coupon(written["code"], written["rule"])


def _check(wanted: Wanted) -> None:
    if not 0 < len(wanted.key) <= LONGEST_KEY:
        text = _("A key has 1 to %(most)d characters.") % {"most": LONGEST_KEY}
        raise ClaimRefused("BAD_KEY", text, field="key")
    if not timedelta() < wanted.holds_for <= LONGEST_HOLD:
        raise ClaimRefused("BAD_HOLD", _("Hold for one second to one day."), field="holdSeconds")
    if len(wanted.order_reference) > LONGEST_KEY:
        raise make_bad_order()
    if not wanted.cart.lines:
        raise ClaimRefused("EMPTY_CART", _("There is nothing in the cart."), field="cart")


def _compare(wanted: Wanted, quote: dict[str, Any]) -> None:
    """What the shopper agreed to is what the order has to cost."""
    total = parse_amount(quote["total"], wanted.cart.decimals)
    applied = {one["rule"] for one in quote["decisions"] if one["status"] == "applied"}
    if total != wanted.total or (wanted.rules is not None and wanted.rules != applied):
        text = _("The price has changed since: show the new one and ask again.")
        raise ClaimRefused("QUOTE_CHANGED", text, field="total", quote=quote)


def _keep_book(book: RuleBook, standing: Standing, currency: str, *, at: datetime) -> None:
    if not KeptBook.objects.filter(hash=book.hash).exists():
        rules = [rule for one in standing.promotions.values() if one.currency == currency for rule in one.rules]
        kept = KeptBook(hash=book.hash, packed=KeptBook.pack(rules), kept_at=at)
        KeptBook.objects.bulk_create([kept], ignore_conflicts=True)


def _store(wanted: Wanted, cart: Cart, quote: dict[str, Any], uses: Sequence[Use], *, at: datetime) -> Claim:
    with transaction.atomic():
        made = Claim.objects.create(
            key=wanted.key,
            content=wanted.digest,
            shopper=cart.shopper.id,
            order_reference=wanted.order_reference,
            currency=cart.currency,
            total_minor=wanted.total,
            discount_minor=sum(use.amount for use in uses),
            cart=orjson.dumps(write_cart(cart)).decode(),
            usage=write_usage(cart),
            quote=orjson.dumps(quote).decode(),
            made_at=at,
            expires_at=at + wanted.holds_for,
        )
        ClaimPart.objects.bulk_create(_make_parts(made, uses))
        expiring.plan(made.expires_at)
        take(uses, made, at=at)
    return made


def _make_parts(made: Claim, uses: Sequence[Use]) -> Iterator[ClaimPart]:
    for use in uses:
        yield ClaimPart(
            claim=made,
            rule=use.rule.id,
            promotion_key=use.promotion_key,
            amount_minor=use.amount,
            coupon_code=use.code,
            is_use=use.is_use,
        )


def _without(cart: Cart, code: str) -> Cart:
    if not code:
        return cart
    left = tuple(one for one in cart.shopper.coupons if one.code != code)
    return replace(
        cart,
        coupons=tuple(one for one in cart.coupons if one.code != code),
        shopper=replace(cart.shopper, coupons=left),
    )
