"""What templates of the shop need beside Django's own tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import pgettext

from cms.delivery.addresses import make_address
from shop.cards import make_card
from shop.countdowns import describe_time_left
from shop.icons import STARS, draw
from shop.pictures import describe_picture
from shop.themes import name_theme

register = template.Library()


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
def block_templates(block: Mapping[str, Any]) -> list[str]:
    """The template of a content block; a kind that came after this version shows nothing."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", block["type"].removesuffix("Block")).lower()
    return [f"shop/blocks/{name}.html", "shop/blocks/unknown.html"]


@register.filter
def table_rows(block: Mapping[str, Any]) -> list[list[tuple[str, bool]]]:
    """The cells of a table, each with whether its column holds numbers."""
    are_numbers = [column["isNumber"] for column in block["columns"]]
    return [list(zip(row, are_numbers, strict=False)) for row in block["rows"]]


@register.filter
def time_left(block: Mapping[str, Any]) -> dict[str, str]:
    """What a countdown shows before its script runs, and without it."""
    return describe_time_left(block)


@register.inclusion_tag("shop/parts/slide_picture.html")
def slide_picture(slide: Mapping[str, Any], is_first: bool = False) -> dict[str, Any]:
    """The picture of a slide, with the upright one for phones where there is one."""
    phone = slide["phonePicture"]
    return {
        "wide": describe_picture(slide["picture"]),
        "phone": describe_picture(phone) if phone else None,
        "alt": slide["picture"]["alt"],
        "is_first": is_first,
    }


@register.simple_tag
def theme_address(theme: Mapping[str, Any]) -> str:
    """The stylesheet of a landing page's colours."""
    return f"/theme/{name_theme(theme)}.css"


@register.filter
def article_kind(kind: str) -> str:
    """What a kind of article is called."""
    names = {
        "NEWS": pgettext("article kind", "News"),
        "REVIEW": pgettext("article kind", "Review"),
        "HOW_TO": pgettext("article kind", "How-to"),
        "LIFESTYLE": pgettext("article kind", "Lifestyle"),
    }
    return names.get(kind.upper(), kind)


@register.filter
def page_kind(kind: str) -> str:
    """What a kind of page that was found is called."""
    names = {
        "ARTICLE": pgettext("page kind", "Article"),
        "LANDING_PAGE": pgettext("page kind", "Campaign"),
        "POST": pgettext("page kind", "Community"),
        "TOPIC": pgettext("page kind", "Topic"),
    }
    return names.get(kind, kind)


@register.filter
def get(values: Mapping[str, Any], name: str) -> Any:
    """What stands under a name that is only known now; None where nothing does."""
    return values.get(name)


@register.filter
def one_card(product: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A single product as cards."""
    return [make_card(product)]


@register.filter
def score(values: Mapping[str, str], dimension: str) -> str:
    """What a form says of one dimension of a review."""
    return values.get(f"score-{dimension}", "")


@register.filter
def percent(share: float | None) -> str:
    """A share as a whole percentage."""
    return f"{round((share or 0) * 100)}%"


@register.filter
def star_width(rating: float | None) -> str:
    """How far the stars of a rating reach, of a picture 120 wide."""
    return str(round(float(rating or 0) * 24, 1))


@register.simple_tag
def star_path() -> str:
    """Five stars side by side."""
    return STARS


@register.filter
def unlocalised(number: float) -> str:
    """A number as HTML's attributes take it."""
    return str(number)


@register.filter
def cards(products: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Products as cards, of whichever type of the API they are."""
    return [make_card(product) for product in products]


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of the shop's line icons."""
    return mark_safe(draw(name))  # noqa: S308
