"""How carts, claims and coupons name a shopper: a digest that only this installation can make of an identity."""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import salted_hmac

from cms.members.identity.providers import DEVELOPMENT_ISSUER
from cms.members.models import Member

_SALT = "campaigns.promotions.shoppers"


def identify_shopper(subject: str, issuer: str = "") -> str:
    """The name of whom `issuer` (left out: the shop's own) calls `subject`; "" for a guest."""
    if not subject:
        return ""
    return salted_hmac(_SALT, f"{issuer or find_issuer()}\0{subject}", algorithm="sha256").hexdigest()


def identify_member(member: Member) -> str:
    """The name of a member."""
    return identify_shopper(member.subject, member.issuer)


def find_issuer() -> str:
    """Whose subjects the shop's backend tells: the shop's own provider's, else those of the demo members."""
    return settings.VITRINE_MEMBER_ISSUER or DEVELOPMENT_ISSUER
