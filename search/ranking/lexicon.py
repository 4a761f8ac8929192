"""The shop's own vocabulary, and what of it a query names: brands, categories, kinds of things, values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from search.analysis import Analyser
from search.ranking.words import QueryWord, Tokens, join_texts, read_words

PRODUCT_TYPE_KEYS = frozenset({"product_type", "product-type", "商品类型", "产品类型"})
"""Specifications that say what kind of thing a product is, as feeds call them."""
_LONGEST = 6
_AND = re.compile(r"\s*(?:[/、，,&＆|]|\band\b)\s*", re.IGNORECASE)


class ThingKind(StrEnum):
    """What a part of a query names; of two that the same words name, the one that comes first here."""

    BRAND = "brand"
    CATEGORY = "category"
    PRODUCT_TYPE = "product_type"
    VALUE = "value"


_RANKS = {kind: number for number, kind in enumerate(ThingKind)}


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of the shop by its name. `key` is a brand's or category's; a value has the key of its specification.

    `value` is as a filter names it; `count` says how many products have it.
    """

    kind: ThingKind
    name: str
    key: str
    value: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Naming:
    """One way to name a thing: the tokens of its words."""

    tokens: Tokens
    thing: Thing


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words `text` of a query name `thing`; they are those from `start` to before `end`."""

    text: str
    thing: Thing
    start: int
    end: int


class Lexicon:
    """Finds things by the words of a query."""

    def __init__(self, namings: Iterable[Naming] = ()) -> None:
        self._things: dict[Tokens, Thing] = {}
        for naming in namings:
            known = self._things.get(naming.tokens)
            if known is None or _rank(naming.thing) < _rank(known):
                self._things[naming.tokens] = naming.thing
        self._longest = min(_LONGEST, max(map(len, self._things), default=0))

    def recognise(self, words: Sequence[QueryWord]) -> list[Recognised]:
        """What `words` name, in order; of overlapping names the longest that begins first."""
        found: list[Recognised] = []
        at = 0
        while at < len(words):
            one = self._find_longest(words, at)
            if one is None:
                at += 1
            else:
                found.append(one)
                at = one.end
        return found

    def _find_longest(self, words: Sequence[QueryWord], start: int) -> Recognised | None:
        for end in range(min(len(words), start + max(self._longest, 1)), start, -1):
            span = words[start:end]
            for tokens in _list_ways(span):
                if thing := self._things.get(tokens):
                    return Recognised(join_texts(span), thing, start, end)
        return None


def name_things(things: Iterable[Thing], analyser: Analyser) -> Iterator[Naming]:
    """Every way in which a shopper may name each; "Cups & mugs" is named by either."""
    for thing in things:
        parts = _AND.split(thing.name) if thing.kind is ThingKind.CATEGORY else []
        for name in dict.fromkeys([thing.name, *(part for part in parts if part)]):
            words = read_words(name, analyser.analyse(name))
            for tokens in dict.fromkeys(_list_own(words)):
                if 0 < len(tokens) <= _LONGEST * 2:
                    yield Naming(tokens, thing)


def _rank(thing: Thing) -> tuple[int, int]:
    return _RANKS[thing.kind], -thing.count


def _list_own(words: Sequence[QueryWord]) -> Iterator[Tokens]:
    """The words as they are, and in their parts: "512GB" is "512 GB"."""
    yield tuple(token for word in words for token in word.main)
    yield tuple(token for word in words for token in word.alternatives[-1])


def _list_ways(span: Sequence[QueryWord]) -> Iterator[Tokens]:
    """The tokens a span may be looked up by: as it is written, in parts, and by other words for the same thing."""
    yield from _list_own(span)
    if len(span) == 1:
        yield from span[0].ways
