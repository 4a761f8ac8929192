from __future__ import annotations

from typing import Any

import graphene

from search.selectors import Suggestion as SuggestionSource
from search.selectors import SuggestionKind as Kind


class SuggestionKind(graphene.Enum):
    """What a suggestion leads to."""

    QUERY = Kind.QUERY.value
    CATEGORY = Kind.CATEGORY.value
    BRAND = Kind.BRAND.value
    PRODUCT = Kind.PRODUCT.value

    @property
    def description(self) -> str:
        return {
            "query": "A search for its text.",
            "category": "The page of a category.",
            "brand": "The page of a brand.",
            "product": "The page of a product.",
        }[self.value]


class Suggestion(graphene.ObjectType):
    """What a shopper may be about to type, or to look for."""

    text = graphene.NonNull(graphene.String, description="What to show, and what to search for.")
    kind = graphene.NonNull(SuggestionKind, description="What it leads to.")
    path = graphene.String(description="The path of the page it leads to; null for a search.")

    @staticmethod
    def resolve_kind(source: SuggestionSource, _info: Any) -> str:
        return source.kind.value

    @staticmethod
    def resolve_path(source: SuggestionSource, _info: Any) -> str | None:
        return source.document.path if source.document is not None else None
