"""From raw blocks to typed data, in the names of the GraphQL schema."""

from __future__ import annotations

from typing import Any

from cms.catalog import details
from cms.catalog.selections.rules import list_values
from cms.content.page_blocks.articles import CHOSEN, MOST_TEASERS, TOPIC
from cms.content.rendering.reading import BlockRenderer, Rendering
from cms.content.videos import read_video
from cms.media.changes import describe_media_target
from cms.media.delivering import describe_video


def render_slides(value: Any, rendering: Rendering) -> dict[str, Any] | None:
    slides = [_render_slide(slide or {}, rendering) for slide in list_values(value.get("slides"))]
    shown = [slide for slide in slides if slide is not None]
    return {"slides": shown, "seconds": value.get("seconds") or 0} if shown else None


def _render_slide(slide: Any, rendering: Rendering) -> dict[str, Any] | None:
    picture = rendering.picture(slide.get("picture"))
    if picture is None:
        return None
    return {
        "picture": picture,
        "phonePicture": rendering.picture(slide.get("phone_picture")),
        "heading": slide.get("heading") or "",
        "text": slide.get("text") or "",
        "link": rendering.link(slide.get("link")),
    }


def render_products(value: Any, rendering: Rendering) -> dict[str, Any]:
    return {
        "heading": value.get("heading") or "",
        "layout": value.get("layout") or "grid",
        "more": rendering.link(value.get("more")),
        **rendering.products(value.get("selection")),
    }


def render_tiles(value: Any, rendering: Rendering) -> dict[str, Any] | None:
    tiles = []
    for tile in list_values(value.get("tiles")):
        key = (tile or {}).get("category")
        if key:
            heading, picture = tile.get("heading") or "", rendering.picture(tile.get("picture"))
            tiles.append({"categoryKey": key, "heading": heading, "picture": picture})
    return {"heading": value.get("heading") or "", "tiles": tiles} if tiles else None


def render_articles(value: Any, rendering: Rendering) -> dict[str, Any]:
    """Which articles is decided when it is read: by key, or by the labels they have to carry."""
    source, limit = value.get("source"), min(value.get("limit") or 3, MOST_TEASERS)
    keys: list[str] = []
    labels: list[str] = []
    if source == CHOSEN:
        ids = [pk for pk in list_values(value.get("pages")) if pk][:MOST_TEASERS]
        pages = [rendering.sources.pages[pk] for pk in ids if pk in rendering.sources.pages]
        keys = [page.translation_key.hex for page in pages]
        limit = len(keys)
    elif source == TOPIC:
        topic = rendering.sources.pages.get(value.get("topic") or 0)
        labels = [f"topic:{topic.translation_key.hex}" if topic is not None else "topic:"]
    elif value.get("kind"):
        labels = [f"kind:{value['kind']}"]
    return {
        "heading": value.get("heading") or "",
        "articleKeys": keys,
        "articleLabels": labels,
        "isChosen": source == CHOSEN,
        "limit": limit,
        "more": _render_more(value.get("more"), rendering),
    }


def _render_more(pk: int | None, rendering: Rendering) -> dict[str, Any] | None:
    address = rendering.find_page_address(pk)
    return {"address": address, "label": ""} if address else None


def render_video(value: Any, rendering: Rendering) -> dict[str, Any] | None:
    video = read_video(value.get("address") or "")
    file = rendering.sources.media.get(value.get("file") or 0)
    if video is None and file is None:
        return None
    if file is not None:
        rendering.dependencies.add(describe_media_target(file.pk))
    shown = describe_video(file) if video is None and file is not None else {}
    poster = shown.pop("poster", None)
    return {
        **shown,
        "title": value.get("heading") or "",
        "caption": value.get("caption") or "",
        "url": value["address"] if video is not None else None,
        "embedUrl": video.embed_url if video is not None else None,
        "platform": video.platform if video is not None else "",
        "fileUrl": file.url if video is None and file is not None else None,
        "image": rendering.picture(value.get("poster")) or poster,
    }


def _adopt(type_: str) -> BlockRenderer:
    """A block of products' details, which is rendered by the catalogue."""

    def render(value: Any, rendering: Rendering) -> dict[str, Any] | None:
        rendered = details.render_details([{"type": type_, "value": value}], rendering.sources.images)
        return {name: data for name, data in rendered[0].items() if name not in ("type", "id")} if rendered else None

    return render


SHARED_RENDERERS: dict[str, BlockRenderer] = {
    "carousel": render_slides,
    "categories": render_tiles,
    "products": render_products,
    "video": render_video,
    "articles": render_articles,
    **{name: _adopt(name) for name in ("heading", "text", "picture", "text_and_picture", "questions")},
}
