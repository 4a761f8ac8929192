"""Arguments that several root fields share, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import graphene
from django.conf import settings

from cms.money import Money, MoneyError
from search.selectors import ProductFilter, Sort
from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError
from storefront.types.filters import ProductSort

LONGEST_TEXT = 200
_SORTS = {
    "relevance": Sort.RELEVANCE,
    "newest": Sort.NEWEST,
    "best_selling": Sort.SALES,
    "price_asc": Sort.PRICE_ASC,
    "price_desc": Sort.PRICE_DESC,
}


def describe_place() -> dict[str, graphene.Argument]:
    """`locale` and `channel`, which every root field takes."""
    return {
        "locale": graphene.Argument(
            graphene.String,
            description=(
                'The language to answer in, as a tag: "zh-hans", "en-GB". Left out: the header X-Vitrine-Locale, '
                "else Accept-Language, else the shop's own. What has no translation comes in another language and "
                "says so (`isFallback`)."
            ),
        ),
        "channel": graphene.Argument(
            graphene.String,
            description=(
                'Where the shopper is: "web", "app", "mini-program". Left out: the header X-Vitrine-Channel, else '
                "the shop's first. Promotions may be for some channels alone, so prices depend on it."
            ),
        ),
    }


def describe_paging(default: int) -> dict[str, graphene.Argument]:
    """`first` and `after`."""
    return {
        "first": graphene.Argument(graphene.Int, default_value=default, description="How many, 1 to 100."),
        "after": graphene.Argument(graphene.String, description="Go on behind this cursor of the same list."),
    }


def require_one(**given: str | None) -> tuple[str, str]:
    """The one argument that is given, name and value. Raises BAD_ARGUMENT for none or several."""
    values = [(name, value) for name, value in given.items() if value is not None]
    if len(values) != 1:
        names = ", ".join(f"`{name}`" for name in given)
        raise StorefrontError(Code.BAD_ARGUMENT, f"Give exactly one of {names}; {len(values)} are given.")
    return values[0]


def find_one(
    finders: Mapping[str, Callable[..., Any]],
    *,
    context: RequestContext,
    locale: str | None,
    channel: str | None,
    **given: str | None,
) -> Any:
    """What the one given argument names: `finders` has a function for each. Raises BAD_ARGUMENT as `require_one`."""
    chosen = context.choose_locale(locale)
    context.choose_channel(channel)
    name, value = require_one(**given)
    found = finders[name]([value] if name == "key" else value, locale=chosen, context=context)
    return found.get(value) if name == "key" else found


def read_filter(given: dict[str, Any] | None) -> ProductFilter:
    """A filter as search takes it. Raises BAD_ARGUMENT for prices that are none."""
    given = given or {}
    price = given.get("price") or {}
    price_min, price_max = _read_price(price.get("min"), "min"), _read_price(price.get("max"), "max")
    if price_min is not None and price_max is not None and price_min > price_max:
        raise StorefrontError(
            Code.BAD_ARGUMENT, "`filter.price.min` is more than `max`: nothing costs that.", argument="filter.price"
        )
    specifications: dict[str, list[str]] = {}
    for one in given.get("specifications") or ():
        specifications.setdefault(one["key"], []).extend(one["values"])
    return ProductFilter(
        brands=tuple(given.get("brands") or ()),
        categories=tuple(given.get("categories") or ()),
        price_min=price_min,
        price_max=price_max,
        available=given.get("is_available"),
        stages=tuple(stage.value for stage in given.get("stages") or ()),
        specifications={key: values for key, values in specifications.items() if values},
        keys=tuple(given.get("keys") or ()),
    )


def read_sort(given: Any) -> Sort:
    """A sort as search takes it."""
    return _SORTS[ProductSort.get(given).value]


def _read_price(amount: str | None, name: str) -> int | None:
    if amount is None:
        return None
    try:
        return Money.parse(amount, settings.VITRINE_CURRENCY).minor
    except MoneyError as error:
        raise StorefrontError(
            Code.BAD_ARGUMENT, f"`filter.price.{name}`: {error}.", argument=f"filter.price.{name}"
        ) from None


def describe_text() -> graphene.Argument:
    """The argument `text` of a search."""
    return graphene.Argument(
        graphene.NonNull(graphene.String), description=f"What was typed, {LONGEST_TEXT} characters at most."
    )


def require_text(text: str) -> str:
    """`text` as it is. Raises BAD_ARGUMENT for one that is too long."""
    if len(text) > LONGEST_TEXT:
        raise StorefrontError(
            Code.BAD_ARGUMENT, f"`text` has {len(text)} characters; {LONGEST_TEXT} are the most.", argument="text"
        )
    return text
