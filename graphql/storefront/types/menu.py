from __future__ import annotations

import graphene

from storefront.types.base import required_list
from storefront.types.node import Localised


class MenuItem(graphene.ObjectType):
    """An entry of a menu."""

    id = graphene.NonNull(graphene.String, description="Stable while the entry exists; no global id.")
    label = graphene.NonNull(graphene.String, description="What it says.")
    address = graphene.String(
        description='Where it leads: "/en/products/tea", or a address elsewhere; null for a heading of its children.'
    )
    path = graphene.String(
        description='The same below the locale, without a query: "/products/tea"; null for what is elsewhere.'
    )
    children = required_list(lambda: MenuItem, "The entries below; they have none themselves.")


class Menu(graphene.ObjectType):
    """A menu. Names and addresses are those of what it leads to; what shoppers cannot see is left out."""

    class Meta:
        interfaces = (Localised,)

    key = graphene.NonNull(graphene.String, description='"main", "footer".')
    items = required_list(MenuItem, "Its entries, in order.")
