from __future__ import annotations

import graphene


class UserError(graphene.ObjectType):
    """Something the person can put right."""

    field = graphene.String(description='The field of the input it is about: "body", "pictures"; null for none.')
    code = graphene.NonNull(graphene.String, description="Stable, for the storefront to tell cases apart.")
    message = graphene.NonNull(graphene.String, description="For the person, in the language of the request.")
