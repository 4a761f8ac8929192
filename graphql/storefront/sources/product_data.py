"""What search engines are told of a product."""

from __future__ import annotations

from typing import Any

from storefront import json_ld
from storefront.sources.products import ProductSource
from storefront.sources.trails import make_url

_MOST_IMAGES = 5


def describe_product(product: ProductSource, *, origin: str) -> dict[str, Any]:
    """The product with what it costs."""
    urls = [image["url"] for image in product.data["images"][:_MOST_IMAGES]]
    offers = [
        {
            "sku": one.offer.sku,
            "amount": one.price.amount,
            "currency": one.price.currency,
            "isAvailable": one.is_available,
        }
        for one in product.offers
    ]
    return json_ld.describe_product(
        product.data,
        url=make_url(product.document.path, product.document.locale),
        images=[f"{origin}{url}" if url.startswith("/") and not url.startswith("//") else url for url in urls],
        offers=offers,
    )


def describe_product_page(product: ProductSource, *, origin: str) -> list[dict[str, Any]]:
    """The product, where it stands, and the questions its details answer."""
    document, data = product.document, product.data
    trail = [
        *((one["name"], make_url(f"/categories/{one['key']}", document.locale)) for one in data["breadcrumbs"]),
        (data["title"], make_url(document.path, document.locale)),
    ]
    questions = json_ld.describe_questions(data["details"])
    described = [describe_product(product, origin=origin), json_ld.describe_breadcrumbs(trail), questions]
    return [one for one in described if one is not None]
