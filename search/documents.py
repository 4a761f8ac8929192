"""Delivery documents and offers as index documents: what is served, and nothing that is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from html import unescape
from types import MappingProxyType
from typing import Any

import orjson
from django.conf import settings

from cms.catalog.models import Offer, Product
from cms.catalog.scoring.selectors import find_scores
from cms.catalog.selectors import find_offers
from cms.delivery.selectors import LiveDocument, find_all_locales, order_locales
from search.behaviour.selectors import find_popularity
from search.engines.base import IndexDocument
from search.pricing import price_offers
from search.ranking.factors import DEFAULT_WEIGHTS, Signals, Weights, weigh_product
from search.ranking.impacts import ProductText
from search.ranking.lexicon import PRODUCT_TYPE_KEYS
from search.ranking.quality import rate_content
from search.weighing.selectors import find_weights

_TAG = re.compile(r"<[^>]*>")
_LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Facts:
    """What the offers on the shelf say about their product."""

    price_minor: int
    is_available: bool
    sold_recently: int
    sold_total: int
    options: tuple[str, ...]
    identifiers: tuple[str, ...]
    popularity: float = 0.0


def build_documents(keys: Sequence[str], *, at: datetime) -> tuple[list[IndexDocument], dict[str, str]]:
    """The index documents of these products as they are at `at`, and why some could not be made, by key.

    A product that is not live, or has no offer on the shelf, has none. Eight queries whatever the number of keys, and
    what pricing reads.
    """
    served = find_all_locales("product", keys, at=at)
    offers = find_offers(list(served), at=at)
    sequences = dict(Product.objects.filter(key__in=list(offers)).values_list("key", "pk"))
    popularity = find_popularity(sequences, at=at)
    weights = find_weights() if sequences else DEFAULT_WEIGHTS
    scores = find_scores(sequences)
    prices = price_offers(offers, {key: next(iter(served[key].values())).data for key in offers}, at=at)
    documents: list[IndexDocument] = []
    failures: dict[str, str] = {}
    serves: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for key, sequence in sequences.items():
        locales = tuple(sorted(served[key]))
        if locales not in serves:
            serves[locales] = list_serves(locales)
        try:
            facts = read_facts(offers[key], at=at, currency=settings.VITRINE_CURRENCY, prices=prices)
            documents += _build_product(
                served[key],
                serves[locales],
                replace(facts, popularity=popularity.get(key, 0.0)),
                sequence,
                weights,
                {locale: score for locale in locales if (score := scores.get((key, locale))) is not None},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            # One broken document must not keep its whole batch out of the index.
            failures[key] = f"its document cannot be indexed: {type(error).__name__}: {error}"
    return documents, failures


def read_facts(
    offers: Sequence[Offer], *, at: datetime, currency: str, prices: Mapping[str, int] = MappingProxyType({})
) -> Facts:
    """The facts of one product. Prices in the shop's `currency` go before others, `prices` by SKU before offers'."""
    priced = [offer for offer in offers if offer.currency == currency] or offers
    options = (str(value) for offer in offers for value in offer.options.values())
    identifiers = (code for offer in offers for code in (offer.sku, offer.gtin) if code)
    return Facts(
        price_minor=min(prices.get(offer.sku, offer.price_minor) for offer in priced),
        is_available=any(offer.is_available(at=at) for offer in offers),
        sold_recently=sum(offer.sold_30_days for offer in offers),
        sold_total=sum(offer.sold_total for offer in offers),
        options=tuple(dict.fromkeys(options)),
        identifiers=tuple(dict.fromkeys(identifiers)),
    )


def list_serves(locales: Iterable[str]) -> dict[str, list[str]]:
    """For each locale a product has a document in, the locales that document is served in."""
    present = list(locales)
    serves: dict[str, list[str]] = {locale: [] for locale in present}
    for locale in dict.fromkeys([*(code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES), *present]):
        order = [*order_locales(locale), *present]
        serves[next(each for each in order if each in serves)].append(locale)
    return serves


def _build_product(
    served: Mapping[str, LiveDocument],
    serves: Mapping[str, Sequence[str]],
    facts: Facts,
    sequence: int,
    weights: Weights,
    scores: Mapping[str, int],
) -> list[IndexDocument]:
    return [
        _build_document(served[locale], tuple(in_locales), facts, sequence, weights, scores.get(locale))
        for locale, in_locales in serves.items()
        if in_locales
    ]


def _build_document(
    live: LiveDocument,
    serves: tuple[str, ...],
    facts: Facts,
    sequence: int,
    weights: Weights,
    score: int | None,
) -> IndexDocument:
    body = live.data
    # Where a shop has no norms to judge by, what is served tells how complete it is.
    quality = _rate(body) if score is None else score
    signals = Signals(quality, facts.popularity, facts.is_available, body["stage"])
    specifications = body["specifications"]
    document = IndexDocument(
        key=live.key,
        locale=live.locale,
        serves=serves,
        sequence=sequence,
        text=_read_text(body, facts),
        title=body["title"],
        summary=body["summary"] or " · ".join(body["sellingPoints"]),
        brand=body["brand"]["key"] if body["brand"] else "",
        categories=tuple(crumb["key"] for crumb in body["breadcrumbs"]),
        stage=body["stage"],
        price_minor=facts.price_minor,
        is_available=facts.is_available,
        weight=weigh_product(signals, weights),
        popularity=facts.popularity,
        quality=signals.quality,
        released=read_time(body["releasedAt"]),
        sold_recently=facts.sold_recently,
        sold_total=facts.sold_total,
        specifications=tuple((each["key"], value) for each in specifications if (value := format_value(each["value"]))),
        numbers=tuple((each["key"], float(each["value"])) for each in specifications if each["type"] == "number"),
        facets=tuple(each["key"] for each in specifications if each["isFacet"]),
    )
    # Popularity fades all the time, and norms change: a product that weighs a little less is not stale.
    return replace(document, content_hash=hash_document(replace(document, weight=1, popularity=0.0, quality=None)))


def _rate(body: Mapping[str, Any]) -> int:
    return rate_content(
        pictures=len(body["images"]),
        has_summary=bool(body["summary"]),
        points=len(body["sellingPoints"]),
        specifications=len(body["specifications"]),
        has_details=bool(body["details"]),
    )


def _read_text(body: Mapping[str, Any], facts: Facts) -> ProductText:
    specifications = body["specifications"]
    crumbs = [crumb["name"] for crumb in body["breadcrumbs"]]
    types = [str(each["label"]) for each in specifications if each["key"] in PRODUCT_TYPE_KEYS]
    return ProductText(
        title=body["title"],
        brand=body["brand"]["name"] if body["brand"] else "",
        product_types=(*types, *crumbs[-1:]),
        topics=tuple(crumbs[:-1]),
        summary=body["summary"],
        selling_points=tuple(body["sellingPoints"]),
        options=facts.options,
        search_terms=body["searchTerms"],
        details=read_details(body["details"]),
        specifications=tuple(filter(None, map(_describe_specification, specifications))),
        identifiers=facts.identifiers,
    )


def _describe_specification(specification: Mapping[str, Any]) -> str:
    """The words of one specification: what a product does not have ("Bluetooth: no") must not find it."""
    if specification["type"] == "boolean":
        return specification["name"] if specification["value"] else ""
    return f"{specification['name']} {specification['label']}"


def read_details(blocks: Iterable[Mapping[str, Any]]) -> str:
    """The words of a product's details, without their markup."""
    texts: list[str] = []
    for block in blocks:
        texts += [block.get("text", ""), block.get("heading", ""), strip_markup(block.get("html", ""))]
        for item in block.get("items", ()):
            texts += [item["question"], strip_markup(item["html"])]
    return "\n".join(filter(None, texts))


def strip_markup(html: str) -> str:
    """The words of a piece of HTML."""
    return unescape(_TAG.sub(" ", html)).strip()


def format_value(value: Any) -> str:
    """A specification's value as a filter names it: "true", "13.3", "17", "Black"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:_LONGEST_VALUE]


def read_time(text: str | None) -> int:
    """The seconds of an instant in a body, 0 for none."""
    return max(0, int(datetime.fromisoformat(text).timestamp())) if text else 0


def hash_document(document: IndexDocument) -> str:
    """A hash of everything that is indexed of it."""
    return blake2b(orjson.dumps(document), digest_size=16).hexdigest()
