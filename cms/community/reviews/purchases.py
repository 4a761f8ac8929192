"""Who bought what, as the shop's backend says: by a signed token that the shopper brings, or by an import.

Kept as digests that only this installation can make, without name, order number or price; see docs/reviews.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cms.catalog.selectors import find_product_key
from cms.community.models import Purchase
from cms.members.erasures import digest_identity
from cms.refusals import Refused

AUDIENCE = "vitrine:purchase"
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Line:
    """One order line as the shop's backend tells it."""

    issuer: str
    subject: str
    line: str
    sku: str
    bought_at: datetime


def find_purchase(member: Any, product_key: str) -> Purchase | None:
    """The latest time `member` bought the product, as far as the shop has told."""
    buyer = digest_identity(member.issuer, member.subject)
    return Purchase.objects.filter(buyer=buyer, product_key=product_key).order_by("-bought_at", "-pk").first()


def note_purchase(line: Line, *, product_key: str, at: datetime) -> Purchase:
    """Keep that an order line was bought; telling it twice changes nothing."""
    purchase, _made = Purchase.objects.get_or_create(
        line=_digest_line(line.line),
        defaults={
            "buyer": digest_identity(line.issuer, line.subject),
            "product_key": product_key,
            "sku": line.sku,
            "bought_at": line.bought_at,
            "noted_at": at,
        },
    )
    return purchase


def note_purchases(lines: Sequence[tuple[Line, str]], *, at: datetime) -> None:
    """Keep many order lines, each with the key of its product; those that are known already stay as they are."""
    Purchase.objects.bulk_create(
        [
            Purchase(
                line=_digest_line(line.line),
                buyer=digest_identity(line.issuer, line.subject),
                product_key=product_key,
                sku=line.sku,
                bought_at=line.bought_at,
                noted_at=at,
            )
            for line, product_key in lines
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def take_token(token: str, *, member: Any, product_key: str, at: datetime, field: str) -> Purchase:
    """Keep what a token of the shop's backend says `member` has bought. Raises Refused for one that does not hold."""
    line = _read_token(token, member=member, at=at, field=field)
    if find_product_key(sku=line.sku) != product_key:
        raise Refused.because("PURCHASE_REFUSED", _("This proof of purchase is for another product."), field=field)
    purchase = note_purchase(line, product_key=product_key, at=at)
    if purchase.buyer != digest_identity(member.issuer, member.subject):
        raise Refused.because("PURCHASE_REFUSED", _("This purchase is somebody else's."), field=field)
    return purchase


def forget_purchases(member: Any) -> int:
    """Drop all that is known of what `member` bought."""
    buyer = digest_identity(member.issuer, member.subject)
    return Purchase.objects.filter(buyer=buyer).delete()[0]


def _read_token(token: str, *, member: Any, at: datetime, field: str) -> Line:
    secret = settings.VITRINE_PURCHASE_SECRET
    refused = Refused.because(
        "PURCHASE_REFUSED",
        _("This proof of purchase does not hold. Open the review from your order again."),
        field=field,
    )
    if not secret or len(token) > _LONGEST:
        raise refused
    try:
        claims = jwt.decode(
            token,
            secret,
            algorithms=["HS256"],
            audience=AUDIENCE,
            options={"require": ["exp", "aud", "sub", "sku", "line", "bought_at"]},
        )
        bought_at = datetime.fromtimestamp(claims["bought_at"], tz=UTC)
    except (jwt.InvalidTokenError, TypeError, ValueError, OverflowError, OSError):
        raise refused from None
    line, sku = claims["line"], claims["sku"]
    if not (isinstance(line, str) and isinstance(sku, str) and line and claims["sub"] == member.subject):
        raise refused
    if claims.get("member_iss", member.issuer) != member.issuer or bought_at > at:
        raise refused
    return Line(member.issuer, member.subject, line, sku, bought_at)


def _digest_line(line: str) -> str:
    return salted_hmac("cms.community.purchases", line, algorithm="sha256").hexdigest()
