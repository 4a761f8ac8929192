"""A page of brands, by name. The cursor is the place in that order, so it outlives brands that come and go."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

import orjson

from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError
from storefront.sources.brands import BrandSource, list_brands


@dataclass(slots=True)
class BrandEdgeSource:
    cursor: str
    node: BrandSource


class BrandPage:
    """A page of brands as BrandConnection reads it."""

    def __init__(self, *, locale: str, first: int, after: str | None, context: RequestContext) -> None:
        self._after = after
        place = None if after is None else _decode(after)
        brands = list_brands(locale=locale, context=context)
        rest = brands if place is None else [brand for brand in brands if _place(brand) > place]
        self.total_count = len(brands)
        self.has_next_page = len(rest) > first
        self.nodes = rest[:first]

    @property
    def edges(self) -> list[BrandEdgeSource]:
        return [BrandEdgeSource(_encode(brand), brand) for brand in self.nodes]

    @property
    def page_info(self) -> dict[str, Any]:
        return {
            "has_next_page": self.has_next_page,
            "has_previous_page": self._after is not None,
            "start_cursor": _encode(self.nodes[0]) if self.nodes else None,
            "end_cursor": _encode(self.nodes[-1]) if self.nodes else None,
        }


def _place(brand: BrandSource) -> tuple[str, str]:
    return brand.name.casefold(), brand.key


def _encode(brand: BrandSource) -> str:
    return urlsafe_b64encode(orjson.dumps(_place(brand))).decode().rstrip("=")


def _decode(cursor: str) -> tuple[str, str]:
    try:
        place = orjson.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except ValueError:
        place = None
    if not isinstance(place, list) or len(place) != 2 or not all(isinstance(part, str) for part in place):
        raise StorefrontError(
            Code.BAD_CURSOR, "`after` is no cursor of this list; start again without it.", argument="after"
        )
    return place[0], place[1]
