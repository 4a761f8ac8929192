"""What a list of products does or shows beside its products, as merchandisers have it."""

from __future__ import annotations

from typing import Any

import graphene

from cms.delivery.addresses import make_address, read_address
from storefront.types.image import Image


class SearchRedirect(graphene.ObjectType):
    """A search that leads straight to a page: a storefront goes there instead of showing the list."""

    url = graphene.NonNull(
        graphene.String, description='Where to: "/en/campaigns/tea-fair", or a whole address on another site.'
    )


class SearchBanner(graphene.ObjectType):
    """What stands above a list: words, a picture or both, and where they lead."""

    heading = graphene.NonNull(graphene.String, description="What it says first.")
    text = graphene.NonNull(graphene.String, description="What it says then; may be empty.")
    url = graphene.String(
        description='Where it leads: "/en/campaigns/tea-fair", or a whole address on another site; null: nowhere.'
    )
    picture = graphene.Field(Image, description="Its picture, if it has one.")


def describe_address(address: str, locale: str) -> str | None:
    """A path of the shop in the language asked for, anything else as it is; None where there is nothing."""
    if not address:
        return None
    is_plain_path = address.startswith("/") and read_address(address)[0] is None
    return make_address(address, locale) if is_plain_path else address


def describe_redirect(address: str, locale: str) -> dict[str, Any] | None:
    return {"url": describe_address(address, locale)} if address else None


def describe_banners(banners: Any, locale: str) -> list[dict[str, Any]]:
    return [
        {
            "heading": banner.heading,
            "text": banner.text,
            "url": describe_address(banner.address, locale),
            "picture": banner.picture,
        }
        for banner in banners
    ]
