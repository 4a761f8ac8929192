"""The shop's backend claims what orders take from promotions, and tells what became of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import graphene

from campaigns.promotions.claims import settling
from campaigns.promotions.claims.claiming import HOLD, Wanted, claim, digest_content, find_claim
from campaigns.promotions.claims.refusing import ClaimRefused
from campaigns.promotions.shoppers import find_issuer
from campaigns.promotions.versions import find_current_standing
from cms.members.shoppers import Shopper
from cms.money import Money, MoneyError
from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError
from storefront.mutations.defining import Mutation, describe_refusals
from storefront.mutations.permissions import require_backend
from storefront.sources.carts import read_cart
from storefront.sources.quotes import QuoteSource
from storefront.types.claim import Claim
from storefront.types.quote import Quote
from storefront.types.quote_parts import CartInput
from storefront.types.scalars import Decimal

_MOST_SEGMENTS = 50


class BuyerInput(graphene.InputObjectType):
    """Who buys, as the shop's backend knows them."""

    subject = graphene.InputField(
        graphene.NonNull(graphene.String), description="The `sub` of the member's token, the same as when quoting."
    )
    issuer = graphene.InputField(graphene.String, description="The `iss` of that token; left out: the shop's own.")
    segments = graphene.InputField(
        graphene.List(graphene.NonNull(graphene.String)), description="The groups of customers they are in."
    )
    tier = graphene.InputField(graphene.String, description="Their tier.")
    orders = graphene.InputField(graphene.Int, description="How many orders they have placed before.")


class _Key:
    key = graphene.NonNull(graphene.String, description="The key it was claimed under.")


class _Claimed:
    claim = graphene.Field(Claim, description="The claim as it is now; null where that was refused.")


class ClaimPromotions(Mutation):
    """Hold what a cart takes from the limits of promotions, all of it or nothing, for the order that follows.

    The same key again answers the same claim. Where the price is not `total` any more nothing is held, and `quote`
    says what the cart costs now.
    """

    who = staticmethod(require_backend)
    rate = None
    # The service begins and ends its own transactions: nobody holds a limit longer than they must.
    is_atomic = False

    class Input:
        key = graphene.NonNull(
            graphene.String, description="A name for this wish, 80 characters at most; a new one for each try to order."
        )
        cart = graphene.NonNull(CartInput, description="The cart, as it was quoted.")
        buyer = graphene.InputField(BuyerInput, description="Who buys; left out: a guest.")
        total = graphene.NonNull(Decimal, description="The total the shopper has seen.")
        rules = graphene.List(
            graphene.NonNull(graphene.String),
            description="The ids of all rules that applied in the quote they saw, so that a gift that is gone is "
            "noticed; left out: totals alone are compared.",
        )
        order = graphene.String(description="The number of the order, if it is known already.")
        channel = graphene.String(description="Where the shopper is; left out: the shop's first channel.")
        hold_seconds = graphene.Int(
            default_value=int(HOLD.total_seconds()), description="How long it is held, 86,400 at most."
        )

    class Output(_Claimed):
        quote = graphene.Field(Quote, description="What the cart costs now, where that is not `total`; else null.")

    @staticmethod
    def act(
        context: RequestContext,
        *,
        key: str,
        cart: dict[str, Any],
        total: Any,
        buyer: dict[str, Any] | None = None,
        rules: list[str] | None = None,
        order: str | None = None,
        channel: str | None = None,
        hold_seconds: int | None = None,
    ) -> dict[str, Any]:
        where = context.choose_channel(channel)
        content = digest_content(
            {
                "cart": _write(cart),
                "buyer": buyer,
                "total": str(total),
                "order": order,
                "channel": where,
                "rules": sorted(rules) if rules is not None else None,
            }
        )
        # Before the cart is built: what was claimed may be sold out by now.
        known = find_claim(key, content=content)
        if known is not None:
            return {"claim": known}
        asking = replace(context, viewer=_describe_buyer(buyer), memory={})
        built = read_cart(cart, asking, locale=context.locale, channel=where)
        wanted = Wanted(
            key=key,
            cart=built.cart,
            total=_read_money(total, built.cart.currency, "total"),
            rules=frozenset(rules) if rules is not None else None,
            order_reference=order or "",
            holds_for=HOLD if hold_seconds is None else timedelta(seconds=hold_seconds),
            content=content,
        )
        try:
            return {"claim": claim(wanted, at=context.at)}
        except ClaimRefused as refused:
            if refused.quote is None:
                raise
            # What was refused is known of the rules in force now, and so has to be what is shown.
            current = replace(built, standing=find_current_standing(at=context.at))
            return {
                "quote": QuoteSource(current, locale=context.locale, context=asking),
                "user_errors": describe_refusals(refused),
            }


class ConfirmClaim(Mutation):
    """The order is placed: what was held is used."""

    who = staticmethod(require_backend)
    rate = None
    Output = _Claimed

    class Input(_Key):
        order = graphene.String(description="The number of the order, if it was not told when claiming.")

    @staticmethod
    def act(context: RequestContext, *, key: str, order: str | None = None) -> dict[str, Any]:
        return {"claim": settling.confirm(key, order_reference=order or "", at=context.at)}


class ReleaseClaim(Mutation):
    """The order is not placed: everything that was held is given back."""

    who = staticmethod(require_backend)
    rate = None
    Input, Output = _Key, _Claimed

    @staticmethod
    def act(context: RequestContext, *, key: str) -> dict[str, Any]:
        return {"claim": settling.release(key, at=context.at)}


class RefundClaim(Mutation):
    """Money went back to the shopper: budgets get their share, and when all is back, uses and coupons too."""

    who = staticmethod(require_backend)
    rate = None
    Output = _Claimed

    class Input(_Key):
        reference = graphene.NonNull(
            graphene.String, description="The shop's number of this refund; telling it again changes nothing."
        )
        amount = graphene.InputField(Decimal, description="How much went back; left out: all that is left.")

    @staticmethod
    def act(context: RequestContext, *, key: str, reference: str, amount: Any = None) -> dict[str, Any]:
        currency = settling.get_claim(key).currency
        minor = None if amount is None else _read_money(amount, currency, "amount")
        return {"claim": settling.refund(key, reference, amount=minor, at=context.at)}


def _describe_buyer(buyer: dict[str, Any] | None) -> Shopper | None:
    if buyer is None or not buyer["subject"]:
        return None
    return Shopper(
        issuer=buyer.get("issuer") or find_issuer(),
        subject=buyer["subject"],
        segments=frozenset((buyer.get("segments") or [])[:_MOST_SEGMENTS]),
        tier=buyer.get("tier") or "",
        orders=buyer.get("orders"),
    )


def _read_money(amount: Any, currency: str, argument: str) -> int:
    try:
        minor = Money.parse(str(amount), currency).minor
    except MoneyError as error:
        raise StorefrontError(Code.BAD_ARGUMENT, f"`{argument}`: {error}.", argument=argument) from None
    if minor < 0:
        raise StorefrontError(Code.BAD_ARGUMENT, f"`{argument}` is less than nothing.", argument=argument)
    return minor


def _write(value: Any) -> Any:
    """Input as plain JSON: enumerations by their value, amounts as texts."""
    if isinstance(value, dict):
        return {name: _write(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_write(one) for one in value]
    return value if isinstance(value, str | int | bool | None) else str(getattr(value, "value", value))
