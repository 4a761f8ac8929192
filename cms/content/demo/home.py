"""The demo's home pages: filled once, behind everything they lead to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cms.catalog.demo.scene_pictures import find_scenes
from cms.content.demo.keys import DemoPages, find_pages
from cms.content.demo.page_blocks import BlockWriter
from cms.content.demo.pages import Place, list_places, publish_page, set_streams
from cms.content.demo.reading import read_table
from cms.content.demo.streams import Writer, make_stream

_PAGES = ("article", "topic", "landing")
_AGE = timedelta(days=1)


def load_homes(*, at: datetime) -> int:
    """Fill the home pages that are empty; returns how many."""
    empty = [place for place in list_places() if not place.home.body.raw_data]
    for place in empty:
        _fill(place, read_table("pages.toml")["home"])
        publish_page(place.home, at=at - _AGE)
    return len(empty)


def _fill(place: Place, data: dict[str, Any]) -> None:
    text = data[place.short]
    blocks = BlockWriter(place.code, Writer(_find_pages(place, data["block"]), find_scenes()))
    place.home.title, place.home.seo_title = text["title"], text["seo_title"]
    place.home.search_description = text["seo_description"]
    set_streams(place.home, body=make_stream(blocks.write_all(data["block"])))


def _find_pages(place: Place, blocks: list[dict[str, Any]]) -> DemoPages:
    """Those that the blocks lead to; those of apps above this one among them, as names are all it takes."""
    linked = [one for block in blocks for one in (block, *block.get("slides", ()))]
    names = [(kind, one[kind]) for one in linked for kind in _PAGES if isinstance(one.get(kind), str)]
    mentioned = [("article", "repair-desk"), ("page", "articles")]
    return find_pages([*names, *mentioned], locale_id=place.locale.pk)
