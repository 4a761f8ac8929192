from __future__ import annotations

import graphene

from cms.community.models import FavouriteKind as Kind
from storefront.types.base import required_list
from storefront.types.connection import PageInfo
from storefront.types.routable import Routable
from storefront.types.scalars import DateTime


class FavouriteKind(graphene.Enum):
    """What a member can keep."""

    PRODUCT = Kind.PRODUCT.value
    ARTICLE = Kind.ARTICLE.value
    POST = Kind.POST.value

    @property
    def description(self) -> str:
        return {
            Kind.PRODUCT: "A product, by its key.",
            Kind.ARTICLE: "An article, by its key.",
            Kind.POST: "A post, by its key.",
        }[Kind(self.value)]


class Favourite(graphene.ObjectType):
    """Something a member keeps."""

    kind = graphene.NonNull(FavouriteKind, description="What it is.")
    key = graphene.NonNull(graphene.String, description="Its key.")
    created_at = graphene.NonNull(DateTime, description="Since when it is kept.")
    item = graphene.Field(Routable, description="The thing itself; null while it is not there.")


class FavouriteEdge(graphene.ObjectType):
    """A favourite in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this item.")
    node = graphene.NonNull(Favourite, description="The favourite.")


class FavouriteConnection(graphene.ObjectType):
    """A page of favourites."""

    edges = required_list(FavouriteEdge, "The items of this page with their cursors.")
    nodes = required_list(Favourite, "The items of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many items there are on all pages.")
