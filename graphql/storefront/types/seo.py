from __future__ import annotations

import graphene

from storefront.types.base import Delivered


class Seo(Delivered):
    """What search engines are told of a page."""

    title = graphene.NonNull(graphene.String, description="For the title tag.")
    description = graphene.NonNull(graphene.String, description="For the meta description; may be empty.")
