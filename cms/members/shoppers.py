"""Who a request is from, as their token says: nothing is read from the database until something needs the member."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from cms.members.joining import ensure_member
from cms.members.models import Member
from cms.members.names import clean_name
from cms.members.refusing import TokenRefused

_LONGEST_SUBJECT = 255
_LONGEST_WORD = 64
_MOST_SEGMENTS = 50


@dataclass(slots=True)
class Shopper:
    """A member as the identity provider describes one.

    `segments`, `tier` and `orders` (how many there were before; None where it does not say) are the provider's words
    for what kind of customer this is; they are never stored.
    """

    issuer: str
    subject: str
    name: str = ""
    picture: str = ""
    locale: str = ""
    segments: frozenset[str] = frozenset()
    tier: str = ""
    orders: int | None = None
    issued_at: datetime | None = None
    token_digest: str = ""
    _member: Member | None = field(default=None, repr=False)

    def find_member(self) -> Member | None:
        """The member's row, read once; None for somebody who has never done anything here."""
        if self._member is None:
            self._member = Member.objects.filter(issuer=self.issuer, subject=self.subject).first()
        return self._member

    def ensure_member(self, *, at: datetime) -> Member:
        """The member's row, made now for who acts for the first time."""
        self._member = ensure_member(
            issuer=self.issuer,
            subject=self.subject,
            name=self.name,
            picture=self.picture,
            issued_at=self.issued_at,
            at=at,
        )
        return self._member

    def forget(self) -> None:
        """Read the row again the next time."""
        self._member = None


def describe_shopper(claims: Mapping[str, Any], *, token: str) -> Shopper:
    """The shopper of a token whose signature and times have been checked. Raises TokenRefused for a bad subject.

    Of all other claims what makes no sense is left out: a provider's odd picture address must not lock anybody out.
    """
    subject = claims["sub"]
    if not isinstance(subject, str) or not subject.strip() or len(subject) > _LONGEST_SUBJECT or "\0" in subject:
        raise TokenRefused("claims", f"The token's `sub` is no text of 1 to {_LONGEST_SUBJECT} characters.")
    return Shopper(
        issuer=claims["iss"],
        subject=subject,
        name=_read_name(claims),
        picture=_read_picture(claims.get("picture")),
        locale=_read_word(claims.get("locale")),
        segments=_read_segments(claims.get("segments")),
        tier=_read_word(claims.get("tier")),
        orders=_read_count(claims.get("orders")),
        issued_at=_read_time(claims.get("iat")),
        token_digest=hashlib.sha256(token.encode()).hexdigest()[:32],
    )


def _read_name(claims: Mapping[str, Any]) -> str:
    for claim in ("nickname", "name", "preferred_username"):
        said = claims.get(claim)
        if isinstance(said, str) and (name := clean_name(said)):
            return name
    return ""


def _read_picture(value: Any) -> str:
    """An address a storefront may show: https, and nothing that could leave an attribute."""
    if not isinstance(value, str) or len(value) > 500 or not value.isascii() or set(value) & set("\"'<>\\ \t\r\n"):
        return ""
    try:
        parts = urlsplit(value)
    except ValueError:
        return ""
    return value if parts.scheme == "https" and parts.hostname and parts.username is None else ""


def _read_word(value: Any) -> str:
    return value.strip() if isinstance(value, str) and len(value.strip()) <= _LONGEST_WORD else ""


def _read_segments(value: Any) -> frozenset[str]:
    words = value if isinstance(value, list) else []
    return frozenset(word for one in words[:_MOST_SEGMENTS] if (word := _read_word(one)))


def _read_count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _read_time(value: Any) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
