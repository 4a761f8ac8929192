"""Loads the demo's articles, topics, menus and what the shop says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cms.catalog.demo.scene_pictures import find_scenes
from cms.content.demo.articles import ArticleFiller, ensure_articles
from cms.content.demo.keys import DemoPages, find_pages
from cms.content.demo.pages import Place, list_places
from cms.content.demo.people import load_authors, load_series
from cms.content.demo.reading import read_articles, read_table
from cms.content.demo.site import load_menus, load_site
from cms.content.demo.streams import Writer
from cms.content.demo.topics import ensure_index, ensure_topics, publish_topics


def load_content(*, at: datetime) -> int:
    """Add what is missing of the demo's content; returns how many pages, authors, series and menus that were."""
    places, scenes = list_places(), find_scenes()
    added = load_authors(places, scenes)
    added += sum(_load_place(place, scenes, at=at) for place in places)
    added += load_series(places, scenes)
    added += sum(load_menus(place, find_demo_pages(place)) for place in places)
    return added + load_site(places, scenes)


def _load_place(place: Place, scenes: Mapping[str, int], *, at: datetime) -> int:
    articles = ensure_articles(place, ensure_index(place, "articles", at=at))
    topics = ensure_topics(place, ensure_index(place, "topics", at=at))
    pages = find_demo_pages(place)
    added = ArticleFiller(place, pages, scenes).publish_missing(articles, at=at)
    return added + publish_topics(place, topics, pages, Writer(pages, scenes), at=at)


def find_demo_pages(place: Place) -> DemoPages:
    """All pages of the demo's content in a language."""
    names = [("article", article["key"]) for article in read_articles()]
    names += [("topic", topic["key"]) for topic in read_table("topics.toml")["topic"]]
    return find_pages([*names, ("page", "articles"), ("page", "topics")], locale_id=place.locale.pk)
