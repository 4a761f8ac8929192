"""What search engines read beside the page."""

from __future__ import annotations

from typing import Any

from shop.structured_data import describe_breadcrumbs, describe_product, describe_site


def make_url(path: str) -> str:
    return f"https://shop.example/en{path}"


def make_offer(**fields: Any) -> dict[str, Any]:
    price = {"amount": "59.90", "currency": "CNY"}
    return {"sku": "A1", "gtin": None, "price": price, "availability": "IN_STOCK", "isAvailable": True, **fields}


def make_product(*offers: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": "/products/tea",
        "title": "Tea",
        "summary": "Fresh.",
        "seo": {"title": "Tea", "description": ""},
        "images": [{"url": "/media/a.jpg"}],
        "brand": None,
        "category": {"name": "Green tea"},
        "offers": offers,
    }


def test_a_product_names_its_offers() -> None:
    offers = [
        make_offer(gtin="690"),
        make_offer(availability="PRESALE"),
        make_offer(availability="MADE_TO_ORDER"),
        make_offer(isAvailable=False),
    ]
    described = describe_product(make_product(*offers), make_url=make_url)
    assert (described["@type"], described["url"]) == ("Product", "https://shop.example/en/products/tea")
    assert described["description"] == "Fresh."
    assert "brand" not in described
    assert [offer["availability"].rpartition("/")[2] for offer in described["offers"]] == [
        "InStock",
        "PreOrder",
        "MadeToOrder",
        "OutOfStock",
    ]
    assert described["offers"][0] == {
        "@type": "Offer",
        "sku": "A1",
        "gtin": "690",
        "url": "https://shop.example/en/products/tea",
        "price": "59.90",
        "priceCurrency": "CNY",
        "availability": "https://schema.org/InStock",
    }
    assert "gtin" not in described["offers"][1]


def test_breadcrumbs_are_counted_from_one() -> None:
    crumbs = [{"name": "Tea", "path": "/categories/tea"}, {"name": "Green", "path": "/categories/green"}]
    items = describe_breadcrumbs(crumbs, make_url=make_url)["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Tea", "https://shop.example/en/categories/tea"),
        (2, "Green", "https://shop.example/en/categories/green"),
    ]


def test_the_shop_can_be_searched() -> None:
    target = describe_site("Vitrine", make_url=make_url)["potentialAction"]["target"]["urlTemplate"]
    assert target == "https://shop.example/en/search?q={search_term_string}"
