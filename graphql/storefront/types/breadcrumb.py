from __future__ import annotations

import graphene

from storefront.types.base import Delivered


class Breadcrumb(Delivered):
    """A page above the one that is shown."""

    title = graphene.NonNull(graphene.String, description="What it is called.")
    path = graphene.NonNull(graphene.String, description='Where it is, below the locale: "/articles".')
