"""What the search page shows beside products."""

from __future__ import annotations

from typing import Any

import pytest

from cms.delivery import worker
from tests import factories, pages, shoppers

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> None:
    factories.make_published("longjing", title="龙井绿茶")
    shoppers.make_post(title="我的第一只茶杯", body="买了一只玻璃杯")
    pages.make_article("brewing", title="怎么泡绿茶", lead="水温八十度")
    worker.drain(consumers=["index", "page_index"])


def test_there_is_something_to_read_below_the_products(visitor: Any, library: None) -> None:
    page = visitor.client.get("/zh-hans/search", {"q": "绿茶"}).content.decode()
    products, _, readings = page.partition('id="readings"')
    assert "龙井<mark>绿茶</mark>" in products
    assert "怎么泡<mark>绿茶</mark>" in readings
    assert "水温八十度" in readings
    assert "我的第一只茶杯" not in readings


def test_a_narrowed_list_is_products_alone(visitor: Any, library: None) -> None:
    page = visitor.client.get("/zh-hans/search", {"q": "茶", "stock": "1"}).content.decode()
    assert 'id="readings"' not in page
