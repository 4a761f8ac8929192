"""Puts the demo's authors and series in place; what is there stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from cms.content.demo.keys import find_pages, make_key
from cms.content.demo.pages import Place
from cms.content.demo.reading import read_table
from cms.content.models import ArticlePage, Author, Series, SeriesArticle


@transaction.atomic
def load_authors(places: Sequence[Place], scenes: Mapping[str, int]) -> int:
    """Add the authors who are missing; returns how many."""
    added = 0
    for row in read_table("authors.toml")["author"]:
        for place in places:
            added += _add_author(row, place, scenes)
    return added


def _add_author(row: dict[str, Any], place: Place, scenes: Mapping[str, int]) -> bool:
    translation_key = make_key("author", row["key"])
    if Author.objects.filter(translation_key=translation_key, locale=place.locale).exists():
        return False
    text = row[place.short]
    Author.objects.create(
        translation_key=translation_key,
        locale=place.locale,
        name=text["name"],
        slug=text["slug"],
        role=text["role"],
        credentials="\n".join(text["credentials"]),
        bio=f"<p>{text['bio']}</p>",
        picture_id=scenes.get(row["scene"]),
    )
    return True


def find_authors(place: Place) -> dict[str, Author]:
    """The demo's authors in a language, by their names in the data."""
    keys = {make_key("author", row["key"]): row["key"] for row in read_table("authors.toml")["author"]}
    rows = Author.objects.filter(translation_key__in=keys, locale=place.locale)
    return {keys[author.translation_key]: author for author in rows}


@transaction.atomic
def load_series(places: Sequence[Place], scenes: Mapping[str, int]) -> int:
    """Add the series that are missing, each with its articles; returns how many."""
    return sum(_add_series(row, place, scenes) for row in read_table("series.toml")["series"] for place in places)


def _add_series(row: dict[str, Any], place: Place, scenes: Mapping[str, int]) -> bool:
    translation_key = make_key("series", row["key"])
    if Series.objects.filter(translation_key=translation_key, locale=place.locale).exists():
        return False
    text = row[place.short]
    series = Series(
        translation_key=translation_key,
        locale=place.locale,
        title=text["title"],
        slug=text["slug"],
        description=text["description"],
        picture_id=scenes.get(row["scene"]),
    )
    pages = find_pages((("article", key) for key in row["articles"]), locale_id=place.locale.pk)
    articles = ArticlePage.objects.in_bulk([pk for key in row["articles"] if (pk := pages.find("article", key))])
    series.series_articles.set(
        [SeriesArticle(article=article, sort_order=position) for position, article in enumerate(articles.values())]
    )
    series.save()
    return True
