"""The queries the explorer opens with: the named operations of graphql/operations/, with keys of this very shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.catalog.selectors import find_offers
from cms.delivery.selectors import LiveDocument, find_documents, list_page
from search.selectors import ProductFilter, Sort, search_products

OPERATIONS = Path(__file__).resolve().parents[2] / "operations"


@dataclass(frozen=True, slots=True)
class Sample:
    """A product of the shop to show things with; words that find nothing where the shop has none yet."""

    path: str = "/products/SLUG"
    category: str = "KEY"
    text: str = "tea"
    article: str = "/articles/SLUG"
    topic: str = "/topics/SLUG"
    sku: str = "SKU"


@dataclass(frozen=True, slots=True)
class Example:
    """An operation with what it is for, and the variables to try it with."""

    name: str
    title: Promise | str
    fill: Callable[[Sample], dict[str, Any]]

    @property
    def query(self) -> str:
        return (OPERATIONS / f"{self.name}.graphql").read_text(encoding="utf-8")


EXAMPLES = (
    Example(
        "product_page", _("A product page: texts, pictures, offers, details"), lambda sample: {"path": sample.path}
    ),
    Example(
        "category_page",
        _("A category's products, a page at a time, with facets to narrow it"),
        lambda sample: {
            "path": f"/categories/{sample.category}",
            "filter": {"categories": [sample.category]},
            "first": 24,
        },
    ),
    Example("search_page", _("A search with facets and highlights"), lambda sample: {"text": sample.text}),
    Example("frame", _("What stands around every page: the site and its menus"), lambda sample: {}),
    Example("article_list", _("The newest articles, a page at a time"), lambda sample: {"path": "/articles"}),
    Example("article_page", _("An article with all that belongs to it"), lambda sample: {"path": sample.article}),
    Example("topic_page", _("A topic with its articles and products"), lambda sample: {"path": sample.topic}),
    Example("home", _("The home page: blocks with live products"), lambda sample: {}),
    Example("landing_page", _("A landing page: blocks, theme, times"), lambda sample: {"path": "/SLUG"}),
    Example("promotions", _("The promotions that are on, and those announced"), lambda sample: {}),
    Example(
        "cart",
        _("What a cart costs, and why"),
        lambda sample: {"cart": {"lines": [{"sku": sample.sku, "quantity": 2}], "shipping": "10"}},
    ),
)


def list_tabs(*, locale: str, at: datetime) -> list[dict[str, str]]:
    """The tabs of the explorer, told in the language of the page."""
    sample = find_sample(locale=locale, at=at)
    return [
        {
            "query": f"# {example.title}\n\n{example.query}",
            "variables": orjson.dumps({**example.fill(sample), "locale": locale}, option=orjson.OPT_INDENT_2).decode(),
        }
        for example in EXAMPLES
    ]


def find_sample(*, locale: str, at: datetime) -> Sample:
    """A product that is on sale now, and the newest pages. The explorer opens without them, so no failure matters."""
    try:
        found = search_products(text="", locale=locale, filters=ProductFilter(), sort=Sort.SALES, first=1, at=at)
        documents = find_documents("product", [hit.key for hit in found.hits], locale=locale, at=at)
        offers = [one for each in find_offers(list(documents), at=at).values() for one in each]
        newest = {kind: list_page(kind, first=1, locale=locale, at=at).documents for kind in ("article", "topic")}
    except Exception:
        return Sample()
    sample = next((_describe(document) for document in documents.values()), Sample())
    sample = replace(sample, sku=offers[0].sku) if offers else sample
    return replace(sample, **{kind: one.path for kind, shown in newest.items() for one in shown})


def _describe(document: LiveDocument) -> Sample:
    category = document.data["category"]
    words = document.data["title"].split()
    return Sample(
        path=document.path, category=category["key"] if category else "KEY", text=words[0] if words else Sample().text
    )
