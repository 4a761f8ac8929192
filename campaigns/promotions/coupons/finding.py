"""What codes stand for: the coupons a cart may be worked out with, and why others cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from campaigns.promotions.coupons.codes import normalise_code
from campaigns.promotions.models import BatchKind, Coupon, CouponState
from campaigns.promotions.standing import Standing
from campaigns.rules.values import Coupon as Code

MOST_CODES = 20
_MOST_HELD = 200


class CodeProblem(StrEnum):
    """Why a code is of no use."""

    UNKNOWN = "UNKNOWN"
    NOT_STARTED = "NOT_STARTED"
    EXPIRED = "EXPIRED"
    USED = "USED"
    REVOKED = "REVOKED"
    SOMEBODY_ELSES = "SOMEBODY_ELSES"
    MEMBERS_ONLY = "MEMBERS_ONLY"
    PROMOTION_OVER = "PROMOTION_OVER"


@dataclass(frozen=True, slots=True)
class Resolved:
    """`codes` for `Cart.coupons`; `problems` by code as it was given."""

    codes: tuple[Code, ...] = ()
    problems: Mapping[str, CodeProblem] = field(default_factory=dict)


def resolve_codes(given: Sequence[str], *, shopper: str, standing: Standing, at: datetime) -> Resolved:
    """What the codes that somebody typed stand for, the first 20 of them; one query, none without codes.

    Codes with a problem are left out of the cart: no rule would take them.
    """
    wanted = list(dict.fromkeys(one.strip() for one in given if one.strip()))[:MOST_CODES]
    if not wanted:
        return Resolved()
    public = _list_public(standing)
    found = _find([normalise_code(one) for one in wanted if one.casefold() not in public], at=at)
    codes: list[Code] = []
    problems: dict[str, CodeProblem] = {}
    for one in wanted:
        if one.casefold() in public:
            codes.append(Code(public[one.casefold()]))
            continue
        coupon = found.get(normalise_code(one))
        problem = find_problem(coupon, shopper=shopper, standing=standing, at=at)
        if problem is not None:
            problems[one] = problem
        elif coupon is not None:
            codes += _list_codes(coupon, standing)
    return Resolved(tuple(codes), problems)


def find_problem(coupon: Coupon | None, *, shopper: str, standing: Standing, at: datetime) -> CodeProblem | None:
    """Why `shopper` cannot use it, None where they can; it was read by a query of this module."""
    if coupon is None:
        return CodeProblem.UNKNOWN
    if coupon.shopper and coupon.shopper != shopper:
        return CodeProblem.SOMEBODY_ELSES
    state = coupon.state_now  # type: ignore[attr-defined]
    if state in (CouponState.USED, CouponState.EXPIRED, CouponState.REVOKED):
        return CodeProblem[state.upper()]
    batch = coupon.batch
    if batch is not None and batch.valid_from is not None and at < batch.valid_from:
        return CodeProblem.NOT_STARTED
    if batch is not None and batch.kind == BatchKind.PERSONAL and not coupon.shopper:
        return CodeProblem.MEMBERS_ONLY
    return None if coupon.promotion.key in standing.promotions else CodeProblem.PROMOTION_OVER


def find_wallet(shopper: str, *, standing: Standing, at: datetime) -> tuple[Code, ...]:
    """For `Shopper.coupons`: all that the shopper has taken and can use now; one query."""
    if not shopper:
        return ()
    coupons = list_coupons(shopper, at=at).usable(at=at)[:_MOST_HELD]  # type: ignore[attr-defined]
    return tuple(code for coupon in coupons for code in _list_codes(coupon, standing))


def list_coupons(shopper: str, *, at: datetime, state: str = "") -> QuerySet[Coupon]:
    """What a shopper has taken, with the state of each, the latest first."""
    own = Coupon.objects.filter(shopper=shopper)
    if state:
        own = own.in_state(state, at=at)
    return own.with_state(at=at).select_related("promotion", "batch", "campaign").order_by("-claimed_at", "-pk")


def _list_public(standing: Standing) -> dict[str, str]:
    """Codes for everybody, by how they are found: capitals do not matter to who types them."""
    rules = (rule for book in standing.books.values() for rule in book.rules)
    return {rule.coupon.casefold(): rule.coupon for rule in rules if isinstance(rule.coupon, str)}


def _find(codes: Sequence[str], *, at: datetime) -> dict[str, Coupon]:
    if not codes:
        return {}
    rows = Coupon.objects.filter(code__in=codes).with_state(at=at).select_related("promotion", "batch")
    return {row.code: row for row in rows}


def _list_codes(coupon: Coupon, standing: Standing) -> Iterator[Code]:
    """A code a rule: a list of prices is a rule for each of them."""
    published = standing.promotions.get(coupon.promotion.key)
    for rule in published.rules if published is not None else ():
        yield Code(coupon.code, rule["id"])
