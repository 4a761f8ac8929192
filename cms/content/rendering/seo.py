from __future__ import annotations

from typing import Any

from cms.catalog.details import Images, render_picture
from cms.content.models import SeoFields

NOT_INDEXED = "noindex"
"""The label of documents that sitemaps leave out."""


def describe_seo(page: Any, images: Images, *, description: str = "") -> dict[str, Any]:
    """What `page` tells search engines; `description` stands in for what its editor left empty.

    `image` is the picture chosen for sharing alone: without one, that of the page itself serves.
    """
    return {
        "title": page.seo_title or page.title,
        "description": page.search_description or description[:320],
        "image": render_picture(page.share_picture_id, images) if page.share_picture_id else None,
        "isIndexed": page.is_indexed,
    }


def label_seo(page: SeoFields) -> set[str]:
    """Labels that sitemaps go by."""
    return set() if page.is_indexed else {NOT_INDEXED}
