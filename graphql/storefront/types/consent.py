from __future__ import annotations

import graphene

from cms.members.models import ConsentKind as Kind
from storefront.types.scalars import DateTime


class ConsentKind(graphene.Enum):
    """What a member can agree to."""

    COMMUNITY = Kind.COMMUNITY.value
    PERSONALISATION = Kind.PERSONALISATION.value
    ANALYTICS = Kind.ANALYTICS.value
    MARKETING = Kind.MARKETING.value

    @property
    def description(self) -> str:
        return {
            Kind.COMMUNITY: "What one writes is shown to everybody; posting needs it.",
            Kind.PERSONALISATION: "What one looks at and buys chooses what is shown.",
            Kind.ANALYTICS: "Visits are counted.",
            Kind.MARKETING: "Messages about offers.",
        }[Kind(self.value)]


class Consent(graphene.ObjectType):
    """Where a member stands in one matter."""

    kind = graphene.NonNull(ConsentKind, description="What it is about.")
    is_given = graphene.NonNull(graphene.Boolean, description="Whether the last word was yes. No word is no.")
    is_current = graphene.NonNull(
        graphene.Boolean, description="Whether that was to the words in force now; if not, ask again."
    )
    version = graphene.String(description="The version of the words that was agreed to or withdrawn; null for no word.")
    changed_at = graphene.Field(DateTime, description="When; null for no word.")

    @staticmethod
    def resolve_version(source: object, _info: object) -> str | None:
        return getattr(source, "version", "") or None


class ConsentText(graphene.ObjectType):
    """The words to show before somebody agrees."""

    kind = graphene.NonNull(ConsentKind, description="What it is about.")
    version = graphene.NonNull(graphene.String, description="Pass it on with the consent: it says what was read.")
    title = graphene.NonNull(graphene.String, description="Short, for a checkbox.")
    body = graphene.NonNull(graphene.String, description="The whole of it, plain text.")
