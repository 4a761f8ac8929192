"""Makes small, whole catalogue objects for integration tests, through the same services the product uses."""

from __future__ import annotations

from itertools import count
from typing import Any

from wagtail.models import Locale

from cms.catalog.models import Brand, Category, Offer, Product, ProductContent

_numbers = count(1)


def find_locale(code: str = "zh-hans") -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def make_brand(key: str = "", **fields: Any) -> Brand:
    key = key or f"brand-{next(_numbers)}"
    return Brand.objects.create(key=key, **{"name": key.title(), **fields})


def make_category(key: str = "", *, parent: Category | None = None, **fields: Any) -> Category:
    key = key or f"category-{next(_numbers)}"
    values = {"key": key, "name": key.title(), **fields}
    return Category.objects.get(pk=parent.pk).add_child(**values) if parent else Category.add_root(**values)


def make_product(key: str = "", **fields: Any) -> Product:
    return Product.objects.create(key=key or f"product-{next(_numbers)}", **fields)


def make_offer(product: Product, sku: str = "", *, price_minor: int = 1000, **fields: Any) -> Offer:
    return Offer.objects.create(
        product=product, sku=sku or product.key, price_minor=price_minor, currency="CNY", **{"stock": 10, **fields}
    )


def make_draft(product: Product | None = None, *, locale: str = "zh-hans", **fields: Any) -> ProductContent:
    """Content that was never published."""
    product = product or make_product()
    values = {"title": product.key.title(), "slug": product.key, **fields}
    return ProductContent.objects.create(product=product, locale=find_locale(locale), live=False, **values)


def publish(content: ProductContent, **changes: Any) -> ProductContent:
    """Change `content` and publish it (or schedule it, with go_live_at) as the admin does."""
    for name, value in changes.items():
        setattr(content, name, value)
    content.save_revision().publish()
    return ProductContent.objects.get(pk=content.pk)


def make_published(key: str = "", *, locale: str = "zh-hans", product: Product | None = None, **fields: Any):
    """A product with content that is live, and an offer with the product's key as its SKU."""
    product = product or make_product(key)
    if not product.offers.exists():
        make_offer(product)
    return publish(make_draft(product, locale=locale, **fields))
