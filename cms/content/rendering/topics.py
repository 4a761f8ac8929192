"""Renders topics, and the pages that list articles and topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from cms.catalog.details import collect_links, render_html, render_picture
from cms.catalog.rendering import read_images
from cms.content.models import ArticleIndexPage, ArticlePage, TopicIndexPage, TopicPage
from cms.content.rendering import batches, seo
from cms.delivery.kinds import Rendered


def render_topics(pages: Sequence[TopicPage]) -> list[list[Rendered]]:
    """One document for each topic, in its own locale."""
    articles = batches.read_children(pages, "topic_articles")
    products = batches.read_children(pages, "topic_products")
    article_keys = batches.read_keys(ArticlePage, (one.article_id for rows in articles.values() for one in rows))
    product_keys = batches.read_product_keys(one.product_id for rows in products.values() for one in rows)
    images = read_images({one for page in pages for one in (page.picture_id, page.share_picture_id) if one})
    locales, ancestors = batches.read_locales(), batches.Ancestors(pages)
    rendered = []
    for page in pages:
        body = _describe(page, locales[page.locale_id], "topic", images, ancestors)
        with override(body["locale"]):
            html = render_html(page.intro)
        chosen = (article_keys.get(one.article_id or 0) for one in articles.get(id(page), ()))
        shown = (product_keys.get(one.product_id or 0) for one in products.get(id(page), ()))
        body |= {
            "html": html,
            "picture": render_picture(page.picture_id, images, fallback=page.title) if page.picture_id else None,
            "featured": list(dict.fromkeys(key for key in chosen if key)),
            "listsArticles": page.lists_articles,
            "products": list(dict.fromkeys(key for key in shown if key)),
        }
        more = set(collect_links(page.intro)) | ({f"image:{page.picture_id}"} if page.picture_id else set())
        rendered.append([_finish(page, body, ancestors, more)])
    return rendered


def render_article_indexes(pages: Sequence[ArticleIndexPage]) -> list[list[Rendered]]:
    """One document for each list of articles, in its own locale."""
    return _render_indexes(pages, "article_index")


def render_topic_indexes(pages: Sequence[TopicIndexPage]) -> list[list[Rendered]]:
    """One document for each list of topics, in its own locale."""
    return _render_indexes(pages, "topic_index")


def _render_indexes(pages: Sequence[Any], kind: str) -> list[list[Rendered]]:
    images = read_images({page.share_picture_id for page in pages if page.share_picture_id})
    locales, ancestors = batches.read_locales(), batches.Ancestors(pages)
    rendered = []
    for page in pages:
        body = _describe(page, locales[page.locale_id], kind, images, ancestors)
        rendered.append([_finish(page, {**body, "intro": page.intro}, ancestors)])
    return rendered


def _describe(page: Any, locale: str, kind: str, images: Any, ancestors: batches.Ancestors) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": page.delivered_key,
        "locale": locale,
        "slug": page.slug,
        "path": page.delivered_path,
        "title": page.title,
        "breadcrumbs": ancestors.describe(page),
        "seo": seo.describe_seo(page, images),
    }


def _finish(page: Any, body: dict[str, Any], ancestors: batches.Ancestors, more: set[str] | None = None) -> Rendered:
    pictures = {f"image:{page.share_picture_id}"} if page.share_picture_id else set()
    return Rendered(
        page.delivered_key,
        body["locale"],
        page.slug,
        body,
        frozenset(page.delivered_dependencies | ancestors.depend(page) | pictures | (more or set())),
        path=page.delivered_path,
        labels=frozenset(seo.label_seo(page)),
        listed_at=page.first_published_at or page.go_live_at or page.latest_revision_created_at,
    )
