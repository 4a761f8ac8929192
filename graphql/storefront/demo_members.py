"""Signing in where one develops: the built-in identity provider's members, for storefronts of this very process.

Over HTTP the same is /dev/identity/members and /dev/identity/token.
"""

from __future__ import annotations

from cms.members.identity.development import DEMO_MEMBERS, DemoMember, find_demo_member, sign_token
from cms.members.identity.providers import is_built_in_allowed


def list_demo_members() -> tuple[DemoMember, ...]:
    """Whom one can sign in as; nobody unless one develops."""
    return DEMO_MEMBERS if is_built_in_allowed() else ()


def sign_in_demo(subject: str) -> str | None:
    """A token of the demo member `subject`; None for nobody, and wherever one does not develop."""
    member = find_demo_member(subject) if is_built_in_allowed() else None
    return sign_token(member) if member is not None else None
