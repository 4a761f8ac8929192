"""What is held of a member here: given out, erased, and let go of when they no longer agree."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from cms.members import holdings
from cms.members.holdings import Holding
from cms.members.models import Consent, ConsentKind, Member
from search.behaviour.models import Event, MemberInterest


def register() -> None:
    """Make the part known, and hear of consents that are withdrawn."""
    holdings.register(
        Holding("events", export_events, erase_events, label=_("What they looked at and bought"), count=count_events)
    )
    holdings.register(
        Holding(
            "interests",
            export_interests,
            erase_interests,
            label=_("Brands and categories they like"),
            count=count_interests,
        )
    )
    post_save.connect(_hear_of_consent, sender=Consent, dispatch_uid="behaviour-consents")


def export_events(member: Member) -> list[dict[str, Any]]:
    """What the member did, as far as it is kept under their name."""
    return [
        {
            "event_id": str(event.digest),
            "application": event.application,
            "action_name": event.action_name,
            "query_id": str(event.query_id) if event.query_id else None,
            "timestamp": event.occurred_at.isoformat(),
            "message": event.message or None,
            "event_attributes": {
                "object": {"object_id": event.object_id, "object_id_field": event.object_id_field},
                "position": {"ordinal": event.ordinal},
                "quantity": event.quantity,
            },
        }
        for event in Event.objects.filter(member=member).order_by("occurred_at", "pk")
    ]


def count_events(member: Member) -> int:
    return Event.objects.filter(member=member).count()


def erase_events(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete what is kept under the member's name. Counts stay: they name nobody."""
    return Event.objects.filter(member=member).delete()[0]


def export_interests(member: Member) -> list[dict[str, Any]]:
    """What the search takes the member to like."""
    rows = MemberInterest.objects.filter(member=member).order_by("-score", "pk")
    return [
        {"field": row.field, "key": row.key, "score": row.score, "scored_at": row.scored_at.isoformat()} for row in rows
    ]


def count_interests(member: Member) -> int:
    return MemberInterest.objects.filter(member=member).count()


def erase_interests(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete what was learnt of them."""
    return MemberInterest.objects.filter(member=member).delete()[0]


def _hear_of_consent(instance: Consent, **_kwargs: Any) -> None:
    if instance.kind == ConsentKind.PERSONALISATION and not instance.is_given:
        Event.objects.filter(member=instance.member_id).update(member=None)
        MemberInterest.objects.filter(member=instance.member_id).delete()
