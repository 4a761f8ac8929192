"""Turns the blocks only articles have into typed data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cms.catalog.details import BlockRenderer, Images, render_details, render_html, render_picture
from cms.content.videos import read_video

_LONGEST_TABLE = 200


def render_blocks(raw: Iterable[Mapping[str, Any]], images: Images) -> list[dict[str, Any]]:
    """Raw stream data of an article as delivered blocks."""
    return render_details(raw, images, _RENDERERS)


def render_steps(raw: Iterable[Mapping[str, Any]], images: Images) -> list[dict[str, Any]]:
    """The steps of a how-to."""
    return [
        {
            "title": child["value"].get("title") or "",
            "html": render_html(child["value"].get("text") or ""),
            "image": render_picture(child["value"].get("picture"), images),
        }
        for child in raw
    ]


def render_lines(raw: Iterable[Mapping[str, Any]]) -> list[str]:
    """A stream of single lines."""
    return [line for child in raw if (line := (child["value"] or "").strip())]


def render_citations(raw: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Where facts come from."""
    names = ("title", "publisher", "url")
    return [{name: child["value"].get(name) or "" for name in names} for child in raw]


def collect_product_keys(blocks: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The products that delivered blocks show, in order."""
    for block in blocks:
        if block["type"] == "products":
            yield from block["keys"]


def list_texts(blocks: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What there is to read in delivered blocks."""
    for block in blocks:
        yield from (block[name] for name in ("heading", "text", "html") if block.get(name))
        for item in block.get("items", ()):
            yield from (item["question"], item["html"])
        for row in block.get("rows", ()):
            yield from row


def _render_product(value: Any, _images: Images) -> dict[str, Any] | None:
    return {"type": "products", "heading": "", "note": "", "keys": [value]} if value else None


def list_card_keys(child: Mapping[str, Any]) -> list[str]:
    """The keys of the products that a raw block shows as cards."""
    value = child["value"]
    if child["type"] == "product":
        return [value] if value else []
    if child["type"] != "products":
        return []
    items = (one.get("value") if isinstance(one, Mapping) else one for one in value.get("products") or [])
    return list(dict.fromkeys(key for key in items if key))


def _render_products(value: Any, _images: Images) -> dict[str, Any] | None:
    keys = list_card_keys({"type": "products", "value": value})
    if not keys:
        return None
    return {"heading": value.get("heading") or "", "note": value.get("note") or "", "keys": keys}


def _render_quote(value: Any, _images: Images) -> dict[str, Any] | None:
    text = (value.get("text") or "").strip()
    return {"text": text, "source": value.get("source") or ""} if text else None


def _render_video(value: Any, images: Images) -> dict[str, Any] | None:
    video = read_video(value.get("url") or "")
    if video is None:
        return None
    return {
        "title": value.get("title") or "",
        "url": value["url"],
        "embedUrl": video.embed_url,
        "platform": video.platform,
        "image": render_picture(value.get("picture"), images),
    }


def _render_table(value: Any, _images: Images) -> dict[str, Any] | None:
    columns = value.get("columns") or []
    rows = [[_write_cell(cell) for cell in row["values"]] for row in (value.get("rows") or [])[:_LONGEST_TABLE]]
    if not columns or not rows:
        return None
    return {
        "caption": value.get("caption") or "",
        "columns": [
            {"heading": column.get("heading") or "", "isNumber": column["type"] == "number"} for column in columns
        ],
        "rows": rows,
    }


def _write_cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


_RENDERERS: dict[str, BlockRenderer] = {
    "product": _render_product,
    "products": _render_products,
    "quote": _render_quote,
    "video": _render_video,
    "table": _render_table,
}
