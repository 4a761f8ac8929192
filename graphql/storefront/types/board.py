from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.types.image import Image
from storefront.types.node import Localised, Node
from storefront.types.routable import Routable
from storefront.types.seo import Seo, SeoSource, make_seo


class Board(graphene.ObjectType):
    """A place of the community to post at: one identity in every locale."""

    class Meta:
        interfaces = (Node, Localised, Routable)

    slug = graphene.NonNull(graphene.String, description="Its name in addresses, the same in every locale.")
    name = graphene.NonNull(graphene.String, description="What it is called.")
    description = graphene.NonNull(graphene.String, description="What it is for; may be empty.")
    picture = graphene.Field(Image, description="Its picture, if it has one.")
    post_count = graphene.NonNull(graphene.Int, description="How many posts everybody sees there.")
    can_post = graphene.NonNull(
        graphene.Boolean, description="Whether the one who asks may post there; guests have to sign in."
    )
    seo = graphene.NonNull(Seo, description="For search engines.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Board", source.key)

    @staticmethod
    def resolve_slug(source: Any, _info: Any) -> str:
        return source.key

    @staticmethod
    def resolve_description(source: Any, _info: Any) -> str:
        return source.read("description", "")

    @staticmethod
    def resolve_picture(source: Any, _info: Any) -> dict[str, Any] | None:
        return source.read("picture")

    @staticmethod
    def resolve_can_post(source: Any, info: Any) -> bool:
        viewer = info.context.member
        if viewer is None or not source.is_open_to(viewer.tier):
            return False
        member = viewer.find_member()
        return member is None or not member.is_blocked

    @staticmethod
    def resolve_seo(source: Any, _info: Any) -> SeoSource:
        return make_seo(source, title=source.name, said=source.read("seo"), image=source.read("picture"))
