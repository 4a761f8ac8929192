"""The demo's topics, and the pages that list articles and topics."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cms.catalog.models import Product
from cms.content.demo.keys import DemoPages
from cms.content.demo.pages import Place, ensure_page, publish_page
from cms.content.demo.reading import read_table
from cms.content.demo.streams import Writer
from cms.content.models import ArticleIndexPage, TopicArticle, TopicIndexPage, TopicPage, TopicProduct

_AGE = timedelta(days=120)


def ensure_index(place: Place, name: str, *, at: datetime) -> Any:
    """The page under which articles, or topics, lie: published, as everything below it needs its address."""
    text = read_table("pages.toml")[name][place.short]
    model = ArticleIndexPage if name == "articles" else TopicIndexPage
    page = model(title=text["title"], slug=text["slug"], intro=text["intro"])
    saved = ensure_page(page, kind="page", key=name, place=place, parent=place.home)
    if saved.latest_revision_id is None:
        publish_page(saved, at=at - _AGE)
    return saved


def ensure_topics(place: Place, index: TopicIndexPage) -> list[tuple[dict[str, Any], TopicPage]]:
    """Every topic with its page in a language, which may be empty still."""
    found = []
    for topic in read_table("topics.toml")["topic"]:
        text = topic[place.short]
        page = TopicPage(title=text["title"], slug=text["slug"])
        found.append((topic, ensure_page(page, kind="topic", key=topic["key"], place=place, parent=index)))
    return found


def publish_topics(
    place: Place, topics: list[tuple[dict[str, Any], TopicPage]], pages: DemoPages, writer: Writer, *, at: datetime
) -> int:
    """Fill and publish the topics that nobody has saved yet; returns how many."""
    empty = [(topic, page) for topic, page in topics if page.latest_revision_id is None]
    products = Product.objects.in_bulk([key for topic, _page in empty for key in topic["products"]], field_name="key")
    for topic, page in empty:
        text = topic[place.short]
        page.intro = writer.write_html(text["intro"])
        page.search_description = text["seo_description"]
        page.picture_id = writer.scenes.get(topic["scene"])
        articles = [pk for key in topic["articles"] if (pk := pages.find("article", key))]
        page.topic_articles.set([TopicArticle(article_id=pk, sort_order=number) for number, pk in enumerate(articles)])
        page.topic_products.set(
            [
                TopicProduct(product=products[key], sort_order=number)
                for number, key in enumerate(topic["products"])
                if key in products
            ]
        )
        publish_page(page, at=at - _AGE / 2)
    return len(empty)
