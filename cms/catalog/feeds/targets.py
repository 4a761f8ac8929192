"""PURE. Everything a mapping may fill, and what kind of value each field takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text", "gtin", "slug", "integer", "natural", "number", "boolean", "money", "currency", "datetime", "choice",
    "path", "list", "points", "blocks", "url",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """`column` is the attribute of the model that the field fills; a required one must have a value on each line."""

    column: str
    kind: Kind
    max_length: int = 0
    is_required: bool = False
    choices: tuple[str, ...] = ()
    empty: object = None


def _text(column: str, max_length: int, *, is_required: bool = False) -> Target:
    return Target(column, "text", max_length, is_required, empty="")


def _time(column: str) -> Target:
    return Target(column, "datetime")


PRODUCT = {
    "key": _text("key", 120, is_required=True),
    "brand": Target("brand", "text", 120),
    "category": Target("category", "path", 120, empty=()),
    "stage": Target("stage", "choice", choices=("new", "growth", "mature", "decline"), empty="mature"),
    "role": Target("role", "choice", choices=("traffic", "profit", "image", "potential"), empty=""),
    "released_at": _time("released_at"),
    "variant_axes": Target("variant_axes", "list", 40, empty=()),
}

OFFER = {
    "sku": _text("sku", 120, is_required=True),
    "gtin": Target("gtin", "gtin", 14, empty=""),
    "price": Target("price_minor", "money", is_required=True),
    "list_price": Target("list_price_minor", "money"),
    "floor_price": Target("floor_price_minor", "money"),
    "currency": Target("currency", "currency", 3, is_required=True),
    "stock": Target("stock", "integer"),
    "alert_level": Target("alert_level", "integer", empty=0),
    "availability": Target(
        "availability", "choice", choices=("in_stock", "presale", "made_to_order"), empty="in_stock"
    ),
    "presale_starts_at": _time("presale_starts_at"),
    "presale_ends_at": _time("presale_ends_at"),
    "ships_at": _time("ships_at"),
    "lead_days": Target("lead_days", "natural"),
    "on_shelf_from": _time("on_shelf_from"),
    "on_shelf_until": _time("on_shelf_until"),
    "sold_30_days": Target("sold_30_days", "natural", empty=0),
    "sold_total": Target("sold_total", "natural", empty=0),
    "sort_order": Target("sort_order", "integer", empty=0),
}

CONTENT = {
    "title": _text("title", 255, is_required=True),
    "slug": Target("slug", "slug", 255, empty=""),
    "summary": _text("summary", 2000),
    "selling_points": Target("selling_points", "points", 80, empty=()),
    "details": Target("details", "blocks", empty=()),
    "seo_title": _text("seo_title", 120),
    "seo_description": _text("seo_description", 320),
    "search_terms": _text("search_terms", 500),
}

OPTION = _text("options", 60)
PICTURE = Target("pictures", "url", 2000, empty=())
SPECIFICATION_KINDS: dict[str, Kind] = {"text": "text", "number": "number", "boolean": "boolean", "choice": "text"}
LONGEST_SPECIFICATION = 10_000
