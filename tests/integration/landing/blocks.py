"""Raw blocks as editors leave them behind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

Block = tuple[str, Any]


def chosen(*words: str) -> dict[str, Any]:
    """A selection of exactly these products."""
    return {"source": "products", "products": list(words)}


def by_rule(*, limit: int = 10, **rule: Any) -> dict[str, Any]:
    """A selection by a rule."""
    return {"source": "rule", "rule": rule, "limit": limit}


def by_search(text: str, *, limit: int = 10) -> dict[str, Any]:
    return {"source": "search", "text": text, "limit": limit}


def shelf(selection: dict[str, Any], heading: str = "热销", **more: Any) -> Block:
    return "shelf", {"heading": heading, "selection": selection, **more}


def picture(image: Any, alt: str = "一只杯子") -> dict[str, Any]:
    return {"image": image.pk if image is not None else None, "alt_text": alt, "decorative": False}


def countdown(starts_at: datetime, ends_at: datetime, **more: Any) -> Block:
    return "countdown", {
        "starts_at": starts_at.isoformat(),
        "ends_at": ends_at.isoformat(),
        "upcoming": {"heading": "即将开始", "text": ""},
        "running": {"heading": "正在进行", "text": ""},
        "ended": {"heading": "已经结束", "text": ""},
        **more,
    }
