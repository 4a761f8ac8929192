"""What stands around every page: the site, and menus that follow what they lead to."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.content.models import Menu, SitePlace, SiteProfile, SiteText
from tests import factories, pages

pytestmark = pytest.mark.django_db

FRAME = """
query Frame($locale: String) {
  site(locale: $locale) {
    name
    slogan
    description
    logo { url width height alt webp: srcset(widths: [96, 192]) }
    shareImage { url width height }
    phone
    email
    filingNumber
    notice
    places { name url }
    languages { code name isDefault }
    url
    jsonLd
  }
  main: menu(key: "main", locale: $locale) { ...MenuItems }
  footer: menu(key: "footer", locale: $locale) { ...MenuItems }
}

fragment MenuItems on Menu {
  items {
    id
    label
    address
    path
    children { id label address path }
  }
}
"""


def make_menu(key: str, *entries: tuple[str, dict[str, Any]], locale: str = "zh-hans") -> Menu:
    items = [{"type": kind, "id": f"{key}-{place}", "value": value} for place, (kind, value) in enumerate(entries)]
    return Menu.objects.create(key=key, title=key, locale=factories.find_locale(locale), items=items)


def read_menu(storefront: Any, key: str = "main", **variables: Any) -> list[tuple[str, str | None]] | None:
    menu = storefront.ask(FRAME, variables)[key]
    return [(item["label"], item["address"]) for item in menu["items"]] if menu else None


def test_a_new_shop_has_a_name_and_no_menus(storefront: Any) -> None:
    data = storefront.ask(FRAME)
    assert (data["site"]["name"], data["site"]["slogan"], data["site"]["places"]) == ("Vitrine", "", [])
    assert (data["main"], data["footer"]) == (None, None)
    assert data["site"]["languages"] == [
        {"code": "zh-hans", "name": "简体中文", "isDefault": True},
        {"code": "en", "name": "English", "isDefault": False},
    ]


def test_the_site_speaks_every_language(storefront: Any, settings: Any) -> None:
    settings.VITRINE_STOREFRONT_URL = "https://shop.example"
    site = SiteProfile(phone="400-123", filing_number="沪ICP备1号")
    site.texts.set(
        [
            SiteText(locale=factories.find_locale("zh-hans"), name="茶铺", slogan="好茶"),
            SiteText(locale=factories.find_locale("en"), name="Tea House"),
        ]
    )
    site.places.set([SitePlace(name="微博", url="https://weibo.com/x")])
    site.save()
    here = storefront.ask(FRAME, {"locale": "zh-hans"})["site"]
    there = storefront.ask(FRAME, {"locale": "en"})["site"]
    assert (here["name"], here["slogan"], here["url"]) == ("茶铺", "好茶", "https://shop.example/zh-hans/")
    assert (there["name"], there["slogan"], there["url"]) == ("Tea House", "", "https://shop.example/en/")
    assert here["phone"] == there["phone"] == "400-123"
    described = [json.loads(one) for one in here["jsonLd"]]
    assert [one["@type"] for one in described] == ["Organization", "WebSite"]
    assert described[0]["sameAs"] == ["https://weibo.com/x"]
    site.texts.remove(site.texts.get(name="Tea House"))
    site.save()
    assert storefront.ask(FRAME, {"locale": "en"})["site"]["name"] == "茶铺"


def test_a_menu_follows_names_and_addresses(storefront: Any) -> None:
    factories.make_category("tea", name="茶")
    factories.make_brand("mori", name="Mori")
    content = factories.make_published("cup", title="杯")
    article = pages.make_article("guide", title="指南")
    make_menu(
        "main",
        ("category", {"category": "tea", "label": ""}),
        ("brand", {"brand": "mori", "label": "品牌"}),
        ("product", {"product": "cup", "label": ""}),
        ("page", {"page": article.pk, "label": ""}),
        ("address", {"label": "帮助", "address": "/help?x=1"}),
        ("address", {"label": "微博", "address": "https://weibo.com/x"}),
    )
    assert read_menu(storefront) == [
        ("茶", "/zh-hans/categories/tea"),
        ("品牌", "/zh-hans/brands/mori"),
        ("杯", "/zh-hans/products/cup"),
        ("指南", "/zh-hans/articles/guide"),
        ("帮助", "/zh-hans/help?x=1"),
        ("微博", "https://weibo.com/x"),
    ]
    content = factories.publish(content, title="青瓷杯", slug="celadon")
    article = pages.republish(article, title="新指南", slug="handbook")
    assert read_menu(storefront)[2:4] == [
        ("青瓷杯", "/zh-hans/products/celadon"),
        ("新指南", "/zh-hans/articles/handbook"),
    ]
    content.unpublish()
    article.unpublish()
    assert [label for label, _address in read_menu(storefront)] == ["茶", "品牌", "帮助", "微博"]


def test_a_product_off_the_shelf_leaves_the_menu(storefront: Any) -> None:
    factories.make_published("cup").product.offers.all().delete()
    make_menu("main", ("product", {"product": "cup", "label": "杯"}))
    assert read_menu(storefront) == []


def test_two_levels_and_groups(storefront: Any) -> None:
    factories.make_category("tea", name="茶")
    below = [
        {"type": "category", "id": "a", "value": {"category": "tea", "label": ""}},
        {"type": "category", "id": "b", "value": {"category": "gone", "label": "无"}},
    ]
    make_menu(
        "footer",
        ("group", {"label": "逛", "children": below}),
        ("group", {"label": "空", "children": below[1:]}),
        ("category", {"category": "tea", "label": "", "children": below}),
    )
    items = storefront.ask(FRAME)["footer"]["items"]
    assert [(item["label"], item["address"], len(item["children"])) for item in items] == [
        ("逛", None, 1),
        ("茶", "/zh-hans/categories/tea", 1),
    ]
    assert items[0]["children"][0] == {
        "id": "a",
        "label": "茶",
        "address": "/zh-hans/categories/tea",
        "path": "/categories/tea",
    }


def test_a_menu_of_another_language_stands_in(storefront: Any) -> None:
    factories.make_category("tea", name="茶")
    make_menu("main", ("category", {"category": "tea", "label": ""}))
    data = storefront.ask('{ menu(key: "main", locale: "en") { locale isFallback items { address } } }')["menu"]
    assert data == {"locale": "zh-hans", "isFallback": True, "items": [{"address": "/en/categories/tea"}]}
    make_menu("main", ("address", {"label": "Help", "address": "/help"}), locale="en")
    assert read_menu(storefront, locale="en") == [("Help", "/en/help")]
    assert read_menu(storefront) == [("茶", "/zh-hans/categories/tea")]


def test_a_frame_takes_three_queries(storefront: Any) -> None:
    SiteProfile.objects.create()
    for size in (2, 8):
        for number in range(size):
            factories.make_category(f"category-{size}-{number}")
            factories.make_published(f"product-{size}-{number}")
        Menu.objects.all().delete()
        for key in ("main", "footer"):
            entries = [("category", {"category": f"category-{size}-{n}", "label": ""}) for n in range(size)]
            entries += [("product", {"product": f"product-{size}-{n}", "label": ""}) for n in range(size)]
            make_menu(key, *entries)
        with CaptureQueriesContext(connection) as queries:
            assert len(read_menu(storefront)) == 2 * size
        assert len(queries) == 3
