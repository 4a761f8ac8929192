"""Collects what the shop's things are called: its brands and categories, and what its products say of themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from search.analysis import Analyser, get_analyser
from search.analysis.scripts import has_han
from search.ranking.lexicon import PRODUCT_TYPE_KEYS, Naming, Thing, ThingKind, name_things
from search.suggesting.entries import Entry, SuggestionKind

_MOST_VALUES = 5_000
_LONGEST_VALUE = 40
_LONGEST_WORD = 12
_KINDS = {SuggestionKind.BRAND: ThingKind.BRAND, SuggestionKind.CATEGORY: ThingKind.CATEGORY}


class ValueCounter:
    """Counts what products say of themselves, one body after the other."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(self, specifications: Iterable[Mapping[str, Any]]) -> None:
        """The specifications of one product: what shoppers filter by, and what kind of thing it is.

        Others say too much: "external" is the antenna of one product and the drive that another fits.
        """
        for each in specifications:
            label = str(each["label"])
            is_wanted = each["key"] in PRODUCT_TYPE_KEYS or (each["isFacet"] and each["type"] != "boolean")
            if is_wanted and len(label) <= _LONGEST_VALUE and _says_something(label):
                self._counts[each["key"], _format(each["value"]), label] += 1

    def list_things(self, *, at_least: int) -> Iterator[Thing]:
        """What so many products have, the commonest first."""
        for (key, value, label), count in self._counts.most_common(_MOST_VALUES):
            if count < at_least:
                return
            kind = ThingKind.PRODUCT_TYPE if key in PRODUCT_TYPE_KEYS else ThingKind.VALUE
            yield Thing(kind, label, key, value, count)


def list_namings(entries: Iterable[Entry], values: Iterable[Thing]) -> list[Naming]:
    """Every way to name what there is, for one language.

    An index knows the names of brands as words only since it was built, so both ways to read them are kept.
    """
    named = [Thing(_KINDS[entry.kind], entry.text, entry.key) for entry in entries if entry.kind in _KINDS]
    things = [*named, *values]
    analysers = [get_analyser(), Analyser(_list_words(named))]
    return list(dict.fromkeys(naming for analyser in analysers for naming in name_things(things, analyser)))


def _list_words(named: Iterable[Thing]) -> frozenset[str]:
    return frozenset(thing.name for thing in named if 2 <= len(thing.name) <= _LONGEST_WORD and has_han(thing.name))


def _says_something(label: str) -> bool:
    """A number alone may be anything."""
    return any(character.isalpha() for character in label)


def _format(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
