"""What the shop sells, as lines of one piece: read from the tables in a few queries, whatever is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from campaigns.rules.values import EVERYTHING, Line, Target
from cms.catalog.models import Category, Offer, ProductContent
from cms.catalog.models.product import ProductTag

_STEP = Category.steplen


def find_lines(target: Target = EVERYTHING, *, currency: str, limit: int | None = None) -> list[Line]:
    """Every SKU that `target` means, by SKU, of products that are live; four queries. `limit` reads no more rows."""
    live = ProductContent.objects.filter(product=OuterRef("product_id"), live=True)
    rows = Offer.objects.filter(Exists(live), _narrow(target), currency=currency).order_by("sku")
    values = rows.values_list(
        "sku", "price_minor", "floor_price_minor", "product_id", "product__key", "product__brand__key",
        "product__category__path",
    )[:limit]  # fmt: skip
    offers = list(values)
    keys = dict(Category.objects.values_list("path", "key"))
    tags = _find_tags({row[3] for row in offers} if len(offers) < 500 else None)
    lines = [_make_line(row, keys, tags) for row in offers]
    return [line for line in lines if target.matches(line)]


def _make_line(row: tuple[Any, ...], keys: dict[str, str], tags: dict[int, frozenset[str]]) -> Line:
    sku, price, floor, product_id, product, brand, path = row
    return Line(
        id=sku,
        unit_price=price,
        sku=sku,
        product=product,
        categories=frozenset(keys[above] for above in _list_paths(path) if above in keys),
        brand=brand or "",
        tags=tags.get(product_id, frozenset()),
        floor=floor or 0,
    )


def _list_paths(path: str | None) -> list[str]:
    """Of the category and of all above it."""
    return [path[:end] for end in range(_STEP, len(path) + 1, _STEP)] if path else []


def _find_tags(product_ids: Iterable[int] | None) -> dict[int, frozenset[str]]:
    rows = ProductTag.objects.values_list("content_object_id", "tag__name")
    if product_ids is not None:
        rows = rows.filter(content_object_id__in=product_ids)
    found: dict[int, set[str]] = {}
    for product_id, name in rows:
        found.setdefault(product_id, set()).add(name.lower())
    return {product_id: frozenset(names) for product_id, names in found.items()}


def _narrow(target: Target) -> Q:
    """What SQL can say of `target`; the rest is looked at line by line."""
    wanted = Q()
    if target.skus is not None:
        wanted &= Q(sku__in=target.skus)
    if target.products is not None:
        wanted &= Q(product__key__in=target.products)
    if target.brands is not None:
        wanted &= Q(product__brand__key__in=target.brands)
    if target.categories is not None:
        wanted &= _below(target.categories)
    return wanted


def _below(categories: frozenset[str]) -> Q:
    paths = list(Category.objects.filter(key__in=categories).values_list("path", flat=True))
    if not paths:
        return Q(pk__in=())
    found = Q()
    for path in paths:
        found |= Q(product__category__path__startswith=path)
    return found
