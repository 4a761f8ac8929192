"""PURE. What `<picture>` needs, from an Image of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shop.placeholders import make_placeholder

_TYPES = {"avif": "image/avif", "webp": "image/webp"}
_STEP = 10


def describe_picture(image: Mapping[str, Any]) -> dict[str, Any]:
    """Sources by format, the focus as classes (style attributes are not allowed here), and the placeholder."""
    return {
        "url": image["url"],
        "width": image.get("width"),
        "height": image.get("height"),
        "sources": [{"type": type_, "srcset": image[name]} for name, type_ in _TYPES.items() if image.get(name)],
        "focus": describe_focus(image.get("focalPoint")),
        "placeholder": make_placeholder(image.get("blurhash") or ""),
    }


def describe_focus(point: Mapping[str, float] | None) -> str:
    """Classes for a focal point, in steps of a tenth: "fx-3 fy-7"; "" for the middle."""
    if point is None:
        return ""
    return " ".join(f"f{axis}-{round(min(max(point[axis], 0), 1) * _STEP)}" for axis in ("x", "y"))
