"""What becomes of a claim: confirmed with the order, given back, or refunded. Each may be told twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from campaigns.promotions.claims.limits import give_back_budgets, give_back_uses
from campaigns.promotions.claims.refusing import LONGEST_KEY, ClaimRefused, make_bad_order
from campaigns.promotions.models import Claim, ClaimPart, ClaimRefund, ClaimState


def confirm(key: str, *, order_reference: str = "", at: datetime) -> Claim:
    """The order is placed: what was held is used. As long as it is held; raises ClaimRefused."""
    if len(order_reference) > LONGEST_KEY:
        raise make_bad_order()
    with transaction.atomic():
        claim = _lock(key)
        is_confirmed = claim.state == ClaimState.CONFIRMED
        if is_confirmed and order_reference in ("", claim.order_reference):
            return claim
        if is_confirmed or (order_reference and claim.order_reference not in ("", order_reference)):
            text = _("This claim is another order's: %(order)s.") % {"order": claim.order_reference}
            raise ClaimRefused("OTHER_ORDER", text, field="order")
        if claim.state != ClaimState.HELD:
            ended = _("This claim is not held any more: quote the cart anew, and claim it under a new key.")
            raise ClaimRefused("NOT_HELD", ended, field="key")
        claim.state, claim.confirmed_at = ClaimState.CONFIRMED, at
        claim.order_reference = order_reference or claim.order_reference
        claim.save(update_fields=["state", "confirmed_at", "order_reference"])
    return claim


def release(key: str, *, at: datetime) -> Claim:
    """The order is not placed: all of it is given back. Raises ClaimRefused for one that is confirmed."""
    with transaction.atomic():
        claim = _lock(key)
        if claim.state in (ClaimState.CONFIRMED, ClaimState.REFUNDED):
            raise ClaimRefused("CONFIRMED", _("This order is placed: refund it instead."), field="key")
        if claim.state == ClaimState.HELD:
            _give_all_back(claim, ClaimState.RELEASED, at=at)
    return claim


def refund(key: str, reference: str, *, amount: int | None = None, at: datetime) -> Claim:
    """Money went back to the shopper: budgets get their share of it, and when all is back, uses and coupons too.

    `amount` in minor units, None for all that is left; `reference` is the shop's own number of this refund. Raises
    ClaimRefused for more than was paid.
    """
    if not 0 < len(reference) <= LONGEST_KEY:
        text = _("Give each refund a number of its own, %(most)d characters at most.") % {"most": LONGEST_KEY}
        raise ClaimRefused("BAD_REFERENCE", text, field="reference")
    with transaction.atomic():
        claim = _lock(key)
        known = ClaimRefund.objects.filter(claim=claim, reference=reference).first()
        if known is not None:
            if amount not in (None, known.amount_minor):
                told = _("This refund was told before, with another amount.")
                raise ClaimRefused("KEY_REUSED", told, field="reference")
            return claim
        if claim.state != ClaimState.CONFIRMED:
            early = _("Only an order that was confirmed, and is not refunded in whole, can be refunded.")
            raise ClaimRefused("NOT_PLACED", early, field="key")
        _refund(claim, reference, _find_amount(claim, amount), at=at)
    return claim


def expire_claims(*, at: datetime, most: int = 500) -> int:
    """Give back what was held for too long; returns how many claims that were."""
    due = Claim.objects.filter(state=ClaimState.HELD, expires_at__lte=at).order_by("expires_at", "pk")
    count = 0
    for pk in list(due.values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            claim = Claim.objects.select_for_update().filter(pk=pk, state=ClaimState.HELD).first()
            if claim is not None:
                _give_all_back(claim, ClaimState.EXPIRED, at=at)
                count += 1
    return count


def forget_claims(*, before: datetime, most: int = 500) -> int:
    """Delete claims that became no order and whose hold ended before that; returns how many. Orders are kept."""
    ended = Claim.objects.filter(state__in=(ClaimState.RELEASED, ClaimState.EXPIRED), expires_at__lt=before)
    keys = list(ended.order_by("expires_at", "pk").values_list("pk", flat=True)[:most])
    Claim.objects.filter(pk__in=keys).delete()
    return len(keys)


def get_claim(key: str) -> Claim:
    """The claim of that key. Raises ClaimRefused."""
    claim = Claim.objects.filter(key=key).first()
    if claim is None:
        raise _make_unknown()
    return claim


def _lock(key: str) -> Claim:
    claim = Claim.objects.select_for_update().filter(key=key).first()
    if claim is None:
        raise _make_unknown()
    return claim


def _make_unknown() -> ClaimRefused:
    return ClaimRefused("UNKNOWN_CLAIM", _("Nothing was claimed under this key."), field="key")


def _find_amount(claim: Claim, amount: int | None) -> int:
    left = claim.total_minor - claim.refunded_minor
    if amount is None:
        return left
    if amount > left or (amount <= 0 and claim.total_minor):
        text = _("That is more than is left of what was paid, or nothing at all.")
        raise ClaimRefused("BAD_AMOUNT", text, field="amount")
    return amount


def _refund(claim: Claim, reference: str, amount: int, *, at: datetime) -> None:
    ClaimRefund.objects.create(claim=claim, reference=reference, amount_minor=amount, made_at=at)
    claim.refunded_minor += amount
    parts = list(claim.parts.all())
    if claim.refunded_minor < claim.total_minor:
        claim.save(update_fields=["refunded_minor"])
        give_back_budgets(parts, [_find_share(claim, part) for part in parts])
        return
    _give_all_back(claim, ClaimState.REFUNDED, at=at)


def _find_share(claim: Claim, part: ClaimPart) -> int:
    """What is still to be given back of a part, once `refunded_minor` of the order went back."""
    return part.amount_minor * claim.refunded_minor // claim.total_minor - part.refunded_minor


def _give_all_back(claim: Claim, state: ClaimState, *, at: datetime) -> None:
    parts: Sequence[ClaimPart] = list(claim.parts.all())
    claim.state, claim.ended_at = state, at
    claim.save(update_fields=["state", "ended_at", "refunded_minor"])
    give_back_uses(claim, parts)
    give_back_budgets(parts, [part.amount_minor - part.refunded_minor for part in parts])
