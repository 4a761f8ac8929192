"""Keeps the pictures of the demo shop's products: the first of each at once, the others now or by the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.catalog.demo.later import CONSUMER
from cms.catalog.demo.reading import DemoProduct, read_products
from cms.catalog.demo.shots import Shot, list_shots
from cms.catalog.demo.workshop import draw_all
from cms.catalog.models import Product, ProductPicture
from cms.delivery import outbox, services
from cms.media.starting import PRODUCTS, find_collection

_UNDESCRIBED = 12
"""Of so many products the pictures of one are not described."""


def load_pictures(
    products: Sequence[DemoProduct],
    present: dict[str, Product],
    *,
    later: bool,
    at: datetime,
    on_progress: Callable[[int, int], None],
) -> int:
    """Give each product that has none its pictures, or with `later` its first alone; returns how many were drawn.

    The worker draws what is left then: a newcomer's shop opens as soon as every product can be seen.
    """
    missing = _find_missing(products, present, later=later)
    total = sum(len(places) for places in missing.values())
    drawn = draw_all([(position, index) for position, indexes in missing.items() for index in indexes])
    kept = 0
    for position, indexes in missing.items():
        product = products[position]
        # Drawn before the transaction: nobody else can write while one is open.
        files = [content for _index, (_job, content) in zip(indexes, drawn, strict=False)]
        with transaction.atomic():
            kept += _keep(product, present[product.key], indexes, position, files)
            if later:
                outbox.enqueue(CONSUMER, [f"product:{product.key}"], available_at=at)
        on_progress(kept, total)
    return kept


def complete_pictures(keys: list[str], *, at: datetime) -> None:
    """Draw what is left of the pictures of these products."""
    products = read_products()
    present = Product.objects.in_bulk(keys, field_name="key")
    missing = _find_missing(products, present, later=False)
    drawn = draw_all([(position, index) for position, indexes in missing.items() for index in indexes])
    for position, indexes in missing.items():
        product = products[position]
        files = [content for _index, (_job, content) in zip(indexes, drawn, strict=False)]
        with transaction.atomic():
            _keep(product, present[product.key], indexes, position, files)
            services.announce_change([f"product:{product.key}"], at=at)


def _find_missing(products: Sequence[DemoProduct], present: dict[str, Product], *, later: bool) -> dict[int, list[int]]:
    """By the place of the product which of its shots it lacks. What people did to its pictures stays as it is."""
    rows = ProductPicture.objects.filter(product__in=present.values()).select_related("image")
    pictures: dict[int, list[ProductPicture]] = {}
    for row in rows:
        pictures.setdefault(row.product_id, []).append(row)
    missing = {}
    for position, product in enumerate(products):
        if product.key not in present:
            continue
        found = pictures.get(present[product.key].pk, [])
        count = 1 if later else len(list_shots(product, position=position))
        if not found:
            missing[position] = list(range(count))
        elif count > 1 and _is_first_alone(product, found):
            missing[position] = list(range(1, count))
    return missing


def _is_first_alone(product: DemoProduct, found: list[ProductPicture]) -> bool:
    return len(found) == 1 and found[0].image is not None and _name_file(product, 0)[:-4] in found[0].image.file.name


def _keep(product: DemoProduct, saved: Product, indexes: Sequence[int], position: int, files: Sequence[bytes]) -> int:
    shots = list_shots(product, position=position)
    collection = find_collection(PRODUCTS) or Collection.get_first_root_node()
    ProductPicture.objects.bulk_create(
        ProductPicture(
            product=saved,
            image=get_image_model().objects.create(
                title=_name_picture(product, shots[index]),
                collection=collection,
                **_describe(product, shots[index], position),
                file=ContentFile(file, name=_name_file(product, index)),
            ),
            option=shots[index].value,
            sort_order=index,
        )
        for index, file in zip(indexes, files, strict=True)
    )
    return len(indexes)


def _describe(product: DemoProduct, shot: Shot, position: int) -> dict[str, Any]:
    """What it shows in words; now and then nobody has said it yet."""
    if position % _UNDESCRIBED == _UNDESCRIBED - 1:
        return {}
    names = {code: f"{text.title} · {shot.value}" if shot.value else text.title for code, text in product.texts.items()}
    return {"description": names["zh-hans"], "alt_texts": {"en": names["en"]}}


def _name_file(product: DemoProduct, index: int) -> str:
    return f"demo-{product.key}-{index + 1}.jpg"


def _name_picture(product: DemoProduct, shot: Shot) -> str:
    title = product.texts["zh-hans"].title
    return f"{title} · {shot.value}" if shot.value else title
