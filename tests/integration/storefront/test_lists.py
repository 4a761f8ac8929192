"""Lists: filters, orders, pages, facets with the words of the shop; the category tree; brands by name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cms.catalog.models import (
    BrandText,
    Category,
    CategoryText,
    Product,
    SpecificationDefinition,
    SpecificationText,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea_shop(index: Any) -> None:
    """Three teas of two brands in two categories, with a facet."""
    english = factories.find_locale("en")
    tea = factories.make_category("tea", name="茶")
    CategoryText.objects.create(category=tea, locale=english, name="Tea")
    green = factories.make_category("green", parent=tea, name="绿茶")
    black = factories.make_category("black", parent=tea, name="红茶")
    origin = SpecificationDefinition.objects.create(
        category=tea, key="origin", name="产地", type="choice", choices=["hangzhou", "qimen"], is_facet=True
    )
    SpecificationText.objects.create(
        definition=origin,
        locale=english,
        name="Origin",
        choice_labels={"hangzhou": "Hangzhou", "qimen": "Qimen"},
    )
    lion = factories.make_brand("lion", name="狮峰")
    BrandText.objects.create(brand=lion, locale=english, name="Lion Peak")
    lion.save()
    tea.refresh_from_db()
    tea.save()
    house = factories.make_brand("house", name="Haus")
    for key, brand, category, price, origin_key, day, stock in (
        ("longjing", lion, green, 12000, "hangzhou", 1, 5),
        ("biluochun", house, green, 8000, "hangzhou", 3, 0),
        ("keemun", house, black, 9900, "qimen", 2, None),
    ):
        product = factories.make_product(
            key,
            brand=brand,
            category=category,
            specifications={"origin": origin_key},
            released_at=datetime(2026, 1, day, tzinfo=UTC),
        )
        factories.make_offer(product, price_minor=price, stock=stock)
        factories.make_published(product=product, title=f"{key} tea")
    index()


def _keys(storefront: Any, arguments: str, field: str = "products") -> list[str]:
    return [node["key"] for node in storefront.ask(f"{{ {field}({arguments}) {{ nodes {{ key }} }} }}")[field]["nodes"]]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("sort: NEWEST", ["biluochun", "keemun", "longjing"]),
        ("first: 24", ["biluochun", "keemun", "longjing"]),
        ("sort: PRICE_ASC", ["biluochun", "keemun", "longjing"]),
        ("sort: PRICE_DESC", ["longjing", "keemun", "biluochun"]),
        ('sort: PRICE_ASC, filter: {categories: ["green"]}', ["biluochun", "longjing"]),
        ('sort: PRICE_ASC, filter: {categories: ["tea"]}', ["biluochun", "keemun", "longjing"]),
        ('sort: PRICE_ASC, filter: {brands: ["house"], categories: ["green"]}', ["biluochun"]),
        ('sort: PRICE_ASC, filter: {brands: ["house", "lion"]}', ["biluochun", "keemun", "longjing"]),
        ('sort: PRICE_ASC, filter: {price: {min: "80", max: 99.00}}', ["biluochun", "keemun"]),
        ('sort: PRICE_ASC, filter: {price: {min: "80.01"}}', ["keemun", "longjing"]),
        ("sort: PRICE_ASC, filter: {isAvailable: true}", ["keemun", "longjing"]),
        ("sort: PRICE_ASC, filter: {isAvailable: false}", ["biluochun"]),
        ("sort: PRICE_ASC, filter: {stages: [NEW]}", []),
        ("sort: PRICE_ASC, filter: {stages: [NEW, MATURE]}", ["biluochun", "keemun", "longjing"]),
        (
            'sort: PRICE_ASC, filter: {specifications: [{key: "origin", values: ["hangzhou"]}]}',
            ["biluochun", "longjing"],
        ),
        ('sort: PRICE_ASC, filter: {keys: ["keemun", "nothing"]}', ["keemun"]),
        ("sort: PRICE_ASC, filter: {brands: []}", ["biluochun", "keemun", "longjing"]),
    ],
)
def test_filters_and_orders(storefront, tea_shop, arguments, expected):
    assert _keys(storefront, arguments) == expected


def test_search_finds_and_narrows(storefront, tea_shop):
    assert _keys(storefront, 'text: "keemun"', "search") == ["keemun"]
    assert _keys(storefront, 'text: "tea", filter: {brands: ["lion"]}', "search") == ["longjing"]
    assert _keys(storefront, 'text: "nothing like it"', "search") == []


def test_pages_follow_each_other(storefront, tea_shop):
    query = """query ($after: String) { products(first: 2, after: $after, sort: PRICE_ASC) {
      edges { cursor node { key } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    } }"""
    first = storefront.ask(query)["products"]
    cursors = [edge["cursor"] for edge in first["edges"]]
    assert [edge["node"]["key"] for edge in first["edges"]] == ["biluochun", "keemun"]
    assert first["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": cursors[0],
        "endCursor": cursors[1],
    }
    second = storefront.ask(query, {"after": cursors[1]})["products"]
    (edge,) = second["edges"]
    assert edge["node"] == {"key": "longjing"}
    assert second["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": edge["cursor"],
        "endCursor": edge["cursor"],
    }
    assert first["totalCount"] == second["totalCount"] == 3
    end = storefront.ask(query, {"after": edge["cursor"]})["products"]
    assert (end["edges"], end["pageInfo"]["endCursor"]) == ([], None)


def test_a_cursor_of_another_order_is_refused(storefront, tea_shop):
    page = storefront.ask("{ products(first: 1, sort: PRICE_ASC) { pageInfo { endCursor } } }")["products"]
    cursor = page["pageInfo"]["endCursor"]
    error = storefront.fail(
        "query ($after: String) { products(sort: NEWEST, after: $after) { totalCount } }", {"after": cursor}
    )
    assert error["extensions"] == {"code": "BAD_CURSOR", "argument": "after"}


FACETS = """query ($filter: ProductFilter, $keys: [String!], $locale: String) {
  products(filter: $filter, locale: $locale) {
    facets(keys: $keys) { key kind label values { value label count isSelected } }
  }
}"""


def test_facets_speak_the_language_and_do_not_count_themselves_out(storefront, tea_shop):
    variables = {
        "filter": {"brands": ["lion"]},
        "keys": ["brand", "category", "availability", "specification:origin"],
        "locale": "en",
    }
    assert storefront.ask(FACETS, variables)["products"]["facets"] == [
        {
            "key": "brand",
            "kind": "BRAND",
            "label": "Brand",
            "values": [
                {"value": "house", "label": "Haus", "count": 2, "isSelected": False},
                {"value": "lion", "label": "Lion Peak", "count": 1, "isSelected": True},
            ],
        },
        {
            "key": "category",
            "kind": "CATEGORY",
            "label": "Category",
            "values": [
                {"value": "green", "label": "绿茶", "count": 1, "isSelected": False},
                {"value": "tea", "label": "Tea", "count": 1, "isSelected": False},
            ],
        },
        {
            "key": "availability",
            "kind": "AVAILABILITY",
            "label": "Availability",
            "values": [{"value": "true", "label": "Can be ordered", "count": 1, "isSelected": False}],
        },
        {
            "key": "origin",
            "kind": "SPECIFICATION",
            "label": "Origin",
            "values": [{"value": "hangzhou", "label": "Hangzhou", "count": 1, "isSelected": False}],
        },
    ]


def test_the_usual_facets_come_without_being_named(storefront, tea_shop):
    facets = storefront.ask(FACETS)["products"]["facets"]
    assert [(facet["key"], facet["kind"]) for facet in facets] == [
        ("brand", "BRAND"),
        ("category", "CATEGORY"),
        ("price", "PRICE"),
        ("availability", "AVAILABILITY"),
        ("origin", "SPECIFICATION"),
    ]
    assert facets[4]["label"] == "产地"


def test_categories_are_counted_as_a_tree(storefront, tea_shop):
    facet = storefront.ask('{ products { facets(keys: ["category"]) { values { value count parent } } } }')
    assert facet["products"]["facets"][0]["values"] == [
        {"value": "tea", "count": 3, "parent": None},
        {"value": "green", "count": 2, "parent": "tea"},
        {"value": "black", "count": 1, "parent": "tea"},
    ]


def test_a_specification_says_its_type_and_unit(storefront, tea_shop, index):
    tea = Category.objects.get(key="tea")
    SpecificationDefinition.objects.create(
        category=tea, key="leaves", name="净含量", type="number", unit="克", is_facet=True
    )
    tea.save()
    for key, grams in (("longjing", 50), ("keemun", 125)):
        product = Product.objects.get(key=key)
        product.specifications["leaves"] = grams
        product.save()
        product.contents.get().save_revision().publish()
    index()
    facets = storefront.ask(
        '{ products { facets(keys: ["specification"]) { key label type unit low high values { value label } } } }'
    )["products"]["facets"]
    assert facets == [
        {
            "key": "origin",
            "label": "产地",
            "type": "CHOICE",
            "unit": None,
            "low": None,
            "high": None,
            "values": [{"value": "hangzhou", "label": "hangzhou"}, {"value": "qimen", "label": "qimen"}],
        },
        {
            "key": "leaves",
            "label": "净含量",
            "type": "NUMBER",
            "unit": "克",
            "low": 50.0,
            "high": 125.0,
            "values": [{"value": "125", "label": "125 克"}, {"value": "50", "label": "50 克"}],
        },
    ]


def test_a_price_span_can_be_passed_on_as_a_filter(storefront, tea_shop):
    facet = storefront.ask(
        '{ products { facets(keys: ["price"]) { priceRange { low { amount } high { amount } }'
        " values { value label min max count } } } }"
    )["products"]["facets"][0]
    assert facet["priceRange"] == {"low": {"amount": "80.00"}, "high": {"amount": "120.00"}}
    assert sum(value["count"] for value in facet["values"]) == 3
    for value in facet["values"]:
        price = {name: value[name] for name in ("min", "max") if value[name]}
        data = storefront.ask(
            "query ($filter: ProductFilter) { products(filter: $filter) { totalCount } }", {"filter": {"price": price}}
        )
        assert data["products"]["totalCount"] == value["count"]
        assert value["value"] == f"{value['min'] or ''}..{value['max'] or ''}"


def test_facets_asked_for_twice_are_counted_once_and_told_apart(storefront, tea_shop):
    data = storefront.ask(
        """{ products(locale: "en") {
          one: facets(keys: ["brand"]) { key }
          other: facets(keys: ["stage", "brand"]) { key label }
        } }"""
    )
    assert data["products"] == {
        "one": [{"key": "brand"}],
        "other": [{"key": "stage", "label": "Life-cycle stage"}, {"key": "brand", "label": "Brand"}],
    }


def test_the_category_tree_keeps_the_editors_order(storefront, tea_shop):
    factories.make_category("another", name="别的")
    data = storefront.ask("{ categories { key name children { key depth breadcrumbs { key } parent { key } } } }")
    assert data["categories"] == [
        {
            "key": "tea",
            "name": "茶",
            "children": [
                {
                    "key": "green",
                    "depth": 2,
                    "breadcrumbs": [{"key": "tea"}, {"key": "green"}],
                    "parent": {"key": "tea"},
                },
                {
                    "key": "black",
                    "depth": 2,
                    "breadcrumbs": [{"key": "tea"}, {"key": "black"}],
                    "parent": {"key": "tea"},
                },
            ],
        },
        {"key": "another", "name": "别的", "children": []},
    ]


def test_a_category_tells_by_what_it_is_filtered(storefront, tea_shop):
    data = storefront.ask(
        '{ category(slug: "green", locale: "en") { id key name isFallback seo { title }'
        ' specifications { key name type unit choices { value label } } } nothing: category(key: "x") { key } }'
    )
    assert data["nothing"] is None
    assert data["category"].pop("id")
    assert data["category"] == {
        "key": "green",
        "name": "绿茶",
        "isFallback": False,
        "seo": {"title": "绿茶"},
        "specifications": [
            {
                "key": "origin",
                "name": "Origin",
                "type": "CHOICE",
                "unit": "",
                "choices": [
                    {"value": "hangzhou", "label": "Hangzhou"},
                    {"value": "qimen", "label": "Qimen"},
                ],
            }
        ],
    }


def test_brands_are_paged_by_name(storefront):
    for name in ("delta", "Alpha", "charlie", "Bravo", "alpha"):
        factories.make_brand(name=name)
    query = """query ($after: String) { brands(first: 2, after: $after) {
      nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount
    } }"""
    names, after, pages = [], None, 0
    while pages < 9:
        page = storefront.ask(query, {"after": after})["brands"]
        assert page["totalCount"] == 5
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
        names += [node["name"] for node in page["nodes"]]
        pages, after = pages + 1, page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert (names, pages) == (["Alpha", "alpha", "Bravo", "charlie", "delta"], 3)


def test_a_brand_by_key_slug_and_id(storefront):
    factories.make_brand("acme", name="Acme", website="https://acme.example/")
    data = storefront.ask('{ key: brand(key: "acme") { id website } slug: brand(slug: "acme") { id } }')
    assert data["key"] == {"id": data["slug"]["id"], "website": "https://acme.example/"}
    query = "query ($id: ID!) { node(id: $id) { __typename id ... on Brand { name } ... on Localised { locale } } }"
    assert storefront.ask(query, data["slug"])["node"] == {
        "__typename": "Brand",
        "id": data["slug"]["id"],
        "name": "Acme",
        "locale": "zh-hans",
    }


def test_an_engine_that_is_away_is_told(storefront, monkeypatch):
    from search.selectors import EngineUnavailable
    from storefront.sources import listing

    def away(**_options: Any) -> None:
        raise EngineUnavailable("secret address")

    monkeypatch.setattr(listing, "search_products", away)
    error = storefront.fail("{ products { totalCount } }")
    assert error["message"] == "The search engine is away; try again in a moment."
    assert error["extensions"] == {"code": "SEARCH_UNAVAILABLE"}
