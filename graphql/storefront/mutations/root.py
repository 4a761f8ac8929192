"""Every mutation of the schema, a line each."""

from __future__ import annotations

import graphene

from storefront.mutations.consents import GiveConsent, WithdrawConsent
from storefront.mutations.profile import UpdateProfile


class Mutation(graphene.ObjectType):
    """Everything a member can do. POST only, each field in a transaction of its own, one after the other."""

    give_consent = GiveConsent.field()
    withdraw_consent = WithdrawConsent.field()
    update_profile = UpdateProfile.field()
