"""Landing pages as a storefront reads them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from storefront.client import read_operation
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_page_of_thirty_shelves_of_twenty_is_answered_within_the_limits(storefront, make_shop):
    make_shop(60)
    shelves = [
        (
            "shelf",
            {
                "heading": f"楼层 {number}",
                "selection": {
                    "source": "products",
                    "products": [f"mug-{(number + place) % 60:03}" for place in range(20)],
                },
            },
        )
        for number in range(30)
    ]
    page = factories.make_landing("big", blocks=shelves)
    with CaptureQueriesContext(connection) as queries:
        data = storefront.ask(read_operation("landing_page"), {"path": page.delivered_path})
    assert len(queries) <= 12
    blocks = data["route"]["content"]["blocks"]
    assert [len(block["products"]) for block in blocks] == [20] * 30
    assert blocks[0]["products"][0] == {
        "title": "马克杯 000",
        "path": "/products/mug-000",
        "brand": "Acme",
        "image": None,
        "price": "¥10.00",
        "listPrice": None,
        "hasSeveralPrices": False,
        "isAvailable": True,
    }
