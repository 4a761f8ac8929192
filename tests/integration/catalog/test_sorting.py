"""Lists stand by pinyin, whoever has written the row."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.landing.models import LandingPage
from cms.bulk.subjects.names import list_brands
from cms.catalog.feeds.upserts import upsert
from cms.catalog.models import Brand, ProductContent
from cms.content.models import Author
from cms.delivery.selectors import find_documents
from cms.notices.naming import name_person
from cms.sorting import fill_sort_keys
from cms.tasks.mentions.finding import list_colleagues
from tests import factories
from tests.integration.admin.conftest import log_in, make_user

pytestmark = pytest.mark.django_db

NAMES = ["银河", "apple", "阿里山", "Zeta", "重庆", "Beta"]
SORTED = ["阿里山", "apple", "Beta", "重庆", "银河", "Zeta"]


def make_brands() -> None:
    Brand.objects.bulk_create([Brand(key=f"b-{place}", name=name) for place, name in enumerate(NAMES)])


def test_brands_and_authors_stand_by_pinyin() -> None:
    make_brands()
    home = factories.make_home()
    for place, name in enumerate(NAMES):
        Author.objects.create(name=name, slug=f"a-{place}", locale=home.locale)
    assert list(Brand.objects.values_list("name", flat=True)) == SORTED
    assert list(Author.objects.values_list("name", flat=True)) == SORTED


def test_the_list_in_the_admin_does_and_finds_by_initials() -> None:
    make_brands()
    client = log_in(make_user(is_superuser=True))
    rows = client.get(reverse("catalogue_brand:index")).context["object_list"]
    assert [row.name for row in rows] == SORTED
    backwards = client.get(reverse("catalogue_brand:index"), {"ordering": "-sort_key"}).context["object_list"]
    assert [row.name for row in backwards] == SORTED[::-1]
    found = client.get(reverse("catalogue_brand:index"), {"q": "als"}).context["object_list"]
    assert [row.name for row in found] == ["阿里山"]


def test_brands_to_choose_from_in_a_table_do() -> None:
    make_brands()
    assert list(list_brands().values()) == SORTED


def test_tags_are_served_by_pinyin() -> None:
    product = factories.make_product("buds")
    product.tags.add(*NAMES)
    product.save()
    factories.make_published(product=product)
    document = find_documents("product", ["buds"], locale="zh-hans", at=timezone.now())["buds"]
    assert document.data["tags"] == [name.casefold() for name in SORTED]


def test_colleagues_to_mention_do() -> None:
    for place, name in enumerate(("银河", "阿里", "Beta")):
        user = make_user()
        user.first_name, user.username = name, f"u-{place}"
        user.save()
    assert [name_person(user) for user in list_colleagues()] == ["阿里", "Beta", "银河"]


def test_products_are_found_inside_words_and_by_initials() -> None:
    content = factories.make_published("buds", title="无线蓝牙耳机")
    factories.make_published("tea", title="龙井茶")
    client = log_in(make_user(is_superuser=True))
    for query in ("蓝牙", "lyej", "wxly"):
        rows = client.get(reverse("wagtailsnippets_catalog_productcontent:list"), {"q": query}).context["object_list"]
        assert [row.pk for row in rows] == [content.pk], query


def test_feeds_write_the_key_with_the_title() -> None:
    content = factories.make_published("buds", title="蓝牙耳机")
    content.title = "绿茶"
    upsert([content], ["title"])
    assert ProductContent.objects.get(pk=content.pk).sort_key == "lv cha  lc"


def test_what_was_there_before_is_filled(django_assert_max_num_queries: Any) -> None:
    make_brands()
    Brand.objects.update(sort_key="")
    with django_assert_max_num_queries(6):
        fill_sort_keys(Brand.objects, [("name", "sort_key")])
    assert list(Brand.objects.values_list("name", flat=True)) == SORTED


@pytest.mark.parametrize("descending", [False, True])
def test_pages_stand_by_pinyin_in_the_explorer_and_in_their_own_list(admin_client: Client, descending: bool) -> None:
    for place, name in enumerate(["银河", "阿里山", "重庆"]):
        factories.make_landing(f"page-{place}", title=name, blocks=[("heading", "x")])
    expected = ["阿里山", "重庆", "银河"]
    ordering = "-title" if descending else "title"
    parent = LandingPage.objects.first().get_parent()
    for address in (reverse("wagtailadmin_explore", args=[parent.pk]), reverse("landing_pages:index")):
        page = BeautifulSoup(admin_client.get(address, {"ordering": ordering}).content, "html.parser")
        found = [cell.get_text(strip=True) for cell in page.select("td.title .title-wrapper a")]
        assert found == (expected[::-1] if descending else expected)


def test_what_is_searched_for_stands_as_the_search_says(admin_client: Client) -> None:
    page = factories.make_landing("page", title="银河", blocks=[("heading", "x")])
    answer = admin_client.get(
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]), {"ordering": "title", "q": "银河"}
    )
    assert "银河" in answer.content.decode()
