"""Agreeing, and not agreeing any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene

from cms.members import consents
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.types.consent import Consent, ConsentKind

_RATE = Rate(30, per=timedelta(minutes=10))


class GiveConsent(Mutation):
    """Agree to one thing. Nothing changes where that has been done already."""

    rate = _RATE

    class Input:
        kind = graphene.NonNull(ConsentKind, description="What for.")
        version = graphene.String(
            description="The version of the text that was shown (`consentTexts`): TEXT_CHANGED if it is not in force."
        )

    class Output:
        consent = graphene.Field(Consent, description="What holds now.")

    @staticmethod
    def act(context: RequestContext, *, kind: Any, version: str | None = None) -> dict[str, Any]:
        member = context.require_member().ensure_member(at=context.at)
        return {"consent": consents.give_consent(member, kind.value, version=version, at=context.at)}


class WithdrawConsent(Mutation):
    """Do not agree any more. What was written stays until it is deleted."""

    rate = _RATE

    class Input:
        kind = graphene.NonNull(ConsentKind, description="What for.")

    class Output:
        consent = graphene.Field(Consent, description="What holds now.")

    @staticmethod
    def act(context: RequestContext, *, kind: Any) -> dict[str, Any]:
        member = context.require_member().ensure_member(at=context.at)
        return {"consent": consents.withdraw_consent(member, kind.value, at=context.at)}
