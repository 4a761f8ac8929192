from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import graphene

from storefront.json_ld import write_json_ld
from storefront.sources.trails import make_url
from storefront.types.base import required_list
from storefront.types.image import Image


@dataclass(slots=True)
class SeoSource:
    """What search engines are told; `describe` is asked only where `jsonLd` is selected."""

    title: str
    description: str
    canonical: str
    image: Mapping[str, Any] | None = None
    is_indexed: bool = True
    describe: Callable[[], list[dict[str, Any]]] = list


def make_seo(
    source: Any,
    *,
    title: str,
    said: Mapping[str, Any] | None = None,
    image: Mapping[str, Any] | None = None,
    describe: Callable[[], list[dict[str, Any]]] = list,
) -> SeoSource:
    """What `source` tells: what its editor `said`, else `title` and `image`."""
    said = said or {}
    document = source.document
    return SeoSource(
        title=said.get("title") or title,
        description=said.get("description") or "",
        canonical=make_url(document.path, document.locale) if document is not None else "",
        image=said.get("image") or image,
        is_indexed=said.get("isIndexed", True),
        describe=describe,
    )


class Seo(graphene.ObjectType):
    """What search engines, and those who share it, are told of a page."""

    title = graphene.NonNull(graphene.String, description="For the title tag.")
    description = graphene.NonNull(graphene.String, description="For the meta description; may be empty.")
    image = graphene.Field(Image, description="To show where the page is shared; null: that of the site.")
    is_indexed = graphene.NonNull(
        graphene.Boolean, description='False: the page asks search engines to leave it out (robots "noindex").'
    )
    canonical = graphene.NonNull(
        graphene.String, description="The one address of the page, whole: in the locale it is really written in."
    )
    json_ld = required_list(
        graphene.String,
        'Structured data (schema.org), each ready to stand inside `<script type="application/ld+json">` as it is.',
    )

    @staticmethod
    def resolve_json_ld(source: SeoSource, _info: Any) -> list[str]:
        return [write_json_ld(one) for one in source.describe()]
