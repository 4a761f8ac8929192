from __future__ import annotations

from typing import Any

import graphene

from storefront.paging import require_first
from storefront.types.base import Delivered, required_list
from storefront.types.cards import ProductCard

COMPARED = 6
ROWS = 20


class ComparisonRow(Delivered):
    """One specification of every product compared."""

    key = graphene.NonNull(graphene.String, description="The key of the specification.")
    name = graphene.NonNull(graphene.String, description="What it is called.")
    values = graphene.NonNull(
        graphene.List(graphene.String), description="The value of each product, in their order; null: not said."
    )


class ComparisonBlock(Delivered):
    """Products side by side, as they are now."""

    id = graphene.NonNull(graphene.String, description="Stable while the block exists; no global id.")
    heading = graphene.NonNull(graphene.String, description="The heading; may be empty.")
    text = graphene.NonNull(graphene.String, description="Below the heading; may be empty.")
    products = required_list(
        ProductCard,
        "The products that can be seen now: the columns.",
        first=graphene.Int(default_value=COMPARED, description="At most so many, 1 to 100."),
    )
    rows = required_list(
        ComparisonRow,
        "The rows: those the editor chose, else all that several of the products have.",
        first=graphene.Int(default_value=ROWS, description="At most so many, 1 to 100."),
    )

    @staticmethod
    def resolve_products(block: dict[str, Any], _info: Any, first: int | None = COMPARED) -> list[Any]:
        return block["page"].list_products(block)[: require_first(first, COMPARED)]

    @staticmethod
    def resolve_rows(block: dict[str, Any], _info: Any, first: int | None = ROWS) -> list[dict[str, Any]]:
        products = block["page"].list_products(block)
        return compare([product.data["specifications"] for product in products], block["specificationKeys"])[
            : require_first(first, ROWS)
        ]


def compare(columns: list[list[dict[str, Any]]], keys: list[str]) -> list[dict[str, Any]]:
    """Rows for `keys`, else for what at least two of `columns` say; a row that nobody fills is left out."""
    by_key = [{one["key"]: one for one in column} for column in columns]
    names = {key: one["name"] for column in by_key for key, one in column.items()}
    if not keys:
        keys = [key for key in names if sum(key in column for column in by_key) >= min(2, len(by_key))]
    return [
        {
            "key": key,
            "name": names[key],
            "values": [column[key]["label"] if key in column else None for column in by_key],
        }
        for key in keys
        if key in names
    ]
