"""Shows a draft as it will be served: from the very body publishing would deliver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from cms.catalog import rendering, selectors
from cms.catalog.models import Offer, ProductContent

PAGE, CARD = "", "card"
_TEMPLATES = {PAGE: "preview/product.html", CARD: "preview/card.html"}
_FORMATS = ("avif", "webp", "jpeg", "png")


def preview_product(content: ProductContent, request: HttpRequest, mode: str) -> HttpResponse:
    """The draft in its own language, as a page or as it stands in a list."""
    body = rendering.render_products([content])[0].body
    offers = selectors.find_offers([body["key"]], at=timezone.now()).get(body["key"], [])
    with translation.override(body["locale"]):
        html = render_to_string(_TEMPLATES.get(mode, _TEMPLATES[PAGE]), describe_page(body, offers), request)
    return HttpResponse(html)


def describe_page(body: Mapping[str, Any], offers: Iterable[Offer]) -> dict[str, Any]:
    """What the template needs beside the body: sources of pictures, and what can be bought."""
    offers = list(offers)
    images = [describe_picture(image) for image in body["images"]]
    return {
        "body": body,
        "images": images,
        "details": [_describe_block(block) for block in body["details"]],
        "offers": offers,
        "cheapest": min(offers, key=lambda offer: offer.price_minor, default=None),
        "axes": [(axis, _list_options(offers, axis)) for axis in body["variantAxes"]],
    }


def describe_picture(image: Mapping[str, Any]) -> dict[str, Any]:
    """An image with one source a format, best compressed first."""
    sources = []
    for name in _FORMATS:
        found = [one for one in image["renditions"] if one["format"] == name]
        if found:
            srcset = ", ".join(f"{one['url']} {one['width']}w" for one in found)
            sources.append({"type": f"image/{name}", "srcset": srcset})
    focus = image["focalPoint"]
    position = f"{focus['x']:.0%} {focus['y']:.0%}" if focus else "50% 50%"
    return {**image, "sources": sources, "position": position}


def _describe_block(block: Mapping[str, Any]) -> dict[str, Any]:
    described = dict(block)
    if described.get("image"):
        described["image"] = describe_picture(described["image"])
    # Rich text is cleaned where the body is made.
    if "html" in described:
        described["html"] = mark_safe(described["html"])  # noqa: S308
    if "items" in described:
        described["questions"] = [
            {**item, "html": mark_safe(item["html"])}  # noqa: S308
            for item in described.pop("items")
        ]
    return described


def _list_options(offers: Iterable[Offer], axis: str) -> list[str]:
    return list(dict.fromkeys(offer.options[axis] for offer in offers if offer.options.get(axis)))
