"""Takes in what shoppers did: reads a batch, drops what must not be kept, stores the rest once."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings

from cms.members.models import Consent, ConsentKind, Member
from cms.refusals import Refusal
from search.behaviour.adding import insert_new
from search.behaviour.learning.bots import is_bot
from search.behaviour.learning.phrases import clean_phrase
from search.behaviour.models import Event
from search.behaviour.reading import Defaults, ReadEvent, read_event
from search.behaviour.scheduling import plan_counting

MOST_EVENTS = 100


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a batch. `has_consent` is what a guest's client says; of a member their own consents hold."""

    client_id: str = ""
    application: str = "web"
    locale: str = ""
    user_agent: str = ""
    has_consent: bool = False
    member: Member | None = None
    is_member: bool = False


@dataclass(frozen=True, slots=True)
class BadEvent:
    """An event that was not taken, by its place in the batch."""

    index: int
    refusal: Refusal


@dataclass(slots=True)
class Taken:
    """What became of a batch. `dropped` says why nothing of it was kept: "BOT", "NO_CONSENT", or ""."""

    accepted: int = 0
    duplicates: int = 0
    dropped: str = ""
    problems: list[BadEvent] = field(default_factory=list)


def take_events(raw: Sequence[Any], sender: Sender, *, at: datetime) -> Taken:
    """Take a batch: every good event is stored once, a bad one is named and costs the others nothing."""
    if is_bot(sender.user_agent):
        return Taken(dropped="BOT")
    agreed = _read_consents(sender)
    if ConsentKind.ANALYTICS not in agreed:
        return Taken(dropped="NO_CONSENT")
    defaults = Defaults(sender.client_id, sender.application)
    taken = Taken()
    rows: dict[UUID, tuple[Any, ...]] = {}
    member = sender.member if ConsentKind.PERSONALISATION in agreed else None
    for index, one in enumerate(raw):
        read = read_event(one, defaults=defaults, now=at)
        if isinstance(read, Refusal):
            taken.problems.append(BadEvent(index, read))
            continue
        row = make_row(read, member=member, locale=sender.locale, at=at)
        taken.duplicates += row[0] in rows
        rows.setdefault(row[0], row)
    taken.accepted = insert_new(Event, COLUMNS, list(rows.values()))
    taken.duplicates += len(rows) - taken.accepted
    if taken.accepted:
        plan_counting(at=at)
    return taken


COLUMNS = (
    *("digest", "application", "action_name", "message_type", "message", "query_id", "client", "member_id"),
    *("object_id", "object_id_field", "ordinal", "quantity", "locale", "occurred_at", "received_at", "is_counted"),
)


def make_row(read: ReadEvent, *, member: Member | None, locale: str, at: datetime) -> tuple[Any, ...]:
    """The values of `COLUMNS` for an event: the client's own id is not among them."""
    client = hash_client(read.client_id)
    return (
        digest_event(client, read.event_id),
        read.application,
        read.action_name,
        read.message_type,
        clean_phrase(read.message) if read.action_name == "search" else "",
        read.query_id,
        client,
        member.pk if member is not None else None,
        read.object_id,
        read.object_id_field,
        read.ordinal,
        read.quantity,
        locale,
        read.occurred_at,
        at,
        False,
    )


def hash_client(client_id: str) -> str:
    """A name for a client that only this installation can make, and nobody can turn back."""
    return hmac.digest(_make_key(settings.SECRET_KEY), client_id.encode(), "sha256").hex()[:32]


@lru_cache(maxsize=4)
def _make_key(secret: str) -> bytes:
    return f"search.behaviour.client:{secret}".encode()


def digest_event(client: str, event_id: str) -> UUID:
    """The same for the same event of the same client, and for no other."""
    return UUID(bytes=hashlib.blake2b(f"{client}:{event_id}".encode(), digest_size=16).digest())


def _read_consents(sender: Sender) -> set[str]:
    if not sender.is_member:
        return {ConsentKind.ANALYTICS} if sender.has_consent else set()
    if sender.member is None:
        return set()
    latest: dict[str, bool] = {}
    kinds = (ConsentKind.ANALYTICS, ConsentKind.PERSONALISATION)
    steps = Consent.objects.filter(member=sender.member, kind__in=kinds).order_by("changed_at", "pk")
    for kind, is_given in steps.values_list("kind", "is_given"):
        latest[kind] = is_given
    return {kind for kind, is_given in latest.items() if is_given}
