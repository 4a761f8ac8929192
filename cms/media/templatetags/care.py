"""What the page of a picture shows beside Wagtail's own: crops, a focal point to begin with, what looks the same."""

from __future__ import annotations

from typing import Any

from django import template

from cms.media.admin.care import list_changeable
from cms.media.alike.finding import Alike, find_alike
from cms.media.models import MediaImage
from cms.media.salience import read_look, suggest_focus

register = template.Library()

_CROPS = (("1:1", "1 / 1"), ("3:4", "3 / 4"), ("16:9", "16 / 9"))
_MOST = 4


@register.simple_tag
def list_crops() -> tuple[tuple[str, str], ...]:
    """The shapes that storefronts cut pictures to: a name, and how CSS writes it."""
    return _CROPS


@register.simple_tag
def find_crop_position(image: MediaImage) -> str:
    """Where a crop keeps to, as CSS writes it: the focal point, else the middle."""
    if image.focal_point_x is None or image.focal_point_y is None or not image.width or not image.height:
        return "50% 50%"
    shares = (image.focal_point_x / image.width, image.focal_point_y / image.height)
    return " ".join(f"{min(1.0, max(0.0, share)):.1%}" for share in shares)


@register.simple_tag
def suggest_focal_box(image: MediaImage) -> dict[str, int] | None:
    """The corners of what stands out, in pixels; None where nothing does, or somebody has set a focal point."""
    look = None if image.focal_point_x is not None else read_look(bytes(image.look))
    focus = suggest_focus(look) if look is not None else None
    if focus is None:
        return None
    return {
        "left": round(focus.left * image.width),
        "top": round(focus.top * image.height),
        "right": round(focus.right * image.width),
        "bottom": round(focus.bottom * image.height),
    }


@register.simple_tag(takes_context=True)
def list_alike(context: Any, image: MediaImage) -> list[Alike]:
    """The pictures of the library that look the same, of those the reader may change."""
    return find_alike(image, among=list_changeable(context["request"].user))[:_MOST]
