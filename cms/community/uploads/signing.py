"""Addresses of pictures that not everybody may see: signed, and over after a while."""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner

LIFETIME = 3600
_SALT = "cms.community.uploads"
PATH = "/uploads/pictures/"


def make_private_url(key: str) -> str:
    """Where the picture is to be seen for the next hour by whoever is told this address."""
    signed = TimestampSigner(salt=_SALT).sign(key)
    return f"{PATH}{key}?proof={signed.partition(':')[2]}"


def is_proof(key: str, proof: str) -> bool:
    """Whether `proof` was made for this picture, not longer ago than it holds."""
    try:
        TimestampSigner(salt=_SALT).unsign(f"{key}:{proof}", max_age=LIFETIME)
    except BadSignature:
        return False
    return True
