"""How a mutation is defined. One class a mutation, one file a few mutations, one line in `mutations/root.py`:

    class GiveConsent(Mutation):
        \"\"\"Agree to a use of one's data.\"\"\"              # its description in the schema

        who = require_member                              # who may: see permissions.py
        rate = Rate(20, per=timedelta(hours=1))           # how often one member (or guest's address) may

        class Input:                                      # becomes `GiveConsentInput`; leave it out for none
            kind = graphene.NonNull(ConsentKind, description="What for.")

        class Output:                                     # becomes `GiveConsentPayload`, `userErrors` included
            consent = graphene.Field(Consent, description="What holds now; null where it was refused.")

        @staticmethod
        def act(context, *, kind):                        # the input's fields as arguments, in Python's spelling
            shopper = context.require_member()
            return {"consent": services.give_consent(shopper.ensure_member(at=context.at), kind, at=context.at)}

What is the person's to put right is raised as `cms.refusals.Refused` by the services (or by `act`): everything is
rolled back, and it becomes `userErrors { field code message }` in the language of the request. `field` is the
input's in the schema's spelling, "" for none; codes are stable and stand in docs/graphql.md. What is the
storefront's fault is a StorefrontError, as in queries. `act` runs in one transaction. Every output field is
nullable: where something is refused there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from typing import Any, ClassVar

import graphene
from django.db import transaction
from django.utils.translation import override

from cms.members.refusing import ErasedIdentity
from cms.refusals import Refused
from storefront import rates
from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError
from storefront.mutations.permissions import require_member
from storefront.rates import Rate
from storefront.types.base import required_list
from storefront.types.user_error import UserError

__all__ = ["Mutation", "Rate"]


class Mutation:
    """What a mutation inherits; the module's docstring shows how."""

    who: ClassVar[Callable[..., object]] = staticmethod(require_member)
    rate: ClassVar[Rate | None] = Rate(60, per=timedelta(minutes=1))
    """None: not limited, for the shop's own backend."""
    is_atomic: ClassVar[bool] = True
    """False where `act` begins and ends its own transactions."""
    act: ClassVar[Callable[..., dict[str, Any]]]
    _field: ClassVar[Callable[..., graphene.Field]]

    def __init_subclass__(cls) -> None:
        name = cls.__name__
        output = type(name + "Payload", (_get(cls, "Output"), _Payload, graphene.ObjectType), {"__doc__": _say(name)})
        arguments = {}
        if hasattr(cls, "Input"):
            given = type(
                name + "Input",
                (_get(cls, "Input"), graphene.InputObjectType),
                {"__doc__": f"What `{_camel(name)}` takes."},
            )
            arguments["input"] = graphene.Argument(graphene.NonNull(given), description="What to do.")

        def resolve(_root: Any, info: Any, input: dict[str, Any] | None = None) -> dict[str, Any]:
            return cls._run(info.context, input or {})

        cls._field = lambda: graphene.Field(output, description=cls.__doc__, resolver=resolve, **arguments)

    @classmethod
    def field(cls) -> graphene.Field:
        """The field of the schema's Mutation."""
        return cls._field()

    @classmethod
    def _run(cls, context: RequestContext, given: dict[str, Any]) -> dict[str, Any]:
        with override(context.locale):
            cls.who(context)
            if cls.rate is not None:
                rates.require(context, cls.__name__, cls.rate)
            try:
                with transaction.atomic() if cls.is_atomic else nullcontext():
                    return {"user_errors": [], **cls.act(context, **given)}
            except Refused as refused:
                return {"user_errors": describe_refusals(refused)}
            except ErasedIdentity:
                raise StorefrontError(
                    Code.UNAUTHENTICATED, "This member was erased after the token was issued; get a new one."
                ) from None


class _Payload:
    user_errors = required_list(
        UserError, "Why nothing was done, for the person to put right; empty where it was done."
    )


def _get(mutation: type, name: str) -> type:
    return getattr(mutation, name, type(name, (), {}))


def _say(name: str) -> str:
    return f"What came of `{_camel(name)}`."


def _camel(name: str) -> str:
    return name[0].lower() + name[1:]


def describe_refusals(refused: Refused) -> list[dict[str, str | None]]:
    """Why nothing was done, as `userErrors`."""
    return [_describe(one) for one in refused.refusals]


def _describe(refusal: Any) -> dict[str, str | None]:
    return {"field": refusal.field or None, "code": refusal.code, "message": str(refusal.message)}
