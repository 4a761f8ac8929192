"""What stands around every page is the same for everybody, so each process asks for it but once a second."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from shop.visits import Visit

_kept: dict[str, tuple[float, dict[str, Any]]] = {}


def read_frame(visit: Visit) -> dict[str, Any]:
    """Site, menus and categories in the language of the visit; never an older one for who looks at a draft."""
    if visit.context.is_preview or not settings.SHOP_FRAME_SECONDS:
        return visit.ask("frame")
    now = visit.context.at.timestamp()
    asked_at, frame = _kept.get(visit.locale, (0.0, {}))
    if not 0 <= now - asked_at < settings.SHOP_FRAME_SECONDS:
        frame = visit.ask("frame")
        _kept[visit.locale] = (now, frame)
    return frame
