from __future__ import annotations

from collections.abc import Sequence

from cms.content.models import HomePage
from cms.delivery.kinds import Rendered


def render_homes(pages: Sequence[HomePage]) -> list[list[Rendered]]:
    """One document for each home page, in its own locale."""
    return [[_render_home(page)] for page in pages]


def _render_home(page: HomePage) -> Rendered:
    locale = page.locale.language_code
    body = {
        "kind": "home",
        "key": page.delivered_key,
        "locale": locale,
        "slug": page.slug,
        "path": page.delivered_path,
        "title": page.title,
        "seo": {"title": page.seo_title or page.title, "description": page.search_description},
    }
    return Rendered(
        page.delivered_key,
        locale,
        page.slug,
        body,
        frozenset(page.delivered_dependencies),
        path=page.delivered_path,
    )
