"""What the blocks of a page show beside their own words: read for all blocks together, the first time it is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from campaigns.landing.searching import search_keys
from cms.delivery.selectors import LiveDocument, find_documents, list_page
from storefront.context import RequestContext
from storefront.sources.categories import CategoryBatch, CategorySource
from storefront.sources.products import ProductSource, find_products

MOST_SEARCHES = 3
MOST_LISTS = 3
"""How many searches, and lists of articles, of one page are made; blocks beyond that stay empty."""


class PageBlocks:
    """The blocks of a page, as their types read them: each is its delivered data with `page` added."""

    def __init__(self, blocks: Iterable[Mapping[str, Any]], *, locale: str, context: RequestContext) -> None:
        self.locale = locale
        self.context = context
        self.blocks: list[dict[str, Any]] = [{**block, "page": self} for block in blocks]

    def list_products(self, block: Mapping[str, Any]) -> list[ProductSource]:
        """The products of `block` that shoppers may see now, in order."""
        return [self.products[key] for key in self.list_keys(block) if key in self.products]

    def list_keys(self, block: Mapping[str, Any]) -> Sequence[str]:
        search = block.get("search")
        return self.searches.get(_name(search), ()) if search else block.get("productKeys", ())

    @cached_property
    def products(self) -> dict[str, ProductSource]:
        """Every product of every block: documents in one query, offers in another."""
        keys = dict.fromkeys(key for block in self.blocks for key in self.list_keys(block))
        return find_products(keys, locale=self.locale, context=self.context)

    @cached_property
    def searches(self) -> dict[tuple[str, int], list[str]]:
        wanted = dict.fromkeys(_name(block["search"]) for block in self.blocks if block.get("search"))
        return {
            (text, first): search_keys(text, first=first, locale=self.locale, at=self.context.at)
            for text, first in list(wanted)[:MOST_SEARCHES]
        }

    def find_group(self, key: str) -> LiveDocument | None:
        return self.groups.get(key)

    @cached_property
    def groups(self) -> dict[str, LiveDocument]:
        keys = {block["groupKey"] for block in self.blocks if block.get("groupKey")}
        return find_documents("code_group", keys, locale=self.locale, at=self.context.at)

    def find_category(self, key: str) -> CategorySource | None:
        """The category of a tile; None where it is gone."""
        return CategorySource(self.categories, key) if self.categories.find(key) else None

    @cached_property
    def categories(self) -> CategoryBatch:
        keys = [tile["categoryKey"] for block in self.blocks for tile in block.get("tiles", ())]
        return CategoryBatch(keys, locale=self.locale, at=self.context.at)

    def list_articles(self, block: Mapping[str, Any]) -> list[LiveDocument]:
        """The articles of `block`: chosen ones in their order, else the newest that carry its labels."""
        if block["isChosen"]:
            return [self.articles[key] for key in block["articleKeys"] if key in self.articles]
        return self.article_lists.get(tuple(block["articleLabels"]), [])[: block["limit"]]

    @cached_property
    def articles(self) -> dict[str, LiveDocument]:
        keys = {key for block in self.blocks for key in block.get("articleKeys", ())}
        return find_documents("article", keys, locale=self.locale, at=self.context.at)

    @cached_property
    def article_lists(self) -> dict[tuple[str, ...], list[LiveDocument]]:
        """By labels, as many as the block that wants most of them; a query for each set of labels."""
        wanted: dict[tuple[str, ...], int] = {}
        for block in self.blocks:
            if "articleLabels" in block and not block["isChosen"]:
                labels = tuple(block["articleLabels"])
                wanted[labels] = max(wanted.get(labels, 0), block["limit"])
        return {
            labels: list_page("article", labels=labels, locale=self.locale, at=self.context.at, first=limit).documents
            for labels, limit in list(wanted.items())[:MOST_LISTS]
        }


def _name(search: Mapping[str, Any]) -> tuple[str, int]:
    return search["text"], search["first"]
