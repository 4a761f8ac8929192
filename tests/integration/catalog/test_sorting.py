"""Lists stand by pinyin, whoever has written the row."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from cms.catalog.feeds.upserts import upsert
from cms.catalog.models import Brand, ProductContent
from cms.content.models import Author
from cms.sorting import fill_sort_keys
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
