"""What shoppers do, as their browsers and apps tell it: in batches, each event for itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.phrases import Phrase
from cms.refusals import Refused
from search.behaviour.ingesting import MOST_EVENTS, BadEvent, Sender, take_events
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.mutations.permissions import allow_anyone
from storefront.types.scalars import UbiEvent


class DropReason(graphene.Enum):
    """Why nothing of a batch was kept."""

    BOT = "BOT"
    NO_CONSENT = "NO_CONSENT"

    @property
    def description(self) -> str:
        return {
            "BOT": "What sent it is no shopper's browser, by what it calls itself.",
            "NO_CONSENT": "Nobody has agreed: `hasConsent` for a guest, ANALYTICS among the consents of a member.",
        }[self.value]


class Track(Mutation):
    """Tell what a shopper did. Sending an event again changes nothing, so whatever was not answered may be sent anew.

    A bad event is named in `userErrors` ("events.3.timestamp") and costs the others nothing. docs/behaviour.md has
    the events, and a script that sends them.
    """

    who = staticmethod(allow_anyone)
    rate = Rate(120, per=timedelta(minutes=1))

    class Input:
        client_id = graphene.String(
            description="A random name of this browser or app, 8 to 64 characters; only a keyed hash of it is kept."
        )
        application = graphene.String(description='What sends it: "web", "app"; left out: the channel of the request.')
        has_consent = graphene.Boolean(
            default_value=False,
            description="Whether this guest has agreed to being counted. Of a member their own consents hold.",
        )
        events = graphene.NonNull(
            graphene.List(UbiEvent), description=f"The events, {MOST_EVENTS} at most, in any order."
        )

    class Output:
        accepted = graphene.Int(description="How many events were new and are kept.")
        duplicates = graphene.Int(description="How many were there already.")
        dropped = graphene.Field(DropReason, description="Why nothing of the batch was kept; null where it was.")

    @staticmethod
    def act(
        context: RequestContext,
        *,
        events: list[Any],
        client_id: str = "",
        application: str = "",
        has_consent: bool = False,
    ) -> dict[str, Any]:
        if len(events) > MOST_EVENTS:
            raise Refused.because(
                "TOO_MANY", _("Send %(count)d events at a time at most.") % {"count": MOST_EVENTS}, field="events"
            )
        shopper = context.member
        sender = Sender(
            client_id=client_id or "",
            application=(application or context.channel)[:32],
            locale=context.locale,
            user_agent=context.user_agent,
            has_consent=bool(has_consent),
            member=shopper.find_member() if shopper is not None else None,
            is_member=shopper is not None,
        )
        taken = take_events(events, sender, at=context.at)
        return {
            "accepted": taken.accepted,
            "duplicates": taken.duplicates,
            "dropped": taken.dropped or None,
            "user_errors": [_describe(one) for one in taken.problems],
        }


def _describe(bad: BadEvent) -> dict[str, str]:
    refusal = bad.refusal
    message = refusal.message
    said = message.render(gettext) if isinstance(message, Phrase) else str(message)
    return {"field": f"events.{bad.index}.{refusal.field}".rstrip("."), "code": refusal.code, "message": said}
