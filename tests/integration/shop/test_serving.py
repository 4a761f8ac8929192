"""Headers, caches, failures, and how much a page reads."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.selectors import EngineError
from storefront.sources import listing
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = ["/zh-hans/", "/zh-hans/categories/kitchen", "/en/brands/acme", "/en/search?q=马克杯", "/en/products/mug-000"]


@pytest.mark.parametrize("address", [*PAGES, "/en/nothing"])
def test_a_page_runs_and_loads_nothing_but_the_shops_own(visitor: Any, make_shop: Any, address: str) -> None:
    make_shop(2)
    response = visitor.client.get(address)
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert (policy["default-src"], policy["script-src"], policy["style-src"]) == ("'none'", "'self'", "'self'")
    assert policy["frame-ancestors"] == "'none'"
    html = response.content.decode()
    assert " style=" not in html
    assert " onclick=" not in html
    assert "<style" not in html


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_cookie_and_is_asked_for_once(visitor: Any, make_shop: Any, address: str) -> None:
    make_shop(2)
    response = visitor.client.get(address)
    assert response.cookies == {}
    assert response["Vary"] == "Cookie"
    assert response["Content-Language"] == address.split("/")[1]
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=2, must-revalidate"
    again = visitor.client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Vary"] == "Cookie"


def test_a_page_that_changed_is_sent(visitor: Any, make_shop: Any, index: Any) -> None:
    shop = make_shop(1)
    etag = visitor.client.get("/zh-hans/products/mug-000")["ETag"]
    factories.publish(shop.products[0], title="新马克杯")
    index()
    response = visitor.client.get("/zh-hans/products/mug-000", headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "新马克杯" in response.content.decode()


def test_pages_are_read_only(make_shop: Any) -> None:
    make_shop(1)
    response = Client().post("/en/products/mug-000")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/zh-hans/", 9),
        ("/zh-hans/categories/kitchen", 11),
        ("/zh-hans/brands/acme", 9),
        ("/zh-hans/search?q=马克杯", 6),
        ("/zh-hans/products/mug-000", 22),
    ],
)
def test_a_page_reads_as_much_of_ten_as_of_fifty(make_shop: Any, index: Any, address: str, most: int) -> None:
    shop = make_shop(10)
    few = count_queries(address)
    for number in range(10, 50):
        shop.add(number)
        factories.make_category(f"below-{number}", parent=shop.top)
    index()
    assert count_queries(address) == few <= most


def count_queries(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_nothing_there_is_a_page_of_the_shop(visitor: Any, make_shop: Any) -> None:
    make_shop(1)
    page = visitor.open("/en/articles/nothing", 404)
    assert "This page is not here" in page
    assert 'lang="en"' in page
    assert "/en/products/mug-000" in page
    response = visitor.client.get("/en/articles/nothing")
    assert response["Cache-Control"] == "private, no-store"


def test_nothing_below_no_language_answers_in_that_of_the_browser(visitor: Any) -> None:
    page = visitor.open("/wp-login.php", 404, accept_language="en")
    assert '<html lang="en">' in page
    assert visitor.client.get("/media/none.jpg", headers={"accept": "image/avif,image/*"}).content == b"Not found\n"


def test_without_its_search_engine_the_shop_asks_for_patience(visitor: Any, make_shop: Any) -> None:
    make_shop(1)
    with patch.object(listing, "search_products", side_effect=EngineError("away")):
        response = visitor.client.get("/en/categories/kitchen")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "One moment, please" in response.content.decode()


def test_a_fault_of_ours_asks_nothing_more(make_shop: Any) -> None:
    client = Client(raise_request_exception=False)
    with patch("shop.visits.client.ask", side_effect=RuntimeError("broken")):
        response = client.get("/en/products/mug-000")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Something broke on our side" in html
    assert '<html lang="en">' in html
    assert "broken" not in html.replace("broke on", "")
    assert "default-src 'none'" in response["Content-Security-Policy"]
