"""Makes the suggestions of each language from what is served and what shoppers search for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson
from django.conf import settings

from cms.community.moderation.screening import load_words
from cms.community.moderation.words import WordList, find_words
from cms.delivery.models import DeliveryDocument
from cms.delivery.selectors import list_documents, order_locales
from search.analysis import get_analyser
from search.behaviour.models import ProductPopularity
from search.behaviour.selectors import list_frequent_queries
from search.starter.reading import read_starter_synonyms
from search.suggesting.entries import Content, Entry, SuggestionKind, SuggestionSource
from search.suggesting.phrases import PhraseCounter, list_words
from search.suggesting.pinyin import spell
from search.suggesting.spelling import is_correctable
from search.suggesting.storing import save_content
from search.suggesting.vocabulary import ValueCounter, list_namings

MOST_PRODUCTS = 20_000
_MOST_PHRASES = 5_000
_FEWEST_TITLES = 3
_SMALL_SHOP = 2_000
_FEWEST_SEARCHES = 3
_BATCH = 500
_WEIGHT = 1000
_HIGHEST = 1 << 17


def build_suggestions(*, at: datetime) -> dict[str, int]:
    """Make every language's suggestions anew; returns how many there are of each."""
    made = {}
    words = load_words()
    for locale, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        content = _collect(locale, words, at=at)
        save_content(locale, content, at=at)
        made[locale] = len(content.entries)
    return made


def _collect(locale: str, unsafe: WordList, *, at: datetime) -> Content:
    analyser = get_analyser()
    counter = PhraseCounter(analyser)
    products: list[Entry] = []
    values = ValueCounter()
    for key, title, specifications in _iterate_products(locale, at=at):
        counter.add(title)
        values.add(specifications)
        products.append(_make(title, SuggestionKind.PRODUCT, key))
    things = [*_list_things("category", locale, at=at), *_list_things("brand", locale, at=at)]
    asked = list_frequent_queries(locale, at=at)
    queries = [*_list_asked(SuggestionSource(each.phrase, each.searches, each.found) for each in asked)]
    # In a small shop one product is enough for a name; in a large one what only one has is noise.
    at_least = _FEWEST_TITLES if len(products) > _SMALL_SHOP else 1
    phrases = counter.list_phrases(at_least=at_least)[:_MOST_PHRASES]
    derived = [_make(text, SuggestionKind.QUERY, weight=_weigh(count)) for text, count in phrases]
    usual = {word for rule in read_starter_synonyms() for word in rule.words}
    # What shops usually sell, and this one has in a title, wherever in it; a category of that name leads further.
    named = {entry.text.lower() for entry in things}
    derived += [
        _make(word, SuggestionKind.QUERY, weight=_weigh(counter.words[word]))
        for word in sorted(usual & counter.words.keys() - named)
    ]
    safe = [entry for entry in (*queries, *derived) if not find_words("text", entry.text, unsafe)]
    known = {word: count for word, count in counter.words.items() if is_correctable(word)}
    for word in list_words((entry.text for entry in things), analyser):
        # A brand or a category is known whatever it is spelt like.
        known[word] = known.get(word, 0) + 2
    for word in list_words(usual, analyser):
        # So is a brand that the shop does not have: what a shopper means by it is no other word.
        known.setdefault(word, 1)
    namings = list_namings(things, values.list_things(at_least=at_least))
    return Content((*_keep_best(safe), *things, *_choose_products(products)), known, tuple(namings))


def _list_asked(sources: Iterable[SuggestionSource]) -> Iterator[Entry]:
    """What shoppers search for goes before what the catalogue alone would suggest."""
    for source in sources:
        if source.found and source.count >= _FEWEST_SEARCHES:
            yield _make(source.text, SuggestionKind.QUERY, weight=_weigh(source.count) * 3)


def _keep_best(entries: Iterable[Entry]) -> list[Entry]:
    best: dict[str, Entry] = {}
    for entry in entries:
        known = best.get(entry.text)
        if known is None or known.weight < entry.weight:
            best[entry.text] = entry
    return list(best.values())


def _list_things(kind: str, locale: str, *, at: datetime) -> list[Entry]:
    return [
        _make(document.data["name"], SuggestionKind(kind), document.key, weight=_WEIGHT)
        for document in list_documents(kind, locale=locale, at=at)
    ]


def _choose_products(products: list[Entry]) -> list[Entry]:
    scores = dict(ProductPopularity.objects.order_by("-score").values_list("product_key", "score")[:MOST_PRODUCTS])
    weighed = [replace(each, weight=_weigh(scores.get(each.key, 0))) for each in products]
    return sorted(weighed, key=lambda entry: -entry.weight)[:MOST_PRODUCTS]


def _iterate_products(locale: str, *, at: datetime) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """(key, title, specifications) of every product, in `locale` or what stands in for it."""
    places = {each: place for place, each in enumerate(order_locales(locale))}
    last = ""
    rows = DeliveryDocument.objects.filter(kind="product").live(at=at)
    while keys := list(rows.filter(key__gt=last).order_by("key").values_list("key", flat=True).distinct()[:_BATCH]):
        bodies: dict[str, tuple[int, str]] = {}
        for key, spoken, body in rows.filter(key__in=keys).values_list("key", "locale", "body"):
            found = (places.get(spoken, len(places)), body)
            bodies[key] = min(found, bodies.get(key, found))
        for key in keys:
            # A broken document is the index's to report; the others go on.
            body = orjson.loads(bodies[key][1])
            if title := body.get("title"):
                yield key, title, body.get("specifications") or []
        last = keys[-1]


def _make(text: str, kind: SuggestionKind, key: str = "", *, weight: int = 0) -> Entry:
    return Entry(text, kind, key, weight, spell(text))


def _weigh(count: float) -> int:
    return min(_HIGHEST, int(_WEIGHT * math.log2(1 + count)))
