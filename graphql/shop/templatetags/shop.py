"""What templates of the shop need beside Django's own tags."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from cms.delivery.addresses import make_address
from shop.icons import draw
from shop.pictures import describe_picture

register = template.Library()
_SCRIPT_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def address(context: template.Context, path: str) -> str:
    """The address of a path of the API in the language of the page."""
    return make_address(path, context["visit"].locale)


@register.inclusion_tag("shop/parts/picture.html")
def picture(
    image: Mapping[str, Any] | None, sizes: str = "", is_first: bool = False, alt: str | None = None, css: str = ""
) -> dict[str, Any]:
    """An image of the API with its sources, its focus and its placeholder. `alt=""` says that it only decorates."""
    return {
        "image": describe_picture(image) if image else None,
        "alt": alt if alt is not None else (image or {}).get("alt", ""),
        "sizes": sizes,
        "is_first": is_first,
        "css": css,
    }


@register.filter
def trusted(html: str) -> SafeString:
    """HTML that the API promises to be finished and safe; never anything else."""
    return mark_safe(html)  # noqa: S308


@register.filter
def as_data(value: Any) -> SafeString:
    """A value as JSON inside a data block of a page."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(_SCRIPT_ESCAPES))  # noqa: S308


@register.filter
def moment(text: str | None) -> datetime | None:
    """An instant as the API writes it, in the time zone of the shop, for the filter `date`."""
    return localtime(datetime.fromisoformat(text)) if text else None


@register.filter
def axis_name(name: str) -> str:
    """An axis as shoppers call it: feeds often know it by a word of their own."""
    known = {
        "color": pgettext("variant", "Colour"),
        "colour": pgettext("variant", "Colour"),
        "size": pgettext("variant", "Size"),
        "length": pgettext("variant", "Length"),
        "hand": pgettext("variant", "Hand"),
        "layers": pgettext("variant", "Layers"),
        "nib": pgettext("variant", "Nib"),
        "roast": pgettext("variant", "Roast"),
        "scent": pgettext("variant", "Scent"),
        "set": pgettext("variant", "Set"),
        "ruling": pgettext("variant", "Ruling"),
        "switch": pgettext("variant", "Switches"),
        "year": pgettext("variant", "Year"),
        "weight": pgettext("variant", "Weight"),
        "capacity": pgettext("variant", "Capacity"),
        "material": pgettext("variant", "Material"),
        "flavour": pgettext("variant", "Flavour"),
        "flavor": pgettext("variant", "Flavour"),
        "pack": pgettext("variant", "Pack"),
        "shade": pgettext("variant", "Shade"),
        "version": pgettext("variant", "Version"),
    }
    return known.get(name.strip().lower(), name)


@register.filter
def is_span(price_range: Mapping[str, Any]) -> bool:
    """Whether a range of prices has two ends."""
    return price_range["low"]["amount"] != price_range["high"]["amount"]


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the shop's line icons."""
    return mark_safe(draw(name))  # noqa: S308
