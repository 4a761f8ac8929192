"""Renders authors and series: both live as saved, each in its own locale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from cms.catalog.details import collect_links, render_html, render_picture
from cms.catalog.rendering import read_images
from cms.content.models import ArticlePage, Author, Series
from cms.content.rendering import batches
from cms.delivery.kinds import Rendered


def render_authors(authors: Sequence[Author]) -> list[list[Rendered]]:
    """One document for each author."""
    images = read_images({author.picture_id for author in authors if author.picture_id})
    locales = batches.read_locales()
    rendered = []
    for author in authors:
        locale = locales[author.locale_id]
        with override(locale):
            html = render_html(author.bio)
        body: dict[str, Any] = {
            "kind": "author",
            "key": author.delivered_key,
            "locale": locale,
            "slug": author.slug,
            "path": f"/authors/{author.slug}",
            "name": author.name,
            "role": author.role,
            "credentials": [line.strip() for line in author.credentials.splitlines() if line.strip()],
            "picture": render_picture(author.picture_id, images, fallback=author.name) if author.picture_id else None,
            "html": html,
            "website": author.website,
        }
        dependencies = set(collect_links(author.bio))
        if author.picture_id:
            dependencies.add(f"image:{author.picture_id}")
        rendered.append(
            [Rendered(author.delivered_key, locale, author.slug, body, frozenset(dependencies), path=body["path"])]
        )
    return rendered


def render_series(several: Sequence[Series]) -> list[list[Rendered]]:
    """One document for each series; it carries a label for each of its articles, so that they find it."""
    images = read_images({one.picture_id for one in several if one.picture_id})
    places = batches.read_children(several, "series_articles")
    keys = batches.read_keys(ArticlePage, (place.article_id for rows in places.values() for place in rows))
    locales = batches.read_locales()
    rendered = []
    for one in several:
        found = (keys.get(place.article_id or 0) for place in places.get(id(one), ()))
        articles = list(dict.fromkeys(key for key in found if key))
        body: dict[str, Any] = {
            "kind": "series",
            "key": one.delivered_key,
            "locale": locales[one.locale_id],
            "slug": one.slug,
            "path": f"/series/{one.slug}",
            "title": one.title,
            "description": one.description,
            "picture": render_picture(one.picture_id, images, fallback=one.title) if one.picture_id else None,
            "articles": articles,
        }
        rendered.append(
            [
                Rendered(
                    one.delivered_key,
                    body["locale"],
                    one.slug,
                    body,
                    frozenset({f"image:{one.picture_id}"} if one.picture_id else ()),
                    path=body["path"],
                    labels=frozenset(f"article:{key}" for key in articles),
                    listed_at=one.created_at,
                )
            ]
        )
    return rendered
