from __future__ import annotations

from typing import Any

import graphene

from storefront.json_ld import describe_breadcrumbs
from storefront.node_ids import encode_id
from storefront.sources.trails import make_url
from storefront.types.base import required_list
from storefront.types.image import Image
from storefront.types.node import Localised, Node
from storefront.types.routable import Routable
from storefront.types.seo import Seo, make_seo
from storefront.types.specification import SpecificationDefinition


class Category(graphene.ObjectType):
    """A node of the category tree. Its products: `products(filter: {categories: [KEY]})`."""

    class Meta:
        interfaces = (Node, Localised, Routable)

    key = graphene.NonNull(graphene.String, description="The shop's own key, the same in every locale.")
    slug = graphene.NonNull(graphene.String, description="For the category's address in the storefront.")
    name = graphene.NonNull(graphene.String, description="What it is called.")
    description = graphene.NonNull(graphene.String, description="What it holds; may be empty.")
    picture = graphene.Field(Image, description="Its picture, if it has one.")
    seo = graphene.NonNull(Seo, description="What search engines are told.")
    depth = graphene.NonNull(graphene.Int, description="1 at the top of the tree.")
    parent = graphene.Field(lambda: Category, description="The category above; null at the top.")
    breadcrumbs = required_list(lambda: Category, "From the top of the tree to this one, itself included.")
    children = required_list(lambda: Category, "The categories right below, in the editors' order.")
    specifications = required_list(
        SpecificationDefinition, "By what its products can be filtered, inherited ones included, in order."
    )

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Category", source.key)

    @staticmethod
    def resolve_description(source: Any, _info: Any) -> str:
        return source.read("description", "")

    @staticmethod
    def resolve_picture(source: Any, _info: Any) -> dict[str, Any] | None:
        return source.read("picture")

    @staticmethod
    def resolve_seo(source: Any, _info: Any) -> Any:
        return make_seo(
            source,
            title=source.name,
            said=source.read("seo"),
            image=source.read("picture"),
            describe=lambda: describe_category(source),
        )

    @staticmethod
    def resolve_depth(source: Any, _info: Any) -> int:
        return source.read("depth", 1)

    @staticmethod
    def resolve_specifications(source: Any, _info: Any) -> list[dict[str, Any]]:
        return [one for one in source.read("specifications", []) if one["isFacet"]]


def describe_category(source: Any) -> list[dict[str, Any]]:
    """Where the category stands; nothing where it is not live (any more)."""
    locale = source.locale
    trail = [(one["name"], make_url(f"/categories/{one['key']}", locale)) for one in source.read("breadcrumbs", [])]
    return [describe_breadcrumbs(trail)] if trail else []
