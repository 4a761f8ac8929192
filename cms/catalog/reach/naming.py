"""Limits on what names products and categories without standing in the tree: rules, promotions, pages with shelves.

Whoever keeps such things says what each of them names (`register`); here it becomes the parts of the tree it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Q

from cms.catalog.models import Brand, Category, Offer, Product
from cms.catalog.reach.deciding import Part

_CHUNK = 500
_KEPT = "_parts_it_names"


@dataclass(frozen=True, slots=True)
class Naming:
    """One target: products by SKU or key, else categories and brands (what is given of both has to hold).

    With nothing given it is about everything.
    """

    words: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()


EVERYTHING = Naming()
ListNamings = Callable[[Sequence[Any]], Iterable[Iterable[Naming]]]
_LISTING: dict[type, ListNamings] = {}


def register(model: type, list_namings: ListNamings) -> None:
    """Have limits hold for `model`: `list_namings` says what each of some rows is about, a few queries for all.

    Nothing for a row means that nobody is limited in it.
    """
    _LISTING[model] = list_namings


def is_naming(model: type) -> bool:
    """Whether rows of `model` are limited by what they name."""
    return model in _LISTING


def list_parts(row: Any) -> tuple[Part, ...]:
    """What `row` is about, as it is now; three queries at most."""
    kept: tuple[Part, ...] | None = row.__dict__.get(_KEPT)
    return find_parts([row])[0] if kept is None else kept


def keep_parts(rows: Sequence[Any]) -> None:
    """Look up what `rows` are about at once, for a list that asks for each of them and changes none."""
    for row, parts in zip(rows, find_parts(rows), strict=True):
        row.__dict__[_KEPT] = parts


def find_parts(rows: Sequence[Any]) -> list[tuple[Part, ...]]:
    """What each of `rows`, all of one model, is about: a few queries for all of them."""
    namings = [list(each) for each in _LISTING[type(rows[0])](rows)] if rows else []
    places = _Places([naming for each in namings for naming in each])
    return [tuple(dict.fromkeys(part for naming in each for part in places.find(naming))) for each in namings]


class _Places:
    """Where all that some namings name stands. What is not there (yet) may be anywhere: it counts as everything."""

    def __init__(self, namings: Sequence[Naming]) -> None:
        self._products = _read_products({word for naming in namings for word in naming.words})
        self._categories = _read(Category, "path", {key for naming in namings for key in naming.categories})
        self._brands = _read(Brand, "pk", {key for naming in namings for key in naming.brands})

    def find(self, naming: Naming) -> list[Part]:
        if naming.words:
            return [self._products.get(word, Part()) for word in sorted(naming.words)]
        paths = [self._categories.get(key, "") for key in sorted(naming.categories)] or [""]
        brands = [self._brands.get(key) for key in sorted(naming.brands)] or [None]
        return [Part(path, brand) for path, brand in product(paths, brands)]


def _read_products(words: set[str]) -> dict[str, Part]:
    """By SKU and by key, where the product stands."""
    found: dict[str, Part] = {}
    for chunk in _cut(words):
        for name, prefix, rows in (
            ("key", "", Product.objects.filter(key__in=chunk)),
            ("sku", "product__", Offer.objects.filter(sku__in=chunk)),
        ):
            values = rows.values_list(name, f"{prefix}category__path", f"{prefix}brand_id")
            found.update((word, Part(path or "", brand)) for word, path, brand in values)
    return found


def _read(model: Any, field: str, keys: set[str]) -> Mapping[str, Any]:
    return {
        key: value
        for chunk in _cut(keys)
        for key, value in model.objects.filter(Q(key__in=chunk)).values_list("key", field)
    }


def _cut(words: set[str]) -> list[list[str]]:
    listed = sorted(words)
    return [listed[start : start + _CHUNK] for start in range(0, len(listed), _CHUNK)]
