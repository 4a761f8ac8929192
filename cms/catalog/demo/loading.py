"""Loads the demo shop: every step does only what is missing, so that it can be cut off anywhere and run again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from wagtail.models import Locale

from cms.catalog.demo.editing import list_withheld, load_drafts, load_proposals, load_withheld
from cms.catalog.demo.parts import LoadedPart, Part, load_parts
from cms.catalog.demo.pictures import load_pictures
from cms.catalog.demo.reading import LOCALES, DemoProduct, read_products
from cms.catalog.demo.rows import make_mapping, make_offer, make_rows, make_scan, move_date
from cms.catalog.demo.scene_pictures import load_scenes
from cms.catalog.demo.tags import load_tags
from cms.catalog.demo.taxonomy import load_taxonomy
from cms.catalog.demo.tiles import load_logos, load_tiles
from cms.catalog.feeds.importing import BATCH, batched
from cms.catalog.feeds.planning import Planner
from cms.catalog.feeds.present import read_present
from cms.catalog.feeds.references import write_references
from cms.catalog.feeds.vocabulary import Vocabulary
from cms.catalog.feeds.writing import write_batch
from cms.catalog.models import Brand, Category, Offer, Product, ProductContent
from cms.phrases import Phrase

OnProgress = Callable[[str, int, int], None]
_DRAWING = Phrase("drawing")
_COMPOSING = Phrase("composing")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run has added."""

    products: int
    pictures: int
    contents: int


def is_loaded(marker: Path) -> bool:
    """Whether the demo has been loaded whole before; what people deleted since then stays deleted."""
    return marker.exists() and Product.objects.exists()


def load_demo(
    *,
    marker: Path,
    clock: Callable[[], datetime],
    on_progress: OnProgress,
    later: bool = False,
    parts: Sequence[Part] = (),
    on_part: Callable[[LoadedPart], None] = lambda part: None,
) -> Loaded:
    """Add what is missing of the catalogue and of `parts`, and note in `marker` that the demo shop is whole.

    With `later` the worker draws all but the first picture of each product.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LOCALES}
    at = clock()
    load_taxonomy(locales, clock=clock)
    products = list(read_products())
    before = Product.objects.count()
    saved = _load_products(products, at=at)
    pictures = load_pictures(
        products, saved, later=later, at=at, on_progress=lambda done, total: on_progress(_DRAWING, done, total)
    )
    # Later than what the taxonomy delivered, or that would stay in their place.
    load_logos(at=clock())
    load_tiles(later=later, at=clock())
    load_scenes(on_progress=lambda done, total: on_progress(_COMPOSING, done, total))
    load_tags(saved)
    contents = sum(_load_contents(products, code, locale, clock=clock) for code, locale in locales.items())
    load_withheld(products, locales, saved)
    load_drafts(locales, at=at)
    load_proposals(locales)
    load_parts(parts, at=clock(), clock=time.monotonic, on_loaded=on_part)
    marker.touch()
    return Loaded(Product.objects.count() - before, pictures, contents)


@transaction.atomic
def _load_products(products: list[DemoProduct], *, at: datetime) -> dict[str, Product]:
    brands = Brand.objects.in_bulk(field_name="key")
    categories = Category.objects.in_bulk(field_name="key")
    saved = Product.objects.in_bulk([product.key for product in products], field_name="key")
    new = [
        Product(
            key=product.key,
            brand=brands[product.brand],
            category=categories[product.category],
            stage=product.stage,
            specifications=product.specifications,
            variant_axes=list(product.axes),
            released_at=move_date(product.released, at=at),
        )
        for product in products
        if product.key not in saved
    ]
    Product.objects.bulk_create(new)
    write_references(new_products=new, moved_products=[], new_contents=[])
    Offer.objects.bulk_create(
        Offer(product=product, sku=offer["sku"], **make_offer(demo, position, at=at))
        for demo, product in zip([one for one in products if one.key not in saved], new, strict=True)
        for position, offer in enumerate(demo.offers)
    )
    return {**saved, **{product.key: product for product in new}}


def _load_contents(products: list[DemoProduct], code: str, locale: Locale, *, clock: Callable[[], datetime]) -> int:
    present = set(ProductContent.objects.filter(locale=locale).values_list("product__key", flat=True))
    missing = [one for one in products if one.key not in present and one.key not in list_withheld()]
    rows = [row for row in make_rows(missing, code, at=clock()) if row.content]
    planner = Planner(make_mapping(code), make_scan(rows), Vocabulary(), locale, is_dry=False)
    for batch in batched(rows, BATCH):
        for row in batch:
            # Offers came with their products; an editor's stock is not set back.
            row.offer = {}
        with transaction.atomic():
            plan = planner.plan(batch, read_present(batch, locale=locale))
            write_batch(plan, locale=locale, feed="demo", at=clock())
    return len(rows)
