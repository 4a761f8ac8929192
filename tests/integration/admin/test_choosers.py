"""Choosers find products by name, SKU, or a list pasted from a spreadsheet."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.catalog.admin.choosers import brand_chooser, product_chooser
from cms.catalog.models import Brand, Product
from tests import factories
from tests.benchmarks.catalogue_rows import fill

pytestmark = pytest.mark.django_db
CHOOSE, RESULTS, CHOSEN = (f"product_chooser:{name}" for name in ("choose", "choose_results", "chosen_multiple"))


@pytest.fixture
def products() -> list[Product]:
    made = []
    for number in range(60):
        product = factories.make_product(f"p{number:02}")
        factories.make_offer(product, f"A{number:02}")
        factories.make_draft(product, title=f"耳机 {number:02}")
        made.append(product)
    return made


def find(client: Client, **query: str) -> list[str]:
    response = client.get(reverse(RESULTS), {"multiple": "1", **query})
    assert response.status_code == 200
    return [product.key for product in response.context["results"]]


def test_by_title_sku_key_and_brand(admin_client: Client, products: list[Product]) -> None:
    Product.objects.filter(key="p07").update(brand=factories.make_brand("sony", name="索尼"))
    assert find(admin_client, q="机 31") == ["p31"]
    assert find(admin_client, q="a12") == ["p12"]
    assert find(admin_client, q="索尼") == ["p07"]
    assert find(admin_client, q="索尼 31") == []


@pytest.mark.parametrize("separator", ["\n", ", ", " ", "\r\n", "；"])
def test_a_pasted_list_keeps_its_order_and_names_what_is_missing(
    admin_client: Client, products: list[Product], separator: str
) -> None:
    skus = [f"A{number:02}" for number in range(49, -1, -1)]
    pasted = separator.join([*skus[:25], "GONE-1", *skus[25:], "A49", "GONE-2"])
    response = admin_client.get(reverse(RESULTS), {"multiple": "1", "skus": pasted})
    assert [product.key for product in response.context["results"]] == [f"p{n:02}" for n in range(49, -1, -1)]
    html = response.content.decode()
    assert "50 products found in the pasted list." in html
    assert "2 SKUs were not found:" in html
    assert "<strong>GONE-1, GONE-2</strong>" in html
    assert html.count("checked") == 50


def test_only_missing_ones_are_named_as_well(admin_client: Client) -> None:
    html = admin_client.get(reverse(RESULTS), {"skus": "GONE"}).content.decode()
    assert "1 SKU was not found:" in html
    assert "GONE" in html


def test_chosen_ones_keep_the_order(admin_client: Client, products: list[Product]) -> None:
    ids = [products[5].pk, products[2].pk, products[9].pk]
    data = admin_client.get(reverse(CHOSEN), {"id": ids, "multiple": "1"}).json()
    assert [item["title"] for item in data["result"]] == ["耳机 05 (p05)", "耳机 02 (p02)", "耳机 09 (p09)"]
    assert data["result"][0]["edit_url"] == reverse("catalogue_product:edit", args=[products[5].pk])


@pytest.mark.parametrize("rows", [10, 20])
def test_queries_do_not_grow(admin_client: Client, rows: int) -> None:
    fill(rows, brands=3)
    admin_client.get(reverse(RESULTS))
    with CaptureQueriesContext(connection) as queries:
        admin_client.get(reverse(RESULTS))
    assert len(queries) == 9


def test_the_widget_names_the_product(products: list[Product]) -> None:
    widget = product_chooser.widget_class()
    assert widget.get_value_data(products[3].pk)["title"] == "耳机 03 (p03)"
    block = product_chooser.get_block_class(name="ProductBlock", module_path="tests.blocks")()
    assert block.bulk_to_python([products[1].pk, products[0].pk]) == [products[1], products[0]]


def test_a_brand_can_be_made_on_the_way(admin_client: Client) -> None:
    url = reverse(brand_chooser.get_url_name("create"))
    data = admin_client.post(url, {"name": "索尼", "key": "sony", "website": ""}).json()
    assert (data["step"], data["result"]["title"], Brand.objects.get().key) == ("chosen", "索尼", "sony")
    assert admin_client.post(url, {"name": "索尼", "key": "sony"}).json()["step"] == "reshow_creation_form"
    assert Brand.objects.count() == 1
