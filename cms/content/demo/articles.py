"""Fills the demo's articles from their data files, and publishes those that are to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from cms.catalog.models import Product
from cms.content.demo.keys import DemoPages
from cms.content.demo.pages import Place, ensure_page, publish_page, set_streams
from cms.content.demo.people import find_authors
from cms.content.demo.reading import read_articles
from cms.content.demo.streams import NO_PICTURE, Writer, make_stream
from cms.content.models import (
    ArticleAuthor,
    ArticleIndexPage,
    ArticleKind,
    ArticlePage,
    ArticleTopic,
    Author,
    ReviewScore,
)

_KINDS = {
    "news": ArticleKind.NEWS,
    "review": ArticleKind.REVIEW,
    "how-to": ArticleKind.HOW_TO,
    "lifestyle": ArticleKind.LIFESTYLE,
}
PUBLISHED = "published"


def ensure_articles(place: Place, index: ArticleIndexPage) -> list[tuple[dict[str, Any], ArticlePage]]:
    """Every article with its page in a language, which may be empty still."""
    found = []
    for article in read_articles():
        text = article[place.short]
        page = ArticlePage(title=text["title"], slug=text["slug"], kind=_KINDS[article["kind"]])
        found.append((article, ensure_page(page, kind="article", key=article["key"], place=place, parent=index)))
    return found


class ArticleFiller:
    """Fills pages in one language."""

    def __init__(self, place: Place, pages: DemoPages, scenes: Mapping[str, int]) -> None:
        self.place = place
        self.pages = pages
        self.writer = Writer(pages, scenes)
        self.authors = find_authors(place)
        keys = {article["reviewed"] for article in read_articles() if "reviewed" in article}
        self.products = Product.objects.in_bulk(keys, field_name="key")

    def publish_missing(self, articles: Iterable[tuple[dict[str, Any], ArticlePage]], *, at: datetime) -> int:
        """Publish the articles that nobody has saved yet and that are no drafts; returns how many."""
        added = 0
        for article, page in articles:
            if page.latest_revision_id is None and article.get("state", PUBLISHED) == PUBLISHED:
                self.fill(page, article)
                publish_page(page, at=at - timedelta(days=article["days_ago"], minutes=_scatter(article["key"])))
                added += 1
        return added

    def fill(self, page: ArticlePage, article: dict[str, Any]) -> None:
        """Give `page` what the data say; the caller saves."""
        text = article[self.place.short]
        page.title, page.lead = text["title"], text["summary"]
        page.seo_title, page.search_description = text["seo_title"], text["seo_description"]
        page.picture_id = self.writer.scenes.get(article["scene"])
        page.verdict = text.get("verdict", "")
        page.minutes_needed = article.get("minutes")
        page.reviewed_product = self.products.get(article.get("reviewed", ""))
        set_streams(page, **self._write_streams(article, text))
        self._set_children(page, article)

    def _write_streams(self, article: dict[str, Any], text: dict[str, Any]) -> dict[str, Any]:
        body = self.writer.write_body(f"{text['body']}\n\n{text.get('after', '')}")
        return {
            "body": body,
            "pros": make_stream(("line", line) for line in text.get("pros", ())),
            "cons": make_stream(("line", line) for line in text.get("cons", ())),
            "materials": make_stream(("line", line) for line in article.get(f"needs_{self.place.short}", ())),
            "steps": make_stream(("step", self._write_step(step)) for step in text.get("steps", ())),
        }

    def _write_step(self, step: dict[str, str]) -> dict[str, Any]:
        return {"title": step["title"], "text": self.writer.write_line(step["text"]), "picture": NO_PICTURE}

    def _set_children(self, page: ArticlePage, article: dict[str, Any]) -> None:
        author: Author | None = self.authors.get(article["author"])
        topics = [pk for key in article.get("topics", ()) if (pk := self.pages.find("topic", key))]
        page.article_authors.set([ArticleAuthor(author=author)] if author else [])
        page.article_topics.set([ArticleTopic(topic_id=pk, sort_order=place) for place, pk in enumerate(topics)])
        page.review_scores.set(
            [
                ReviewScore(label=score[self.place.short], score=Decimal(str(score["value"])), sort_order=place)
                for place, score in enumerate(article.get("scores", ()))
            ]
        )


def _scatter(key: str) -> int:
    """Minutes by which an article is older than its days say: nobody publishes at the same minute each day."""
    return sum(map(ord, key)) % 480
