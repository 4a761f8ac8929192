"""Renders articles: what they name is named by key, its titles and pictures are read when the article is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from cms.catalog.details import Images, collect_image_ids, collect_links, render_picture
from cms.catalog.links import know_products
from cms.catalog.rendering import read_images
from cms.content.models import ArticleKind, ArticlePage, Author, TopicPage
from cms.content.reading import count_minutes
from cms.content.rendering import batches, blocks, seo
from cms.delivery.kinds import Rendered

_STREAMS = ("body", "pros", "cons", "tools", "materials", "steps", "citations")
_CHILDREN = ("article_authors", "article_topics", "related_articles", "review_scores")


@dataclass(slots=True)
class _Raw:
    """Of one page: its streams as stored, its child objects."""

    streams: dict[str, list[Any]]
    children: dict[str, list[Any]]


class _Batch:
    """What all articles of a batch need."""

    def __init__(self, pages: Sequence[ArticlePage]) -> None:
        children = {name: batches.read_children(pages, name) for name in _CHILDREN}
        self.raw = {
            id(page): _Raw(
                {name: list(getattr(page, name).raw_data) for name in _STREAMS},
                {name: found.get(id(page), []) for name, found in children.items()},
            )
            for page in pages
        }
        self.locales = batches.read_locales()
        self.ancestors = batches.Ancestors(pages)
        self.authors = batches.read_keys(Author, (one.author_id for one in self._list("article_authors")))
        self.topics = batches.read_keys(TopicPage, (one.topic_id for one in self._list("article_topics")))
        self.articles = batches.read_keys(ArticlePage, (one.article_id for one in self._list("related_articles")))
        self.products = batches.read_product_keys(page.reviewed_product_id for page in pages)
        self.images = read_images({one for page in pages for one in list_image_ids(page, self.raw[id(page)].streams)})

    def _list(self, name: str) -> list[Any]:
        return [child for raw in self.raw.values() for child in raw.children[name]]


def list_image_ids(page: Any, streams: Any) -> set[int]:
    """Every picture `page` shows."""
    return {one for one in (page.picture_id, page.share_picture_id, *collect_image_ids(list(streams.values()))) if one}


def render_articles(pages: Sequence[ArticlePage]) -> list[list[Rendered]]:
    """One document for each article, in its own locale."""
    batch = _Batch(pages)
    with know_products([raw.streams for raw in batch.raw.values()]):
        return [[_render(page, batch)] for page in pages]


def _render(page: ArticlePage, batch: _Batch) -> Rendered:
    raw = batch.raw[id(page)]
    locale = batch.locales[page.locale_id]
    # A link leads to the page of the article's own language, whatever language the editor works in.
    with override(locale):
        body = {**_describe(page, locale, batch), **_describe_text(page, raw.streams, batch.images)}
    authors = _list_keys(raw.children["article_authors"], "author_id", batch.authors)
    topics = _list_keys(raw.children["article_topics"], "topic_id", batch.topics)
    related = _list_keys(raw.children["related_articles"], "article_id", batch.articles)
    shown = list(blocks.collect_product_keys(body["body"]))
    reviewed = batch.products.get(page.reviewed_product_id or 0) if page.kind == ArticleKind.REVIEW else None
    body |= {
        "author": authors[0] if authors else None,
        "coAuthors": authors[1:],
        "topics": topics,
        "related": [key for key in related if key != page.delivered_key],
        "review": _describe_review(page, raw, reviewed) if page.kind == ArticleKind.REVIEW else None,
        "howTo": _describe_how_to(page, raw.streams) if page.kind == ArticleKind.HOW_TO else None,
        "products": list(dict.fromkeys([reviewed, *shown] if reviewed else shown)),
    }
    return Rendered(
        page.delivered_key,
        locale,
        page.slug,
        body,
        frozenset(_depend(page, raw.streams, batch)),
        path=page.delivered_path,
        labels=frozenset(_label(page, authors, topics)),
        listed_at=page.published_at,
    )


def _describe(page: ArticlePage, locale: str, batch: _Batch) -> dict[str, Any]:
    return {
        "kind": "article",
        "key": page.delivered_key,
        "locale": locale,
        "slug": page.slug,
        "path": page.delivered_path,
        "title": page.title,
        "articleKind": page.kind,
        "lead": page.lead,
        "picture": render_picture(page.picture_id, batch.images, fallback=page.title) if page.picture_id else None,
        "publishedAt": page.published_at.isoformat(),
        "updatedAt": page.updated_at.isoformat(),
        "breadcrumbs": batch.ancestors.describe(page),
        "seo": seo.describe_seo(page, batch.images, description=page.lead),
    }


def _describe_text(page: ArticlePage, streams: dict[str, list[Any]], images: Images) -> dict[str, Any]:
    body = blocks.render_blocks(streams["body"], images)
    steps = blocks.render_steps(streams["steps"], images) if page.kind == ArticleKind.HOW_TO else []
    words = [page.lead, *blocks.list_texts(body), *(text for step in steps for text in (step["title"], step["html"]))]
    return {
        "body": body,
        "steps": steps,
        "citations": blocks.render_citations(streams["citations"]),
        "readingMinutes": count_minutes(words),
    }


def _describe_review(page: ArticlePage, raw: _Raw, product: str | None) -> dict[str, Any]:
    return {
        "product": product,
        "scores": [
            {"label": one.label, "score": float(one.score), "maximum": one.maximum}
            for one in raw.children["review_scores"]
        ],
        "pros": blocks.render_lines(raw.streams["pros"]),
        "cons": blocks.render_lines(raw.streams["cons"]),
        "verdict": page.verdict,
    }


def _describe_how_to(page: ArticlePage, streams: dict[str, list[Any]]) -> dict[str, Any]:
    return {
        "minutesNeeded": page.minutes_needed,
        "tools": blocks.render_lines(streams["tools"]),
        "materials": blocks.render_lines(streams["materials"]),
    }


def _list_keys(children: list[Any], name: str, keys: dict[int, str]) -> list[str]:
    found = (keys.get(getattr(child, name) or 0) for child in children)
    return list(dict.fromkeys(key for key in found if key))


def _label(page: ArticlePage, authors: list[str], topics: list[str]) -> set[str]:
    named = {f"kind:{page.kind}", *(f"author:{key}" for key in authors), *(f"topic:{key}" for key in topics)}
    return named | seo.label_seo(page)


def _depend(page: ArticlePage, streams: dict[str, list[Any]], batch: _Batch) -> set[str]:
    pictures = {f"image:{one}" for one in list_image_ids(page, streams)}
    return (
        page.delivered_dependencies
        | pictures
        | set(collect_links(list(streams.values())))
        | batch.ancestors.depend(page)
    )
