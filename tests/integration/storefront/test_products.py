"""What a product says of itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from cms.catalog.models import ProductPicture, SpecificationDefinition
from storefront.node_ids import encode_id
from tests import factories

pytestmark = pytest.mark.django_db


def _publish_lamp() -> Any:
    brand = factories.make_brand("lux", name="Lux")
    home = factories.make_category("home", name="家居")
    lamps = factories.make_category("lamps", parent=home, name="灯具")
    definitions = [
        SpecificationDefinition(key="power", name="功率", type="number", unit="W", is_facet=True),
        SpecificationDefinition(key="dimmable", name="可调光", type="boolean"),
        SpecificationDefinition(key="colour", name="颜色", type="choice", choices=["red", "blue"], is_facet=True),
    ]
    for order, definition in enumerate(definitions):
        definition.category, definition.sort_order = lamps, order
        definition.save()
    product = factories.make_product(
        "lamp",
        brand=brand,
        category=lamps,
        stage="new",
        released_at=datetime(2026, 3, 1, tzinfo=UTC),
        specifications={"power": 9.5, "dimmable": True, "colour": "red"},
        variant_axes=["colour", "size"],
    )
    factories.make_offer(
        product, "lamp-red", price_minor=19900, list_price_minor=29900, options={"size": "S", "colour": "red"}
    )
    factories.make_offer(
        product,
        "lamp-blue",
        price_minor=9990,
        list_price_minor=9990,
        stock=2,
        alert_level=3,
        options={"colour": "blue", "size": "S"},
        sort_order=1,
    )
    return factories.make_published(
        product=product,
        title="台灯",
        summary="不伤眼。",
        selling_points=[("point", "无频闪")],
        details=[
            ("heading", "为什么"),
            ("text", "<p>好<script>x</script></p>"),
            ("questions", [{"question": "保修？", "answer": "<p>两年</p>"}]),
        ],
        seo_title="台灯 | Lux",
    )


def test_an_offer_has_the_picture_of_its_colour(storefront):
    content = _publish_lamp()
    for order, (name, option) in enumerate((("front", "red"), ("detail", ""), ("blue", "blue"))):
        ProductPicture.objects.create(
            product=content.product, remote_url=f"https://x.example/{name}.jpg", option=option, sort_order=order
        )
    factories.publish(content)
    data = storefront.ask('{ product(key: "lamp") { images { url } offers { sku image { url } } } }')
    assert [image["url"][-9:] for image in data["product"]["images"]] == ["front.jpg", "etail.jpg", "/blue.jpg"]
    assert {offer["sku"]: offer["image"]["url"] for offer in data["product"]["offers"]} == {
        "lamp-red": "https://x.example/front.jpg",
        "lamp-blue": "https://x.example/blue.jpg",
    }
    ProductPicture.objects.update(option="")
    factories.publish(content)
    data = storefront.ask('{ product(key: "lamp") { offers { image { url } } } }')
    assert data["product"]["offers"] == [{"image": None}, {"image": None}]


def test_a_product_page(storefront):
    _publish_lamp()
    data = storefront.ask(
        """
        { product(key: "lamp") {
            id key slug locale isFallback title summary sellingPoints stage releasedAt isAvailable
            brand { id key name slug website logo { url } isFallback }
            category { key name depth parent { key } }
            breadcrumbs { name slug }
            image { url } images { url }
            price { amount currency formatted } listPrice { amount }
            priceRange { low { formatted } high { formatted } }
            variantAxes { name values }
            offers {
              id sku gtin options { name value } price { amount } listPrice { amount } availability isAvailable
              stockStatus presale { isOpen } leadDays
            }
            specifications { key name type value label number boolean unit isFacet }
            details {
              __typename
              ... on HeadingBlock { text }
              ... on TextBlock { html }
              ... on QuestionsBlock { items { question html } }
            }
            seo { title description }
        } }
        """
    )
    assert data["product"] == {
        "id": encode_id("Product", "lamp"),
        "key": "lamp",
        "slug": "lamp",
        "locale": "zh-hans",
        "isFallback": False,
        "title": "台灯",
        "summary": "不伤眼。",
        "sellingPoints": ["无频闪"],
        "stage": "NEW",
        "releasedAt": "2026-03-01T00:00:00+00:00",
        "isAvailable": True,
        "brand": {
            "id": encode_id("Brand", "lux"),
            "key": "lux",
            "name": "Lux",
            "slug": "lux",
            "website": "",
            "logo": None,
            "isFallback": False,
        },
        "category": {"key": "lamps", "name": "灯具", "depth": 2, "parent": {"key": "home"}},
        "breadcrumbs": [{"name": "家居", "slug": "home"}, {"name": "灯具", "slug": "lamps"}],
        "image": None,
        "images": [],
        "price": {"amount": "99.90", "currency": "CNY", "formatted": "¥99.90"},
        "listPrice": None,
        "priceRange": {"low": {"formatted": "¥99.90"}, "high": {"formatted": "¥199.00"}},
        "variantAxes": [{"name": "colour", "values": ["red", "blue"]}, {"name": "size", "values": ["S"]}],
        "offers": [
            {
                "id": encode_id("Offer", "lamp-red"),
                "sku": "lamp-red",
                "gtin": None,
                "options": [{"name": "colour", "value": "red"}, {"name": "size", "value": "S"}],
                "price": {"amount": "199.00"},
                "listPrice": {"amount": "299.00"},
                "availability": "IN_STOCK",
                "isAvailable": True,
                "stockStatus": "IN_STOCK",
                "presale": None,
                "leadDays": None,
            },
            {
                "id": encode_id("Offer", "lamp-blue"),
                "sku": "lamp-blue",
                "gtin": None,
                "options": [{"name": "colour", "value": "blue"}, {"name": "size", "value": "S"}],
                "price": {"amount": "99.90"},
                "listPrice": None,
                "availability": "IN_STOCK",
                "isAvailable": True,
                "stockStatus": "LOW_STOCK",
                "presale": None,
                "leadDays": None,
            },
        ],
        "specifications": [
            {
                "key": "power", "name": "功率", "type": "NUMBER", "value": "9.5", "label": "9.5 W",
                "number": 9.5, "boolean": None, "unit": "W", "isFacet": True,
            },
            {
                "key": "dimmable", "name": "可调光", "type": "BOOLEAN", "value": "true", "label": "是",
                "number": None, "boolean": True, "unit": "", "isFacet": False,
            },
            {
                "key": "colour", "name": "颜色", "type": "CHOICE", "value": "red", "label": "red",
                "number": None, "boolean": None, "unit": "", "isFacet": True,
            },
        ],
        "details": [
            {"__typename": "HeadingBlock", "text": "为什么"},
            {"__typename": "TextBlock", "html": "<p>好</p>"},
            {"__typename": "QuestionsBlock", "items": [{"question": "保修？", "html": "<p>两年</p>"}]},
        ],
        "seo": {"title": "台灯 | Lux", "description": "不伤眼。"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"stock": None}, ("IN_STOCK", "IN_STOCK", True, None, None)),
        ({"stock": 0}, ("IN_STOCK", "OUT_OF_STOCK", False, None, None)),
        ({"stock": 3, "alert_level": 3}, ("IN_STOCK", "LOW_STOCK", True, None, None)),
        (
            {"availability": "made_to_order", "stock": 0, "lead_days": 14},
            ("MADE_TO_ORDER", "OUT_OF_STOCK", True, None, 14),
        ),
        ({"availability": "in_stock", "lead_days": 14}, ("IN_STOCK", "IN_STOCK", True, None, None)),
    ],
)
def test_how_an_offer_is_sold(storefront, facts, expected):
    product = factories.make_product("mug")
    factories.make_offer(product, **facts)
    factories.make_published(product=product)
    (offer,) = storefront.ask(
        '{ product(key: "mug") { offers { availability stockStatus isAvailable presale { isOpen } leadDays } } }'
    )["product"]["offers"]
    assert tuple(offer.values()) == expected


def test_a_presale_tells_its_dates_and_opens_to_the_instant(storefront):
    now = timezone.now()
    product = factories.make_product("mug")
    times: dict[str, Any] = {
        "presale_starts_at": datetime(2026, 1, 1, tzinfo=UTC),
        "presale_ends_at": now + timedelta(days=2),
        "ships_at": datetime(2030, 2, 3, 4, 5, tzinfo=UTC),
    }
    factories.make_offer(product, "open", availability="presale", **times)
    factories.make_offer(
        product, "later", availability="presale", sort_order=1, presale_starts_at=now + timedelta(days=1)
    )
    factories.make_published(product=product)
    offers = storefront.ask(
        '{ product(key: "mug") { offers { sku isAvailable presale { isOpen startsAt endsAt shipsAt } } } }'
    )["product"]["offers"]
    assert offers == [
        {
            "sku": "open",
            "isAvailable": True,
            "presale": {
                "isOpen": True,
                "startsAt": "2026-01-01T00:00:00+00:00",
                "endsAt": times["presale_ends_at"].isoformat(),
                "shipsAt": "2030-02-03T04:05:00+00:00",
            },
        },
        {
            "sku": "later",
            "isAvailable": False,
            "presale": {
                "isOpen": False,
                "startsAt": (now + timedelta(days=1)).isoformat(),
                "endsAt": None,
                "shipsAt": None,
            },
        },
    ]


def test_a_missing_translation_falls_back_and_says_so(storefront, index):
    lamp = _publish_lamp()
    index()
    query = """query ($locale: String) {
      product(key: "lamp", locale: $locale) { locale isFallback title }
      search(text: "台灯", locale: $locale) { nodes { locale isFallback } }
    }"""
    assert storefront.ask(query, {"locale": "en"}) == {
        "product": {"locale": "zh-hans", "isFallback": True, "title": "台灯"},
        "search": {"nodes": [{"locale": "zh-hans", "isFallback": True}]},
    }
    factories.make_published(product=lamp.product, locale="en", title="Desk lamp")
    index()
    assert storefront.ask(query, {"locale": "en-GB"})["product"] == {
        "locale": "en",
        "isFallback": False,
        "title": "Desk lamp",
    }
    assert storefront.ask(query)["product"]["title"] == "台灯"
    for header, value in (("accept_language", "fr, en;q=0.8"), ("x_vitrine_locale", "en")):
        assert storefront.ask(query, **{header: value})["product"]["title"] == "Desk lamp"
    assert storefront.ask(query, {"locale": "zh-CN"}, x_vitrine_locale="en")["product"]["title"] == "台灯"


@pytest.mark.parametrize(
    ("query", "headers", "code"),
    [
        ('{ product(key: "a", locale: "xx") { key } }', {}, "UNKNOWN_LOCALE"),
        ("{ serverTime }", {"x_vitrine_locale": "xx"}, "UNKNOWN_LOCALE"),
        ('{ product(key: "a", channel: "fax") { key } }', {}, "UNKNOWN_CHANNEL"),
        ("{ serverTime }", {"x_vitrine_channel": "fax"}, "UNKNOWN_CHANNEL"),
        ("{ product { key } }", {}, "BAD_ARGUMENT"),
        ('{ product(key: "a", sku: "b") { key } }', {}, "BAD_ARGUMENT"),
        ("{ products(first: 0) { totalCount } }", {}, "BAD_ARGUMENT"),
        ("{ products(first: 101) { totalCount } }", {}, "BAD_ARGUMENT"),
        ('{ products(after: "nonsense") { totalCount } }', {}, "BAD_CURSOR"),
        ('{ brands(after: "nonsense") { totalCount } }', {}, "BAD_CURSOR"),
        ('{ node(id: "nonsense") { id } }', {}, "BAD_ID"),
        ('{ products(filter: {price: {min: "1.234"}}) { totalCount } }', {}, "BAD_ARGUMENT"),
        ('{ products(filter: {price: {min: "9", max: "8"}}) { totalCount } }', {}, "BAD_ARGUMENT"),
        ('{ products { facets(keys: ["colour"]) { key } } }', {}, "BAD_ARGUMENT"),
        (f'{{ search(text: "{"a" * 201}") {{ totalCount }} }}', {}, "BAD_ARGUMENT"),
    ],
)
def test_what_makes_no_sense_has_a_code(storefront, index, query, headers, code):
    factories.make_published("mug")
    index()
    assert storefront.fail(query, **headers)["extensions"]["code"] == code


def test_links_to_files_are_whole_addresses(storefront):
    document = get_document_model().objects.create(title="Manual", file=ContentFile(b"x", name="manual.pdf"))
    html = f'<p><a linktype="document" id="{document.pk}">Manual</a></p>'
    factories.make_published("tea", details=[("text", html)])
    data = storefront.ask('{ product(key: "tea") { details { ... on TextBlock { html } } } }')
    address = f"http://testserver{document.url}"
    assert data["product"]["details"] == [{"html": f'<p><a href="{address}" rel="noopener">Manual</a></p>'}]
