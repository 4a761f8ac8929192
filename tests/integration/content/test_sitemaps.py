"""Search engines are told of every page they may find, in every language, and of nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.catalog.models import Offer
from cms.content import sitemaps
from tests import factories, pages

pytestmark = pytest.mark.django_db

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def elsewhere(settings: Any) -> None:
    settings.VITRINE_STOREFRONT_URL = "https://shop.example"


def read(path: str) -> ElementTree.Element:
    response = Client().get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return ElementTree.fromstring(response.content)


def list_locations(path: str) -> list[str]:
    return [one.text or "" for one in read(path).iter(f"{{{SPACES['s']}}}loc")]


def list_alternates(path: str, location: str) -> dict[str, str]:
    (found,) = [one for one in read(path).findall("s:url", SPACES) if one.find("s:loc", SPACES).text == location]
    return {link.get("hreflang", ""): link.get("href", "") for link in found.findall("x:link", SPACES)}


def test_the_index_names_a_file_for_each_kind() -> None:
    factories.make_published("tea")
    pages.make_article("guide")
    assert list_locations("/sitemap.xml") == [
        f"https://shop.example/sitemaps/{kind}-1.xml" for kind in ("article", "article_index", "home", "product")
    ]


def test_a_page_is_told_in_all_its_languages() -> None:
    article = pages.make_article("guide")
    translated = article.copy_for_translation(factories.find_locale("en"), copy_parents=True)
    translated.slug = "english-guide"
    translated.save_revision().publish()
    here, there = "https://shop.example/zh-hans/articles/guide", "https://shop.example/en/articles/english-guide"
    assert list_locations("/sitemaps/article-1.xml") == [here, there]
    for location in (here, there):
        assert list_alternates("/sitemaps/article-1.xml", location) == {
            "zh-Hans": here,
            "en": there,
            "x-default": here,
        }


def test_what_is_in_one_language_has_no_others() -> None:
    pages.make_article("guide")
    assert list_alternates("/sitemaps/article-1.xml", "https://shop.example/zh-hans/articles/guide") == {}


def test_what_must_not_be_found_is_not_told() -> None:
    pages.make_article("told")
    pages.make_article("hidden", is_indexed=False)
    pages.make_article("draft", is_published=False)
    scheduled = pages.make_article("later", is_published=False)
    scheduled.go_live_at = timezone.now() + timedelta(hours=1)
    scheduled.save_revision().publish()
    assert list_locations("/sitemaps/article-1.xml") == ["https://shop.example/zh-hans/articles/told"]


def test_a_product_is_told_while_it_is_on_the_shelf() -> None:
    factories.make_published("tea")
    factories.make_published("cup")
    Offer.objects.filter(sku="cup").update(on_shelf_until=timezone.now())
    assert list_locations("/sitemaps/product-1.xml") == ["https://shop.example/zh-hans/products/tea"]


def test_many_addresses_come_in_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "_LIMIT", 2)
    for number in range(5):
        factories.make_published(f"tea-{number}")
    files = [one for one in list_locations("/sitemap.xml") if "/product-" in one]
    assert files == [f"https://shop.example/sitemaps/product-{number}.xml" for number in (1, 2, 3)]
    told = [one for number in (1, 2, 3) for one in list_locations(f"/sitemaps/product-{number}.xml")]
    assert told == [f"https://shop.example/zh-hans/products/tea-{number}" for number in range(5)]
    assert Client().get("/sitemaps/product-4.xml").status_code == 404
    assert Client().get("/sitemaps/product-0.xml").status_code == 404
    assert Client().get("/sitemaps/shoe-1.xml").status_code == 404


def test_a_file_takes_three_queries() -> None:
    for number in range(5):
        factories.make_published(f"tea-{number}")
    with CaptureQueriesContext(connection) as queries:
        read("/sitemaps/product-1.xml")
    assert len(queries) == 3


def test_robots_are_led_there() -> None:
    response = Client().get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[-1] == "Sitemap: https://shop.example/sitemap.xml"
    assert "Disallow: /zh-hans/search" in lines
    assert "Disallow: /en/me" in lines


@pytest.mark.parametrize(("locale", "expected"), [("zh-hans", "zh-Hans"), ("en", "en"), ("en-gb", "en-GB")])
def test_languages_are_written_as_usual(locale: str, expected: str) -> None:
    assert sitemaps.write_language(locale) == expected
