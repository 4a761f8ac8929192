"""Makes small, whole catalogue objects for integration tests, through the same services the product uses."""

from __future__ import annotations

from itertools import count
from typing import Any

from wagtail.models import Locale, Page

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


def publish(content: Any, **changes: Any) -> Any:
    """Change `content` and publish it (or schedule it, with go_live_at) as the admin does."""
    for name, value in changes.items():
        setattr(content, name, value)
    content.save_revision().publish()
    return type(content).objects.get(pk=content.pk)


def make_published(key: str = "", *, locale: str = "zh-hans", product: Product | None = None, **fields: Any):
    """A product with content that is live, and an offer with the product's key as its SKU."""
    product = product or make_product(key)
    if not product.offers.exists():
        make_offer(product)
    return publish(make_draft(product, locale=locale, **fields))


def make_home(locale: str = "zh-hans", **fields: Any) -> Any:
    """A home page that is live, at the root; the one there is, where there is one."""
    from cms.content.models import HomePage

    home = HomePage.objects.filter(locale=find_locale(locale)).first()
    if home is None:
        others = HomePage.objects.first()
        home = HomePage(title="首页", slug=f"home-{locale}", locale=find_locale(locale), live=False)
        if others is not None:
            home.translation_key = others.translation_key
        Page.get_first_root_node().add_child(instance=home)
    return publish(home, **fields)


def make_landing(
    slug: str = "", *, locale: str = "zh-hans", blocks: Any = (), is_published: bool = True, **fields: Any
):
    """A landing page below the home, with `blocks` as (type, raw value) pairs; published unless told otherwise."""
    from campaigns.landing.models import LandingPage

    slug = slug or f"landing-{next(_numbers)}"
    values = {"title": slug.title(), "slug": slug, "locale": find_locale(locale), "live": False, **fields}
    page = LandingPage(**values)
    page.body = make_stream(page, blocks)
    make_home(locale).add_child(instance=page)
    return publish(page) if is_published else page


def make_stream(page: Any, blocks: Any) -> Any:
    """A stream of `page` from (type, raw value) pairs; ids are "block-0", "block-1"…"""
    raw = [{"type": name, "value": value, "id": f"block-{place}"} for place, (name, value) in enumerate(blocks)]
    return page._meta.get_field("body").stream_block.to_python(raw)
