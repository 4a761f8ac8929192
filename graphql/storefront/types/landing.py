from __future__ import annotations

from typing import Any

import graphene

from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.sources.block_page_data import describe_block_page
from storefront.types.base import Delivered, read_page, required_list
from storefront.types.breadcrumb import Breadcrumb
from storefront.types.connection import PageInfo
from storefront.types.image import Image
from storefront.types.node import Localised, Node
from storefront.types.page_blocks import KNOWN, PageBlock
from storefront.types.routable import Routable
from storefront.types.scalars import DateTime
from storefront.types.seo import Seo, SeoSource, make_seo

BLOCKS = 60


class Theme(Delivered):
    """The colours of a landing page, as "#c8102e"; text on a colour is readable."""

    primary = graphene.NonNull(graphene.String, description="Of buttons and headings.")
    on_primary = graphene.NonNull(graphene.String, description="Of text on `primary`.")
    accent = graphene.NonNull(graphene.String, description="Of prices and badges.")
    on_accent = graphene.NonNull(graphene.String, description="Of text on `accent`.")
    background = graphene.NonNull(graphene.String, description="Behind everything.")
    text = graphene.NonNull(graphene.String, description="Of text on `background`.")
    radius = graphene.NonNull(graphene.Int, description="Of corners, in pixels.")
    background_picture = graphene.Field(Image, description="At the top, behind the first block; it only decorates.")


class _BlockPage:
    """What homes and landing pages share."""

    @staticmethod
    def resolve_seo(source: Any, _info: Any) -> SeoSource:
        data = source.data
        return make_seo(
            source,
            title=data["title"],
            said=data["seo"],
            image=data.get("picture"),
            describe=lambda: describe_block_page(source),
        )

    @staticmethod
    def resolve_blocks(source: Any, _info: Any, first: int | None = BLOCKS) -> list[dict[str, Any]]:
        return source.list_blocks(require_first(first, BLOCKS), KNOWN)


def list_blocks() -> graphene.Field:
    """The blocks of a page."""
    return required_list(
        PageBlock,
        "What its editor put together, in order.",
        first=graphene.Int(default_value=BLOCKS, description="At most so many, 1 to 100; a page has 60 at most."),
    )


class Home(_BlockPage, graphene.ObjectType):
    """What a shopper sees first."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    key = graphene.NonNull(graphene.String, description="The shop's own key, the same in every locale.")
    title = graphene.NonNull(graphene.String, description="What the page is called.")
    blocks = list_blocks()
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("Home", source.key)


class LandingPage(_BlockPage, graphene.ObjectType):
    """A page of a campaign. It is there from `startsAt` until `endsAt`, to the second."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    key = graphene.NonNull(graphene.String, description="The shop's own key, the same in every locale.")
    slug = graphene.NonNull(graphene.String, description="The last part of its path.")
    title = graphene.NonNull(graphene.String, description="What the page is called.")
    summary = graphene.NonNull(graphene.String, description="What it is about, in a sentence or two; may be empty.")
    picture = graphene.Field(Image, description="For lists, and when it is shared, if it has one.")
    theme = graphene.NonNull(Theme, description="Its colours.")
    blocks = list_blocks()
    breadcrumbs = required_list(Breadcrumb, "The pages above it, below the home page.")
    starts_at = graphene.Field(DateTime, description="When it was to go live; null where no time was set.")
    ends_at = graphene.Field(DateTime, description="When it is taken down, this instant not included; null: no end.")
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("LandingPage", source.key)


class LandingPageEdge(graphene.ObjectType):
    """A landing page in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this item.")
    node = graphene.NonNull(LandingPage, description="The landing page.")


class LandingPageConnection(graphene.ObjectType):
    """A page of landing pages."""

    edges = required_list(LandingPageEdge, "The items of this page with their cursors.")
    nodes = required_list(LandingPage, "The items of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many items there are on all pages.")


class LandingIndex(_BlockPage, graphene.ObjectType):
    """A list of the shop's landing pages: they are under the root field `landingPages`."""

    class Meta:
        interfaces = (Node, Localised, Routable)
        default_resolver = read_page

    key = graphene.NonNull(graphene.String, description="The shop's own key, the same in every locale.")
    title = graphene.NonNull(graphene.String, description="What the page is called.")
    summary = graphene.NonNull(graphene.String, description="What it says above the list; may be empty.")
    seo = graphene.NonNull(Seo, description="What search engines are told.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("LandingIndex", source.key)
