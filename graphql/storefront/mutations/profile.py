from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene

from cms.members import profiles
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.mutations.permissions import require_contributor
from storefront.types.me import Me


class UpdateProfile(Mutation):
    """Change what others see of oneself."""

    who = staticmethod(require_contributor)
    rate = Rate(10, per=timedelta(hours=1))

    class Input:
        name = graphene.NonNull(graphene.String, description="The display name, 30 characters at most.")

    class Output:
        me = graphene.Field(Me, description="The member as changed.")

    @staticmethod
    def act(context: RequestContext, *, name: str) -> dict[str, Any]:
        shopper = context.require_member()
        profiles.change_name(shopper.ensure_member(at=context.at), name)
        return {"me": shopper}
