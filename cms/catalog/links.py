"""Links to products in rich text: `<a linktype="product" key="tea-1" follow="Tea">Tea</a>`.

They lead to the product's page in the language of the text, and are no link while shoppers cannot see the product.
`follow` is the title that the chooser has put there: as long as the words are still those, they follow the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from html import unescape
from typing import Any

from django.utils import timezone
from django.utils.html import escape, strip_tags
from django.utils.translation import get_language
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.rewriters import extract_attrs

from cms.catalog.models import Product
from cms.catalog.selectors import find_offers
from cms.delivery import links, services
from cms.delivery.addresses import make_address
from cms.delivery.kinds import name_shown
from cms.delivery.live import LiveDocument
from cms.delivery.selectors import find_all_locales, order_locales

LINK_TYPE = "product"

_Known = Mapping[str, Mapping[str, LiveDocument]]
_known: ContextVar[_Known] = ContextVar("known_products", default={})  # noqa: B039 - never written to
_LINK = re.compile(r'(<a\b[^>]*\blinktype="product"[^>]*>)(.*?)(</a>)', re.DOTALL)


class ProductLinkHandler(LinkHandler):
    """Resolves links to products, by key."""

    identifier = LINK_TYPE

    @staticmethod
    def get_model() -> type[Product]:
        return Product

    @classmethod
    def get_instance(cls, attrs: dict[str, str]) -> Product:
        return Product.objects.get(key=attrs.get("key"))

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        locale = get_language() or ""
        found = find_linked({attrs.get("key", "") for attrs in attrs_list}, locale)
        return [_open_link(found.get(attrs.get("key", "")), locale) for attrs in attrs_list]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[type[Product], str, str, str]]:
        pk = Product.objects.filter(key=attrs.get("key")).values_list("pk", flat=True).first()
        if pk is not None:
            yield Product, str(pk), "", ""


def connect() -> None:
    """Have texts rendered again when what they link to is called something else, or comes and goes."""
    links.register_collector(LINK_TYPE, lambda attrs: name_shown("product", attrs["key"]) if "key" in attrs else None)


def announce_offers(keys: Iterable[str], *, at: datetime) -> None:
    """Offers of these products changed: a text that links to one has to look whether it is still on the shelf."""
    services.announce_shown([name_shown("product", key) for key in keys], at=at)


@contextmanager
def know_products(raw: Any) -> Iterator[None]:
    """Read every product that rich text in `raw` links to, at once, for all that is rendered inside."""
    keys = set(collect_product_keys(raw))
    token = _known.set({**{key: {} for key in keys}, **_read(keys)})
    try:
        yield
    finally:
        _known.reset(token)


def find_linked(keys: Iterable[str], locale: str) -> dict[str, LiveDocument]:
    """Those of `keys` that shoppers can see, each in `locale` or what stands in for it."""
    known = _known.get()
    missing = {key for key in keys if key and key not in known}
    documents = {**known, **_read(missing)}
    order = order_locales(locale)
    found = {}
    for key in keys:
        shown = documents.get(key) or {}
        best = next((shown[code] for code in order if code in shown), None)
        if best is not None:
            found[key] = best
    return found


def follow_titles(html: str, locale: str) -> str:
    """`html` as stored, the words of links as the chooser left them replaced by what the products are called now."""
    matches = list(_LINK.finditer(html))
    if not matches:
        return html
    found = find_linked({extract_attrs(match[1]).get("key", "") for match in matches}, locale)
    return _LINK.sub(lambda match: _rename(match, found), html)


def collect_product_keys(raw: Any) -> Iterator[str]:
    """The keys of the products that rich text anywhere in raw stream data links to."""
    if isinstance(raw, str):
        for match in _LINK.finditer(raw):
            if key := extract_attrs(match[1]).get("key"):
                yield key
    elif isinstance(raw, Mapping):
        for value in raw.values():
            yield from collect_product_keys(value)
    elif isinstance(raw, list | tuple):
        for value in raw:
            yield from collect_product_keys(value)


def _read(keys: Iterable[str]) -> _Known:
    keys = list(keys)
    if not keys:
        return {}
    at = timezone.now()
    documents = find_all_locales("product", keys, at=at)
    on_shelf = find_offers(documents, at=at)
    return {key: locales for key, locales in documents.items() if key in on_shelf}


def _open_link(document: LiveDocument | None, locale: str) -> str:
    return f'<a href="{escape(make_address(document.path, locale))}">' if document is not None else "<a>"


def _rename(match: re.Match[str], found: Mapping[str, LiveDocument]) -> str:
    opening, words, closing = match.groups()
    attrs = extract_attrs(opening)
    title = attrs.get("follow")
    document = found.get(attrs.get("key", ""))
    if document is None or not title or unescape(strip_tags(words)) != title:
        return match[0]
    # Bold or italic stays: only the words between its tags are others.
    inner = re.sub(r"^((?:<[^>]*>)*)(.*?)((?:<[^>]*>)*)$", r"\2", words, flags=re.DOTALL)
    return f"{opening}{words.replace(inner, escape(document.data['title']))}{closing}"
