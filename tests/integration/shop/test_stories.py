"""Homes, landing pages, articles, topics, authors, series: every block is there, of a fixed number of rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.delivery import worker
from shop.themes import name_theme
from tests import showroom
from tests.integration.shop.conftest import find_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(make_shop: Any) -> dict[str, str]:
    make_shop(6)
    found = showroom.furnish()
    worker.drain(consumers=["dependants", "index"])
    return found


def test_every_page_says_what_it_is(visitor: Any, addresses: dict[str, str]) -> None:
    headings = {
        "landing": "冬季会场",
        "article": "天黑以后，把顶灯关掉",
        "how-to": "一杯龙井怎么泡",
        "topic": "喝茶这件事",
        "author": "许知夏",
        "series": "泡茶入门",
        "articles": "Articles",
        "topics": "Topics",
        "landings": "Campaigns",
    }
    for kind, heading in headings.items():
        page = visitor.open(addresses[kind])
        assert find_all(r"<h1[^>]*>([^<]+)</h1>", page) == [heading], kind
        assert 'rel="canonical"' in page


def test_the_home_page_shows_every_block(visitor: Any, addresses: dict[str, str]) -> None:
    page = visitor.open("/zh-hans/")
    for mark in (
        "data-carousel",
        'class="rounds"',
        "grid--strip",
        'class="rows"',
        "block__heading",
        'class="prose"',
        'class="wide"',
        "beside--left",
        'data-video="https://player.bilibili.com/',
        'class="stories"',
        'class="questions"',
    ):
        assert mark in page, mark
    assert [one for one in find_all(r'"@type":"(\w+)"', page) if one in {"Organization", "WebSite"}] == [
        "Organization",
        "WebSite",
    ]
    # Both menus name what they lead to, and what has entries below it opens.
    assert '<a href="/zh-hans/articles/after-dark">读一读</a>' in page
    assert "data-sub><summary>更多" in page


def test_a_landing_page_has_its_own_colours_and_ticks(visitor: Any, addresses: dict[str, str]) -> None:
    page = visitor.open(addresses["landing"])
    for mark in ("data-countdown", 'id="tea"', 'href="#cups"', 'class="table compare"', "live__state--running"):
        assert mark in page, mark
    assert "茶友 3 群" in page
    (sheet,) = find_all(r'href="(/theme/[^"]+\.css)"', page)
    response = visitor.client.get(sheet)
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert "--accent: #c8102e" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["x", "c8102e", "c8102e-ffffff-b45309-ffffff-ffffff-1f2328-12;}body{display:none", "../shop"]
)
def test_a_theme_is_colours_and_nothing_else(visitor: Any, name: str) -> None:
    assert visitor.client.get(f"/theme/{name}.css").status_code == 404


def test_what_is_no_colour_is_none() -> None:
    theme = dict.fromkeys(("primary", "onPrimary", "accent", "onAccent", "background", "text"), "red;}")
    assert name_theme({**theme, "radius": 999}) == "1d2321-ffffff-1d2321-ffffff-ffffff-1d2321-60"
    assert name_theme({**theme, "primary": "#FFF", "radius": 4}).startswith("ffffff-")


def test_an_article_shows_verdict_products_and_sources(visitor: Any, addresses: dict[str, str]) -> None:
    page = visitor.open(addresses["article"])
    assert '<meter min="0" max="10" value="9.5">' in page
    for words in ("值得买，但要配一根延长线。", "白天的光用来看见别人", "照明设计标准", "三泡的时间", "泡茶入门"):
        assert words in page
    assert '<td class="number">30</td>' in page.replace("30.0", "30")
    assert "/zh-hans/products/mug-000" in page
    how_to = visitor.open(addresses["how-to"])
    assert find_all(r'<ol class="steps"><li><h3>([^<]+)</h3>', how_to) == ["温杯"]


def test_articles_are_listed_by_kind(visitor: Any, addresses: dict[str, str]) -> None:
    page = visitor.open(f"{addresses['articles']}?kind=how_to")
    assert find_all(r'<h3><a href="([^"]+)"', page) == [addresses["how-to"]]
    assert len(find_all(r'<h3><a href="([^"]+)"', visitor.open(addresses["articles"]))) == 2


def test_pages_read_a_fixed_number_of_rows(addresses: dict[str, str]) -> None:
    client = Client()
    for kind, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 22, f"{kind}: {len(queries)}"
