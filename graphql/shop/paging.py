"""Long lists, a page at a time, by links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from cms.delivery.addresses import make_address
from shop.visits import Visit


def describe_place(visit: Visit, path: str, page_info: Mapping[str, Any], **query: str) -> dict[str, Any]:
    """Where the list at `path` goes on, and where it begins; "" for what there is no need to say."""
    address = make_address(path, visit.locale)
    more = {**query, "after": page_info["endCursor"]} if page_info["hasNextPage"] else None
    return {
        "address": address,
        "more_address": f"{address}?{urlencode(more)}" if more else "",
        "first_address": f"{address}?{urlencode(query)}".rstrip("?") if visit.request.GET.get("after") else "",
    }
