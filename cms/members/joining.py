"""The member's row is made when somebody first acts, with as little in it as is needed."""

from __future__ import annotations

from datetime import datetime

from cms.members.erasures import find_erasure
from cms.members.models import Member
from cms.members.refusing import ErasedIdentity


def ensure_member(
    *, issuer: str, subject: str, name: str, picture: str, issued_at: datetime | None, at: datetime
) -> Member:
    """The row of this identity, made or brought up to date. Raises ErasedIdentity for a token from before an erasure.

    Somebody who was blocked, erased what is known of them and comes again is still blocked.
    """
    member = Member.objects.filter(issuer=issuer, subject=subject).first()
    if member is None:
        erasure = find_erasure(issuer, subject)
        if erasure is not None and (issued_at is None or issued_at <= erasure.erased_at):
            raise ErasedIdentity
        is_blocked = erasure is not None and erasure.was_blocked
        member, _made = Member.objects.get_or_create(
            issuer=issuer,
            subject=subject,
            defaults={"name": name, "picture": picture, "is_blocked": is_blocked, "joined_at": at},
        )
    _follow_claims(member, name=name, picture=picture)
    return member


def _follow_claims(member: Member, *, name: str, picture: str) -> None:
    """What the provider calls them now, unless they have chosen a name of their own here."""
    changed = []
    if name and not member.has_own_name and member.name != name:
        member.name = name
        changed += ["name", "sort_key"]
    if member.picture != picture:
        member.picture = picture
        changed.append("picture")
    if changed:
        member.save(update_fields=changed)
