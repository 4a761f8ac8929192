"""What a product's document says."""

import pytest
from django.utils import timezone

from cms.catalog.models import (
    BrandText,
    CategoryText,
    ProductPicture,
    SpecificationDefinition,
    SpecificationText,
    SpecificationType,
)
from cms.catalog.rendering import render_products
from cms.delivery import selectors
from tests.factories import find_locale, make_brand, make_category, make_draft, make_product

pytestmark = pytest.mark.django_db


def render(content):
    return render_products([content])[0]


def test_names_are_in_the_documents_language() -> None:
    brand, category = make_brand("mori", name="森物"), make_category("tea", name="茶")
    english = find_locale("en")
    BrandText.objects.create(brand=brand, locale=english, name="Mori")
    CategoryText.objects.create(category=category, locale=english, name="Tea")
    product = make_product("green", brand=brand, category=category)
    chinese = render(make_draft(product, title="绿茶")).body
    body = render(make_draft(product, locale="en", title="Green tea")).body
    assert (chinese["brand"], chinese["category"]) == ({"key": "mori", "name": "森物"}, {"key": "tea", "name": "茶"})
    assert (body["brand"], body["category"]) == ({"key": "mori", "name": "Mori"}, {"key": "tea", "name": "Tea"})


def test_specifications_are_typed_named_and_inherited() -> None:
    root = make_category("home")
    leaf = make_category("kettles", parent=root)
    english = find_locale("en")
    make = SpecificationDefinition.objects.create
    weight = make(category=root, key="weight", name="重量", type=SpecificationType.NUMBER, unit="克", sort_order=2)
    SpecificationText.objects.create(definition=weight, locale=english, name="Weight", unit="g")
    make(category=root, key="washable", name="可水洗", type=SpecificationType.BOOLEAN, sort_order=3)
    colour = make(
        category=leaf, key="colour", name="颜色", type=SpecificationType.CHOICE, choices=["red"], sort_order=1
    )
    SpecificationText.objects.create(definition=colour, locale=english, name="Colour", choice_labels={"red": "Red"})
    values = {"weight": 123456.75, "washable": True, "colour": "red", "unknown": "left out"}
    body = render(make_draft(make_product("k", category=leaf, specifications=values), locale="en")).body
    assert [(one["key"], one["name"], one["value"], one["label"]) for one in body["specifications"]] == [
        ("colour", "Colour", "red", "Red"),
        ("weight", "Weight", 123456.75, "123456.75 g"),
        ("washable", "可水洗", True, "Yes"),
    ]


def test_rich_text_leaves_without_anything_unsafe() -> None:
    details = [
        {"type": "text", "id": "a", "value": '<p onclick="x()">Safe <b>bold</b><script>alert(1)</script></p>'},
        {
            "type": "text",
            "id": "b",
            "value": '<p><a href="javascript:alert(1)">no</a> <a href="https://a.cn">yes</a></p>',
        },
        {"type": "text", "id": "c", "value": "<script>only this</script>"},
    ]
    body = render(make_draft(details=details)).body
    assert body["details"] == [
        {"type": "text", "id": "a", "html": "<p>Safe <b>bold</b></p>"},
        {
            "type": "text",
            "id": "b",
            "html": '<p><a rel="noopener">no</a> <a href="https://a.cn" rel="noopener">yes</a></p>',
        },
    ]


def test_details_become_typed_blocks() -> None:
    details = [
        {"type": "heading", "id": "h", "value": "Care"},
        {"type": "picture", "id": "p", "value": {"image": 999, "decorative": False, "alt_text": ""}},
        {
            "type": "questions",
            "id": "q",
            "value": [{"type": "item", "id": "i", "value": {"question": "How hot?", "answer": "<p>80 °C</p>"}}],
        },
    ]
    body = render(make_draft(details=details)).body
    assert body["details"] == [
        {"type": "heading", "id": "h", "text": "Care"},
        {"type": "questions", "id": "q", "items": [{"question": "How hot?", "html": "<p>80 °C</p>"}]},
    ]


def test_remote_pictures_are_named_by_the_title() -> None:
    product = make_product("tea")
    ProductPicture.objects.create(product=product, remote_url="https://img.example.com/a.jpg", sort_order=2)
    ProductPicture.objects.create(product=product, remote_url="https://img.example.com/b.jpg", sort_order=1)
    images = render(make_draft(product, title="Tea")).body["images"]
    assert [(image["id"], image["url"], image["alt"]) for image in images] == [
        (None, "https://img.example.com/b.jpg", "Tea"),
        (None, "https://img.example.com/a.jpg", "Tea"),
    ]


def test_brands_and_categories_are_served_in_every_locale() -> None:
    make_brand("mori", name="森物")
    make_category("tea", name="茶")
    for kind in ("brand", "category"):
        found = selectors.find_all_locales(kind, ["mori", "tea"], at=timezone.now())
        assert [sorted(documents) for documents in found.values()] == [["en", "zh-hans"]]
