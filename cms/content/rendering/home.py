from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cms.content.models import HomePage
from cms.content.rendering.page_blocks import SHARED_RENDERERS
from cms.content.rendering.reading import Rendering, Sources, read_sources
from cms.delivery.kinds import Rendered


def render_homes(pages: Sequence[HomePage]) -> list[list[Rendered]]:
    """One document for each home page, in its own locale."""
    streams = [list(page.body.raw_data) for page in pages]
    sources = read_sources(streams, [page.locale.language_code for page in pages])
    return [[_render_home(page, raw, sources)] for page, raw in zip(pages, streams, strict=True)]


def _render_home(page: HomePage, raw: list[Any], sources: Sources) -> Rendered:
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
        "seo": {"title": page.seo_title or page.title, "description": page.search_description},
    }
    return Rendered(
        page.delivered_key,
        locale,
        page.slug,
        body,
        frozenset(rendering.dependencies | page.delivered_dependencies),
        path=page.delivered_path,
    )
