"""What shoppers searched for before they came to a product is offered for its title, and what is not to be is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.catalog.admin.products.wanted import list_wanted
from cms.catalog.models import ProductContent
from cms.catalog.scoring.starting import ensure_starters
from search.behaviour.leading import list_leading
from search.behaviour.models import PlacementCount, QueryDay
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import describe_content

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def count(phrase: str, key: str, *, clicks: int = 5, searches: int = 10, **changes: Any) -> None:
    """Shoppers searched for `phrase`, and came to the product of that key."""
    locale, all_clicks = changes.get("locale", "zh-hans"), changes.get("all_clicks", clicks)
    day = TODAY - timedelta(days=changes.get("days", 1))
    PlacementCount.objects.create(
        locale=locale, phrase=phrase, product_key=key, place=1, shown=clicks, clicked=clicks, seen_on=day
    )
    QueryDay.objects.get_or_create(
        locale=locale, phrase=phrase, day=day, defaults={"searches": searches, "clicked": all_clicks}
    )


@pytest.fixture
def content() -> ProductContent:
    digital = factories.make_category("digital", name="数码")
    ears = factories.make_category("ears", name="耳机", parent=digital)
    brand = factories.make_brand("panasonic", name="松下")
    factories.make_product("ear-2", category=ears, brand=factories.make_brand("sony", name="索尼"))
    factories.make_product("camera", category=digital)
    product = factories.make_product("ear", category=ears, brand=brand)
    return factories.make_published("ear", product=product, title="无线蓝牙耳机 头戴式")


def list_phrases(content: ProductContent) -> list[str] | None:
    found = list_wanted(content, at=NOW)
    return None if found is None else [one.phrase for one in found]


def test_the_most_frequent_of_product_and_category_come_first(content: ProductContent) -> None:
    count("降噪", "ear", searches=10)
    count("运动耳机", "ear-2", searches=30)
    count("相机", "camera")
    count("headset", "ear", locale="en")
    assert [(one.phrase, one.searches, one.is_of_product) for one in list_leading(content, at=NOW)] == [
        ("运动耳机", 30, False),
        ("降噪", 10, True),
    ]


def test_what_the_title_has_is_not_offered(content: ProductContent) -> None:
    count("头戴式 耳机", "ear")
    assert list_phrases(content) == []
    content.title = "无线蓝牙音箱"
    assert list_phrases(content) == ["头戴式 耳机"]


def test_without_a_log_there_is_nothing_to_say(content: ProductContent) -> None:
    assert list_phrases(content) is None
    count("降噪", "ear", days=90)
    assert list_phrases(content) is None


def test_a_stray_click_makes_no_keyword(content: ProductContent) -> None:
    count("茶", "ear", clicks=1, all_clicks=6)
    count("降噪", "ear", clicks=1, all_clicks=5)
    assert list_phrases(content) == ["降噪"]


def test_what_others_are_called_is_offered_only_where_it_led_to_the_product(content: ProductContent) -> None:
    count("索尼 降噪", "ear-2")
    assert list_phrases(content) == []
    count("松下", "ear-2")
    assert list_phrases(content) == ["松下"]
    PlacementCount.objects.create(
        locale="zh-hans", phrase="索尼 降噪", product_key="ear", place=2, shown=9, clicked=2, seen_on=TODAY
    )
    assert list_phrases(content) == ["松下", "索尼 降噪"]


def test_restricted_phrases_are_not_offered(content: ProductContent) -> None:
    count("最好 耳机", "ear")
    assert list_phrases(content) == ["最好 耳机"]
    ensure_starters()
    assert list_phrases(content) == []


def test_no_more_than_five_are_offered(content: ProductContent) -> None:
    for number in range(7):
        count(f"词{chr(0x4E00 + number)}", "ear", searches=20 - number)
    assert list_phrases(content) == [f"词{chr(0x4E00 + number)}" for number in range(5)]


def test_however_many_phrases_there_are_it_takes_the_same_queries(content: ProductContent) -> None:
    list_leading(content, at=NOW)  # reads product, category and language, which the screen has at hand
    counts = []
    for number in range(2):
        count(f"词{number}", "ear-2")
        with CaptureQueriesContext(connection) as queries:
            list_leading(content, at=NOW)
        counts.append(len(queries))
    assert counts == [2, 2]


def test_the_checks_panel_offers_them_while_the_title_is_typed(content: ProductContent) -> None:
    count("降噪", "ear", searches=1234)
    editor = log_in(make_user("catalog.change_productcontent"))
    address = reverse("catalogue_checks", args=[content.pk])
    answer = editor.post(address, describe_content(content)).json()
    assert answer["wanted"] == [{"phrase": "降噪", "note": "searched for 1,234 times"}]
    answer = editor.post(address, describe_content(content, title="降噪耳机 头戴式")).json()
    assert answer["wanted"] == []
    page = editor.get(reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk])).content.decode()
    assert 'data-publish-checks-add="Add to the title"' in page
    PlacementCount.objects.all().delete()
    assert "wanted" not in editor.post(address, describe_content(content)).json()


def test_a_new_product_is_offered_those_of_its_category(content: ProductContent) -> None:
    ensure_starters()
    count("降噪", "ear-2")
    editor: Client = log_in(make_user("catalog.add_productcontent"))
    facts = {"sku": "A1", "price": "599", "currency": "CNY", "stock": "", "key": "", "brand": "", "stage": "new"}
    posted = describe_content(None, **facts, category=str(content.product.category_id), title="头戴式耳机", slug="")
    answer = editor.post(reverse("catalogue_first_checks"), posted).json()
    assert answer["wanted"] == [{"phrase": "降噪", "note": "searched for 10 times"}]
    nothing = describe_content(None, **facts, category="", title="头戴式耳机", slug="")
    assert "wanted" not in editor.post(reverse("catalogue_first_checks"), nothing).json()


def test_who_may_not_edit_is_told_nothing(content: ProductContent) -> None:
    count("降噪", "ear")
    reader = log_in(make_user("catalog.view_productcontent"))
    response = reader.post(reverse("catalogue_checks", args=[content.pk]), describe_content(content))
    assert (response.status_code, response["Location"]) == (302, "/admin/")
