"""What is remembered of an erasure: that there was one, never of whom."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from cms.members.models import Erasure

_SALT = "cms.members.erasures"


def digest_identity(issuer: str, subject: str) -> str:
    """A name for an identity that only this installation can make, and nobody can turn back."""
    return salted_hmac(_SALT, f"{issuer}\0{subject}", algorithm="sha256").hexdigest()


def find_erasure(issuer: str, subject: str) -> Erasure | None:
    """The latest erasure of this identity."""
    return Erasure.objects.filter(digest=digest_identity(issuer, subject)).order_by("-erased_at", "-pk").first()
