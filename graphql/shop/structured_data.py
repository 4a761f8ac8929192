"""PURE. What search engines read beside the page: schema.org as JSON-LD, from what the API says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_AVAILABILITY = {"PRESALE": "PreOrder", "MADE_TO_ORDER": "MadeToOrder", "IN_STOCK": "InStock"}
MakeUrl = Callable[[str], str]


def describe_product(product: Mapping[str, Any], *, make_url: MakeUrl) -> dict[str, Any]:
    """A Product with an Offer for each SKU; `make_url` makes paths and pictures whole addresses."""
    address = make_url(product["path"])
    described = {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": address,
        "url": address,
        "name": product["title"],
        "description": product["seo"]["description"] or product["summary"],
        "image": [make_url(image["url"]) for image in product["images"]],
        "brand": {"@type": "Brand", "name": product["brand"]["name"]} if product["brand"] else None,
        "category": product["category"]["name"] if product["category"] else None,
        "offers": [_describe_offer(offer, address) for offer in product["offers"]],
    }
    return {name: value for name, value in described.items() if value}


def _describe_offer(offer: Mapping[str, Any], address: str) -> dict[str, Any]:
    stock = _AVAILABILITY[offer["availability"]] if offer["isAvailable"] else "OutOfStock"
    described = {
        "@type": "Offer",
        "sku": offer["sku"],
        "gtin": offer["gtin"],
        "url": address,
        "price": offer["price"]["amount"],
        "priceCurrency": offer["price"]["currency"],
        "availability": f"https://schema.org/{stock}",
    }
    return {name: value for name, value in described.items() if value}


def describe_breadcrumbs(crumbs: Sequence[Mapping[str, str]], *, make_url: MakeUrl) -> dict[str, Any]:
    """The way from the top of the shop to a page."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": crumb["name"], "item": make_url(crumb["path"])}
            for position, crumb in enumerate(crumbs, start=1)
        ],
    }


def describe_site(name: str, *, make_url: MakeUrl) -> dict[str, Any]:
    """The shop itself, with how to search it."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": name,
        "url": make_url("/"),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": make_url("/search") + "?q={search_term_string}"},
            "query-input": "required name=search_term_string",
        },
    }
