"""Members as others see them."""

from __future__ import annotations

from dataclasses import dataclass

from cms.members.models import Member


@dataclass(frozen=True, slots=True)
class AuthorSource:
    """Who wrote something: nothing but what stands beside it."""

    key: str
    name: str
    picture: str


def describe_author(member: Member | None) -> AuthorSource | None:
    """None for somebody who is not a member any more."""
    return AuthorSource(member.key, member.name, member.picture) if member is not None else None
