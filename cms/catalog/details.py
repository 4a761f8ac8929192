"""Turns the blocks of a product's details into typed data with finished HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import nh3
from django.utils.translation import get_language
from wagtail.rich_text import expand_db_html

from cms.catalog.links import follow_titles
from cms.delivery.links import collect_link_targets
from cms.media.delivering import describe_image

Images = Mapping[int, Any]
"""Images by id, their renditions prefetched."""

BlockRenderer = Callable[[Any, Images], dict[str, Any] | None]
"""(raw value, images) -> data of the block, None where there is nothing to show."""

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "b", "strong", "i", "em", "u", "s", "sup", "sub", "ul", "ol", "li"),
    *("a", "blockquote", "code", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}


def render_html(source: str) -> str:
    """Stored rich text as HTML a storefront may show: links resolved, everything unsafe gone."""
    if not source:
        return ""
    followed = follow_titles(source, get_language() or "")
    return nh3.clean(expand_db_html(followed), tags=_TAGS, attributes=_ATTRIBUTES, link_rel="noopener")


def collect_image_ids(raw: Any) -> Iterator[int]:
    """Every image that raw stream data names, however deep."""
    if isinstance(raw, Mapping):
        if "image" in raw and isinstance(raw["image"], int):
            yield raw["image"]
        for value in raw.values():
            yield from collect_image_ids(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from collect_image_ids(value)


def collect_links(raw: Any) -> Iterator[str]:
    """Every target that rich text in raw stream data links to: "page:3", "document:7"."""
    if isinstance(raw, str):
        yield from collect_link_targets(raw)
    elif isinstance(raw, Mapping):
        for value in raw.values():
            yield from collect_links(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from collect_links(value)


def render_picture(
    value: Any, images: Images, *, fallback: str = "", language: str | None = None
) -> dict[str, Any] | None:
    """The image of a picture block's raw value, or of an id; None where it is gone.

    `fallback` is what it is called where nobody has described it: the title of the page it stands for, say.
    """
    if not isinstance(value, Mapping):
        value = {"image": value}
    image = images.get(value.get("image") or 0)
    if image is None:
        return None
    described = describe_image(image, alt=value.get("alt_text") or "", fallback=fallback, language=language)
    # A picture that only decorates says nothing, not even its title.
    return {**described, "alt": ""} if value.get("decorative") else described


def render_details(
    raw: Iterable[Mapping[str, Any]], images: Images, more: Mapping[str, BlockRenderer] | None = None
) -> list[dict[str, Any]]:
    """Raw stream data as delivered blocks; a block with nothing to show is left out.

    `more` renders the blocks that other pages have beside those of a product's details.
    """
    blocks = []
    renderers = {**_RENDERERS, **(more or {})}
    for child in raw:
        render = renderers.get(child["type"])
        data = render(child["value"], images) if render else None
        if data is not None:
            # A renderer may say another type: several blocks of the editor can be one for the storefront.
            blocks.append({"type": child["type"], "id": child.get("id") or "", **data})
    return blocks


def _render_heading(value: Any, _images: Images) -> dict[str, Any] | None:
    return {"text": value} if value else None


def _render_text(value: Any, _images: Images) -> dict[str, Any] | None:
    html = render_html(value or "")
    return {"html": html} if html else None


def _render_picture_block(value: Any, images: Images) -> dict[str, Any] | None:
    image = render_picture(value, images)
    return {"image": image} if image else None


def _render_text_and_picture(value: Any, images: Images) -> dict[str, Any] | None:
    return {
        "heading": value.get("heading") or "",
        "html": render_html(value.get("text") or ""),
        "image": render_picture(value.get("picture"), images),
        "side": value.get("side") or "left",
    }


def _render_questions(value: Any, _images: Images) -> dict[str, Any] | None:
    items = [
        {"question": item.get("question") or "", "html": render_html(item.get("answer") or "")}
        for item in (child.get("value", child) for child in value or [])
    ]
    return {"items": items} if items else None


_RENDERERS: dict[str, BlockRenderer] = {
    "heading": _render_heading,
    "text": _render_text,
    "picture": _render_picture_block,
    "text_and_picture": _render_text_and_picture,
    "questions": _render_questions,
}
