"""Every page of the shop says what it is there to say, in both languages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from search.suggesting.building import build_suggestions
from tests import factories
from tests.integration.shop.conftest import find_all

pytestmark = pytest.mark.django_db

CARD = r'<h3 class="card__title"><a href="([^"]+)">([^<]+)</a>'


def test_the_bare_address_leads_to_the_language_of_the_browser(visitor: Any) -> None:
    response = visitor.client.get("/", headers={"accept-language": "en-GB,en;q=0.9"})
    assert (response.status_code, response["Location"]) == (302, "/en/")
    assert "Accept-Language" in response["Vary"]
    assert visitor.follow("/") == (302, "/zh-hans/")


def test_home_shows_products_categories_and_brands(visitor: Any, make_shop: Any) -> None:
    make_shop(3)
    page = visitor.open("/zh-hans/")
    assert {address for address, _title in find_all(CARD, page)} == {
        f"/zh-hans/products/mug-{number:03}" for number in range(3)
    }
    assert find_all(r'class="tile">.*?<a href="([^"]+)">([^<]+)</a>', page) == [("/zh-hans/categories/kitchen", "厨房")]
    assert '<a href="/zh-hans/brands/acme"><strong>Acme</strong>' in page


def test_an_empty_shop_opens_all_the_same(visitor: Any) -> None:
    for address in ("/en/", "/en/search", "/en/search?q=tea"):
        visitor.open(address)


def test_a_category_lists_its_products_and_narrows(visitor: Any, make_shop: Any, index: Any) -> None:
    shop = make_shop(3)
    other = factories.make_product("lion", brand=factories.make_brand("lion", name="Lion"), category=shop.category)
    factories.make_offer(other, price_minor=9900)
    factories.make_published(product=other, title="狮子杯")
    index()
    page = visitor.open("/zh-hans/categories/kitchen")
    assert "<h1>厨房</h1>" in page
    assert len(find_all(CARD, page)) == 4
    assert find_all(r'name="brand" value="([^"]+)"', page) == ["acme", "lion"]
    assert '<a href="/zh-hans/categories/mugs">杯子</a>' in page
    narrowed = visitor.open("/zh-hans/categories/kitchen?brand=lion&max=100")
    assert find_all(CARD, narrowed) == [("/zh-hans/products/lion", "狮子杯")]
    # Choosing one brand leaves the other to be chosen, and each choice can be taken back.
    assert find_all(r'name="brand" value="([^"]+)"( checked)?', narrowed)[:2] == [("lion", " checked"), ("acme", "")]
    assert 'href="/zh-hans/categories/kitchen?max=100" data-swap' in narrowed
    assert '<meta name="robots" content="noindex">' in narrowed
    nothing = visitor.open("/zh-hans/categories/kitchen?brand=lion&max=1")
    assert "Nothing fits all of these filters." in nothing


def test_a_long_list_goes_on_by_a_link(visitor: Any, make_shop: Any) -> None:
    make_shop(26)
    first = visitor.open("/zh-hans/categories/mugs?sort=cheap")
    (more,) = find_all(r'href="([^"]+)" rel="next"', first)
    second = visitor.open(more)
    shown = [title for _address, title in find_all(CARD, first) + find_all(CARD, second)]
    assert shown == [f"马克杯 {number:03}" for number in range(26)]
    assert 'rel="next"' not in second
    assert 'href="/zh-hans/categories/mugs?sort=cheap">Back to the beginning' in second


def test_a_place_that_is_none_leads_to_the_beginning(visitor: Any, make_shop: Any) -> None:
    make_shop(1)
    assert visitor.follow("/en/categories/mugs?sort=cheap&after=nonsense") == (302, "/en/categories/mugs?sort=cheap")


def test_a_brand_shows_itself_and_its_products(visitor: Any, make_shop: Any) -> None:
    make_shop(2)
    page = visitor.open("/en/brands/acme")
    assert "<h1>Acme</h1>" in page
    assert len(find_all(CARD, page)) == 2
    assert 'name="brand"' not in page


def test_search_marks_what_it_found(visitor: Any, make_shop: Any) -> None:
    make_shop(2)
    page = visitor.open("/zh-hans/search?q=马克杯")
    assert "<mark>马克杯</mark>" in page
    assert 'value="马克杯"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_search_helps_on_who_found_nothing(visitor: Any, make_shop: Any) -> None:
    make_shop(2)
    page = visitor.open("/zh-hans/search?q=<script>alert(1)</script>")
    assert "Nothing here matches" in page
    assert "<script>alert" not in page
    assert len(find_all(CARD, page)) == 2


def test_a_product_page_says_all_of_it(visitor: Any, make_shop: Any, index: Any) -> None:
    shop = make_shop(2)
    product = factories.make_product("kettle", brand=shop.brand, category=shop.category, variant_axes=["color"])
    factories.make_offer(product, "K-RED", price_minor=19900, list_price_minor=25900, options={"color": "红"})
    factories.make_offer(product, "K-BLUE", price_minor=29900, stock=0, options={"color": "蓝"})
    factories.make_published(
        product=product, title="水壶", summary="烧水。", selling_points=[("point", "快"), ("point", "静")]
    )
    index()
    page = visitor.open("/zh-hans/products/kettle")
    assert "<h1>水壶</h1>" in page
    assert find_all(r'price__sale">([^<]+)<', page)[0] == "¥199.00"
    assert "¥259.00" in page
    assert find_all(r'href="([^"]+)" rel="nofollow" data-choice( aria-current="true")?>([^<]+)', page) == [
        ("/zh-hans/products/kettle?sku=K-BLUE", "", "蓝"),
        ("/zh-hans/products/kettle?sku=K-RED", ' aria-current="true"', "红"),
    ]
    assert 'data-sku="K-RED"' in page
    sold_out = visitor.open("/zh-hans/products/kettle?sku=K-BLUE")
    assert '<button class="button button--buy" type="submit" disabled>Sold out</button>' in sold_out
    assert 'data-sku="K-BLUE"' in sold_out
    # The end of the page goes on with its neighbours.
    assert find_all(CARD, page.partition('id="similar"')[2]) != []
    structured = [json.loads(one) for one in find_all(r'<script type="application/ld\+json">(.*?)</script>', page)]
    assert [one["@type"] for one in structured] == ["Product", "BreadcrumbList"]
    assert [offer["sku"] for offer in structured[0]["offers"]["offers"]] == ["K-BLUE", "K-RED"]


def test_one_thing_has_an_address_in_every_language_it_is_written_in(visitor: Any, make_shop: Any) -> None:
    content = make_shop(1).products[0]
    factories.make_published(product=content.product, locale="en", title="Mug", slug="a-mug")
    page = visitor.open("/en/products/a-mug")
    assert find_all(r'rel="alternate" hreflang="([^"]+)" href="[^"]*?(/[a-z-]+/products/[^"]+)"', page) == [
        ("en", "/en/products/a-mug"),
        ("zh-Hans", "/zh-hans/products/mug-000"),
        ("x-default", "/zh-hans/products/mug-000"),
    ]
    assert '<html lang="en">' in page
    assert '<a class="head__language" href="/zh-hans/products/mug-000" lang="zh-Hans"' in page
    # The other language's word for it leads on to this one's.
    assert visitor.follow("/en/products/mug-000") == (302, "/en/products/a-mug")


def test_what_is_not_translated_is_shown_and_belongs_to_its_own_address(visitor: Any, make_shop: Any) -> None:
    make_shop(1)
    page = visitor.open("/en/products/mug-000")
    assert "<h1>马克杯 000</h1>" in page
    assert '<article class="product" lang="zh-hans">' in page
    assert find_all(r'rel="canonical" href="[^"]*?(/[a-z-]+/products/[^"]+)"', page) == ["/zh-hans/products/mug-000"]


def test_what_has_moved_leads_on(visitor: Any, make_shop: Any, index: Any) -> None:
    content = make_shop(1).products[0]
    factories.publish(content, slug="mug-renamed")
    index()
    assert visitor.follow("/zh-hans/products/mug-000") == (301, "/zh-hans/products/mug-renamed")
    assert visitor.follow("/zh-hans/products/mug-000/") == (301, "/zh-hans/products/mug-renamed")


def test_drafts_and_what_has_ended_are_not_there(visitor: Any, make_shop: Any) -> None:
    content = make_shop(1).products[0]
    factories.make_draft(factories.make_product("secret"), title="Secret plan")
    content.unpublish()
    for slug in ("secret", "mug-000"):
        assert "Secret plan" not in visitor.open(f"/zh-hans/products/{slug}", 404)


def test_the_search_box_suggests_and_says_what_was_meant(visitor: Any, make_shop: Any) -> None:
    make_shop(3)
    build_suggestions(at=timezone.now())
    page = visitor.open("/zh-hans/")
    assert 'data-suggest="/zh-hans/search/suggest"' in page
    response = visitor.client.get("/zh-hans/search/suggest?q=acm")
    assert response.headers["Cache-Control"] == "private, max-age=60"
    found = response.json()["suggestions"]
    assert found[0]["text"] == "Acme"
    assert found[0]["address"] == "/zh-hans/brands/acme"
    assert visitor.client.get("/zh-hans/search/suggest?q=").json() == {"suggestions": []}
    assert visitor.client.post("/zh-hans/search/suggest").status_code == 405
