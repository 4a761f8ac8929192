from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.types.image import Image
from storefront.types.node import Localised, Node
from storefront.types.routable import Routable


class Brand(graphene.ObjectType):
    """A brand: one identity in every locale."""

    class Meta:
        interfaces = (Node, Localised, Routable)

    key = graphene.NonNull(graphene.String, description="The shop's own key, the same in every locale.")
    slug = graphene.NonNull(graphene.String, description="For the brand's address in the storefront.")
    name = graphene.NonNull(graphene.String, description="What it is called.")
    description = graphene.NonNull(graphene.String, description="What it says of itself; may be empty.")
    logo = graphene.Field(Image, description="Its logo, if it has one.")
    website = graphene.NonNull(graphene.String, description="Its own website; may be empty.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Brand", source.key)

    @staticmethod
    def resolve_description(source: Any, _info: Any) -> str:
        return source.read("description", "")

    @staticmethod
    def resolve_logo(source: Any, _info: Any) -> dict[str, Any] | None:
        return source.read("logo")

    @staticmethod
    def resolve_website(source: Any, _info: Any) -> str:
        return source.read("website", "")
