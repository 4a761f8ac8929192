from __future__ import annotations

from typing import Any

import graphene

from storefront.types.base import required_list
from storefront.types.connection import Highlight
from storefront.types.page_info import PageInfo
from storefront.types.routable import Routable


class PageKind(graphene.Enum):
    """A kind of page that is searched beside products."""

    ARTICLE = "article"
    LANDING_PAGE = "landing"
    POST = "post"
    TOPIC = "topic"

    @property
    def description(self) -> str:
        return {
            "article": "An article of the editors.",
            "landing": "A landing page of a campaign.",
            "post": "A member's post in the community.",
            "topic": "A topic that gathers articles and products.",
        }[self.value]


class PageEdge(graphene.ObjectType):
    """A page that was found."""

    cursor = graphene.NonNull(
        graphene.String, description="Pass it as `after` to go on behind this page, whatever comes and goes."
    )
    kind = graphene.NonNull(PageKind, description="What it is.")
    node = graphene.NonNull(Routable, description="The page: an Article, LandingPage, Post or Topic.")
    highlights = required_list(Highlight, "Where the searched words stand in its title and summary.")

    @staticmethod
    def resolve_highlights(source: Any, _info: Any) -> list[dict[str, str]]:
        return [{"field": field, "html": html} for field, html in source.highlights.items()]


class PageConnection(graphene.ObjectType):
    """Pages that fit a text, the best first. What ended since the index was written is left out."""

    edges = required_list(PageEdge, "The pages found, with their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this part of the list stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many there are in all.")
    is_degraded = graphene.NonNull(
        graphene.Boolean, description="Whether the search engine is away and a simpler one answered."
    )
