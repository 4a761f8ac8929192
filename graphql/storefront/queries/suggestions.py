from __future__ import annotations

from typing import Any

import graphene

from search.selectors import suggest
from storefront.paging import require_first
from storefront.queries.arguments import describe_place, describe_text, require_text
from storefront.types.base import required_list
from storefront.types.suggestion import Suggestion

MOST = 20
_USUAL = 8


class SuggestionQueries(graphene.ObjectType):
    suggestions = required_list(
        Suggestion,
        "What fits what a shopper has typed so far, the best first: searches that find something, categories, brands "
        "and products. Chinese also by pinyin and its beginnings (`koh` for 口红); one slip of the finger is forgiven.",
        text=describe_text(),
        first=graphene.Argument(
            graphene.Int, default_value=_USUAL, description=f"How many at most, {MOST} being the most."
        ),
        locale=describe_place()["locale"],
    )

    @staticmethod
    def resolve_suggestions(
        _root: Any, info: Any, text: str, first: int | None = _USUAL, locale: str | None = None
    ) -> Any:
        context = info.context
        wanted = min(require_first(first, _USUAL), MOST)
        return suggest(require_text(text), locale=context.choose_locale(locale), first=wanted, at=context.at)
