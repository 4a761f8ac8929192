from __future__ import annotations

from typing import Any

import graphene

from cms.members.wordings import Wording, list_wordings
from storefront.queries.arguments import describe_place
from storefront.types.base import required_list
from storefront.types.consent import ConsentText
from storefront.types.me import Me


class MemberQueries(graphene.ObjectType):
    me = graphene.Field(Me, description="The member who asks; null for a guest.")
    consent_texts = required_list(
        ConsentText, "The words to show before somebody agrees, every kind once.", **describe_place()
    )

    @staticmethod
    def resolve_me(_root: Any, info: Any) -> Any:
        return info.context.member

    @staticmethod
    def resolve_consent_texts(
        _root: Any, info: Any, locale: str | None = None, channel: str | None = None
    ) -> list[Wording]:
        context = info.context
        context.choose_channel(channel)
        return list_wordings(context.choose_locale(locale), at=context.at)
