from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cms.catalog.details import Images
from cms.catalog.rendering import read_images
from cms.content.models import HomePage
from cms.content.rendering.page_blocks import SHARED_RENDERERS
from cms.content.rendering.reading import Rendering, Sources, read_sources
from cms.content.rendering.seo import describe_seo, label_seo
from cms.delivery.kinds import Rendered


def render_homes(pages: Sequence[HomePage]) -> list[list[Rendered]]:
    """One document for each home page, in its own locale."""
    streams = [list(page.body.raw_data) for page in pages]
    sources = read_sources(streams, [page.locale.language_code for page in pages])
    images = read_images({page.share_picture_id for page in pages if page.share_picture_id})
    return [[_render_home(page, raw, sources, images)] for page, raw in zip(pages, streams, strict=True)]


def _render_home(page: HomePage, raw: list[Any], sources: Sources, images: Images) -> Rendered:
    locale = page.locale.language_code
    rendering = Rendering(sources, locale, SHARED_RENDERERS)
    body = {
        "kind": "home",
        "key": page.delivered_key,
        "locale": locale,
        "slug": page.slug,
        "path": page.delivered_path,
        "title": page.title,
        "blocks": rendering.render(raw),
        "seo": describe_seo(page, images),
    }
    shared = {f"image:{page.share_picture_id}"} if page.share_picture_id else set()
    return Rendered(
        page.delivered_key,
        locale,
        page.slug,
        body,
        frozenset(rendering.dependencies | page.delivered_dependencies | shared),
        path=page.delivered_path,
        labels=frozenset(label_seo(page)),
    )
