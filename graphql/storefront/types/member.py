from __future__ import annotations

from typing import Any

import graphene


class Member(graphene.ObjectType):
    """A member as others see them: what stands beside what they wrote."""

    key = graphene.NonNull(graphene.String, description="A public name that says nothing about who it is.")
    name = graphene.NonNull(graphene.String, description="The display name; may be empty.")
    picture = graphene.String(description="The address of a picture, if there is one.")

    @staticmethod
    def resolve_picture(source: Any, _info: Any) -> str | None:
        return source.picture or None
