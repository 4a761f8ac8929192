"""What a batch of products is judged with besides their words: read together, a fixed number of queries."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from cms.catalog.models import (
    Offer,
    PictureMeasure,
    Product,
    ProductContent,
    ProductEvidence,
    ProductPicture,
    SpecificationDefinition,
)
from cms.catalog.norms.values import Definition, Evidence, Price, UsualPrices
from cms.catalog.taxonomy import Taxonomy
from cms.media.models import MediaImage

_USUAL_SECONDS = 300.0
# Of fewer nobody can say what is usual.
_FEWEST = 20
# Of so few products it is quicker to ask for just the definitions they need, of thousands there may be.
_FEW = 20


@dataclass(slots=True)
class Branch:
    """A category: its path, and what may be said of its products."""

    keys: tuple[str, ...] = ()
    required: tuple[Definition, ...] = ()
    definitions: dict[str, Definition] = field(default_factory=dict)

    def choose(self, said: Collection[str]) -> tuple[Definition, ...]:
        """The definitions that matter to a product that says `said`: thousands may be defined."""
        known = (self.definitions[key] for key in said if key in self.definitions)
        return (*self.required, *(one for one in known if not one.is_required))


class Facts:
    """Everything about `products` and the categories they are in."""

    def __init__(self, products: Sequence[Product]) -> None:
        product_ids = [product.pk for product in products if product.pk]
        categories = {product.category_id for product in products if product.category_id}
        brand_ids = [product.brand_id for product in products if product.brand_id]
        self.taxonomy = Taxonomy(brand_ids=brand_ids, category_ids=categories)
        self.branches = {pk: self._read_branch(pk) for pk in categories}
        self._read_definitions(products)
        self.usual = {pk: find_usual_prices(pk) for pk in categories}
        self.prices = _read_prices(product_ids)
        self.evidence = _read_evidence(product_ids)
        self.pictures = _read_pictures(product_ids)
        self.locales = _read_locales(product_ids)

    def replace(self, prices: Mapping[int, Sequence[Price]], pictures: Mapping[int, Sequence[int | None]]) -> None:
        """Have these, by product, stand for what is stored: what is going to be, before it is written."""
        self.prices |= {pk: list(each) for pk, each in prices.items()}
        self.pictures |= {pk: list(each) for pk, each in pictures.items()}

    def _read_branch(self, category_id: int) -> Branch:
        return Branch(tuple(category.key for category in self.taxonomy.list_path(category_id)))

    def _read_definitions(self, products: Sequence[Product]) -> None:
        definitions = SpecificationDefinition.objects.filter(category_id__in=self.taxonomy.categories)
        if len(products) <= _FEW:
            said = {key for product in products for key in product.specifications or ()}
            definitions = definitions.filter(Q(is_required=True) | Q(key__in=said))
        rows = definitions.values_list("category_id", "key", "name", "type", "unit", "choices", "is_required")
        by_category: dict[int, dict[str, Definition]] = {}
        for category_id, key, name, kind, unit, choices, is_required in rows:
            definition = Definition(key, name, kind, unit, tuple(map(str, choices)), is_required)
            by_category.setdefault(category_id, {})[key] = definition
        for pk, branch in self.branches.items():
            for category in self.taxonomy.list_path(pk):
                branch.definitions.update(by_category.get(category.pk, {}))
            branch.required = tuple(one for one in branch.definitions.values() if one.is_required)


def _read_prices(product_ids: Sequence[int]) -> dict[int, list[Price]]:
    found: dict[int, list[Price]] = {}
    rows = Offer.objects.filter(product_id__in=product_ids).order_by("sort_order", "sku")
    names = ("product_id", "sku", "currency", "price_minor", "list_price_minor", "floor_price_minor")
    for product_id, *values in rows.values_list(*names):
        found.setdefault(product_id, []).append(Price(*values))
    return found


def _read_evidence(product_ids: Sequence[int]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    rows = ProductEvidence.objects.filter(product_id__in=product_ids)
    for product_id, claim, valid_until in rows.values_list("product_id", "claim", "valid_until"):
        found.setdefault(product_id, []).append(Evidence(claim, valid_until))
    return found


def _read_pictures(product_ids: Sequence[int]) -> dict[int, list[int | None]]:
    """The images of products in order; None for one that is still where a feed says it is."""
    found: dict[int, list[int | None]] = {}
    rows = ProductPicture.objects.filter(product_id__in=product_ids).order_by("sort_order", "pk")
    for product_id, image_id in rows.values_list("product_id", "image_id"):
        found.setdefault(product_id, []).append(image_id)
    return found


def _read_locales(product_ids: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = ProductContent.objects.filter(product_id__in=product_ids)
    for product_id, code in rows.values_list("product_id", "locale__language_code"):
        found.setdefault(product_id, set()).add(code)
    return found


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What is known of an image without opening it."""

    width: int
    height: int
    byte_size: int | None
    description: str
    sharpness: float | None = None
    is_white: bool | None = None
    alt_texts: Mapping[str, str] = field(default_factory=dict)
    is_decorative: bool = False

    def find_alt(self, language: str) -> str:
        """What it says of itself in `language`, else as described for all."""
        return str(self.alt_texts.get(language) or "").strip() or self.description.strip()


def read_images(ids: Iterable[int]) -> dict[int, ImageFacts]:
    """These images, with what was measured of the files they have now."""
    wanted = list(set(ids))
    if not wanted:
        return {}
    measures: dict[int, list[Any]] = {
        image_id: values
        for image_id, *values in PictureMeasure.objects.filter(image_id__in=wanted).values_list(
            "image_id", "file_hash", "sharpness", "is_white"
        )
    }
    found = {}
    rows = MediaImage.objects.filter(pk__in=wanted)
    for pk, width, height, size, description, file_hash, alt_texts, is_decorative in rows.values_list(
        "pk", "width", "height", "file_size", "description", "file_hash", "alt_texts", "is_decorative"
    ):
        measured_hash, sharpness, is_white = measures.get(pk, ["", None, None])
        is_current = measured_hash == file_hash
        found[pk] = ImageFacts(
            width,
            height,
            size,
            description,
            sharpness if is_current else None,
            is_white if is_current else None,
            alt_texts,
            is_decorative,
        )
    return found


_usual: dict[int, tuple[float, dict[str, UsualPrices]]] = {}


def find_usual_prices(category_id: int) -> dict[str, UsualPrices]:
    """By currency between which prices nine of ten SKUs of a category lie; looked at every five minutes."""
    known = _usual.get(category_id)
    if known is not None and time.monotonic() - known[0] < _USUAL_SECONDS:
        return known[1]
    prices: dict[str, list[int]] = {}
    rows = Offer.objects.filter(product__category_id=category_id).order_by("price_minor")
    for currency, price in rows.values_list("currency", "price_minor"):
        prices.setdefault(currency, []).append(price)
    found = {
        currency: UsualPrices(each[len(each) // 20], each[len(each) - 1 - len(each) // 20])
        for currency, each in prices.items()
        if len(each) >= _FEWEST
    }
    _usual[category_id] = (time.monotonic(), found)
    return found


def forget_usual_prices() -> None:
    """Look again the next time somebody asks."""
    _usual.clear()
