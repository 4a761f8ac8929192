"""From raw blocks of campaigns to typed data. What depends on the clock is decided when it is read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from campaigns.landing.blocks.comparison import MOST_COMPARED, MOST_ROWS
from cms.content.rendering.page_blocks import SHARED_RENDERERS, render_products
from cms.content.rendering.reading import BlockRenderer, Rendering


def render_shelf(value: Any, rendering: Rendering) -> dict[str, Any]:
    return {
        **render_products(value, rendering),
        "text": value.get("text") or "",
        "anchor": (value.get("anchor") or "").strip().lstrip("#"),
        "navigation": value.get("navigation") or value.get("heading") or "",
        "picture": rendering.picture(value.get("picture")),
    }


def render_countdown(value: Any, rendering: Rendering) -> dict[str, Any] | None:
    starts_at, ends_at = read_instant(value.get("starts_at")), read_instant(value.get("ends_at"))
    if starts_at is None or ends_at is None:
        return None
    return {
        "startsAt": _write(starts_at),
        "endsAt": _write(ends_at),
        "moments": {state: _render_moment(value.get(state)) for state in ("upcoming", "running", "ended")},
        "link": rendering.link(value.get("link")),
    }


def _render_moment(value: Any) -> dict[str, str]:
    value = value or {}
    return {"heading": value.get("heading") or "", "text": value.get("text") or ""}


def render_live_room(value: Any, rendering: Rendering) -> dict[str, Any] | None:
    starts_at, ends_at = read_instant(value.get("starts_at")), read_instant(value.get("ends_at"))
    if starts_at is None or ends_at is None:
        return None
    return {
        "heading": value.get("heading") or "",
        "host": value.get("host") or "",
        "text": value.get("text") or "",
        "startsAt": _write(starts_at),
        "endsAt": _write(ends_at),
        "picture": rendering.picture(value.get("picture")),
        "link": rendering.link(value.get("link")),
        "replay": rendering.link(value.get("replay")),
        **rendering.products(value.get("selection")),
    }


def render_group_code(value: Any, _rendering: Rendering) -> dict[str, Any] | None:
    if not value.get("group"):
        return None
    return {
        "heading": value.get("heading") or "",
        "text": value.get("text") or "",
        "fullText": value.get("full_text") or "",
        "groupId": value["group"],
    }


def render_comparison(value: Any, rendering: Rendering) -> dict[str, Any] | None:
    products = rendering.products(value.get("selection"))
    if not products["productKeys"]:
        return None
    return {
        "heading": value.get("heading") or "",
        "text": value.get("text") or "",
        "productKeys": products["productKeys"][:MOST_COMPARED],
        "specificationKeys": (value.get("specifications") or [])[:MOST_ROWS],
    }


LANDING_RENDERERS: dict[str, BlockRenderer] = {
    **SHARED_RENDERERS,
    "shelf": render_shelf,
    "countdown": render_countdown,
    "live_room": render_live_room,
    "group_code": render_group_code,
    "comparison": render_comparison,
}


def read_instant(raw: Any) -> datetime | None:
    """An instant from raw stream data, where it may be text or a value already."""
    instant = parse_datetime(raw) if isinstance(raw, str) else raw
    if not isinstance(instant, datetime):
        return None
    return make_aware(instant) if is_naive(instant) else instant


def _write(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()
