"""What is held of a member, part by part: each part says how it is given out, and what becomes of it.

A part is registered once its app is ready:

    holdings.register(Holding("posts", export=export_posts, erase=erase_posts))

`export(member)` answers JSON-able data. `erase(member, keeps_texts=…, at=…)` leaves nothing that leads to the member,
and answers how many things it dealt with; with `keeps_texts`, what others may read stays, by nobody. Parts are erased
in the order they were registered, the member's own row last; what is deleted along with that row needs no part of its
own to be erased, only to be exported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry

from cms.members.erasures import digest_identity
from cms.members.models import Consent, Erasure, Member


def _erase_nothing(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Holding:
    """One part of what is held of members."""

    name: str
    export: Callable[[Member], Any]
    erase: Callable[..., int] = _erase_nothing
    label: Any = ""
    """What people who work here call it: "posts"; a part without one is not shown to them by itself."""
    count: Callable[[Member], int] | None = None
    """How many there are, without giving them out."""
    find_list: Callable[[Member], str] | None = None
    """The address in the admin of the list of them."""


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Make a part known; called once an app is ready."""
    _holdings[holding.name] = holding


def name_part(name: str) -> str:
    """What people call a part; its own name where it has no other, or is not there any more."""
    holding = _holdings.get(name)
    return str(holding.label) if holding is not None and holding.label else name


@dataclass(frozen=True, slots=True)
class Held:
    """How many things of one part are held of a member, and where the admin lists them."""

    label: Any
    count: int
    url: str


def summarise_member(member: Member) -> list[Held]:
    """What is held of `member`, in numbers."""
    return [
        Held(one.label, one.count(member), one.find_list(member) if one.find_list is not None else "")
        for one in _holdings.values()
        if one.label and one.count is not None
    ]


def export_member(member: Member, *, at: datetime) -> dict[str, Any]:
    """Everything held of `member`, as JSON-able data."""
    parts = {name: holding.export(member) for name, holding in _holdings.items()}
    return {"exportedAt": at.isoformat(), "member": _export_identity(member), **parts}


def _export_identity(member: Member) -> dict[str, Any]:
    return {
        "key": member.key,
        "issuer": member.issuer,
        "subject": member.subject,
        "name": member.name,
        "choseName": member.has_own_name,
        "picture": member.picture or None,
        "joinedAt": member.joined_at.isoformat(),
        "isBlocked": member.is_blocked,
        "blockReason": member.block_reason or None,
        "consents": [
            {
                "kind": step.kind,
                "isGiven": step.is_given,
                "version": step.version,
                "changedAt": step.changed_at.isoformat(),
            }
            for step in Consent.objects.filter(member=member).order_by("changed_at", "pk")
        ],
    }


def erase_member(member: Member, *, keeps_texts: bool, by: Any = None, at: datetime) -> Erasure:
    """Erase `member` with everything held of them; what stays says that it was done, never of whom."""
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=member.pk)
        counts = {name: holding.erase(member, keeps_texts=keeps_texts, at=at) for name, holding in _holdings.items()}
        erasure = Erasure.objects.create(
            digest=digest_identity(member.issuer, member.subject),
            erased_at=at,
            erased_by=by,
            was_blocked=member.is_blocked,
            counts={name: count for name, count in counts.items() if count},
        )
        _erase_log(member)
        member.delete()
    return erasure


def _erase_log(member: Member) -> None:
    """What the admin noted down about this member."""
    content_type = ContentType.objects.get_for_model(Member)
    ModelLogEntry.objects.filter(content_type=content_type, object_id=str(member.pk)).delete()
