"""The products' list finds, filters, sorts, and asks the database the same number of times for 10 and 50 rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale

from cms.catalog.admin.products.viewset import ProductContentViewSet
from cms.catalog.models import FeedProposal, ProductContent, ProductPicture
from tests import factories
from tests.benchmarks.catalogue_rows import fill
from tests.pictures import make_photo, save

pytestmark = pytest.mark.django_db


def find_titles(client: Client, **query: str) -> list[str]:
    response = client.get(reverse("wagtailsnippets_catalog_productcontent:list"), query)
    assert response.status_code == 200
    return [content.title for content in response.context["object_list"]]


@pytest.fixture
def three(admin_client: Client) -> None:
    """Earphones (live, low stock, sony), a cup (live, ikea) and a lamp (draft, off shelf)."""
    sony, ikea = factories.make_brand("sony", name="索尼 Sony"), factories.make_brand("ikea", name="宜家")
    audio = factories.make_category("audio", name="影音")
    ear = factories.make_category("earphones", parent=audio, name="耳机")
    home = factories.make_category("home", name="家居")
    phones = factories.make_product("wh-1000", brand=sony, category=ear, stage="growth")
    factories.make_offer(phones, "A102", price_minor=89900, stock=2, alert_level=5)
    factories.make_published(product=phones, title="无线蓝牙耳机", slug="wh-1000")
    cup = factories.make_product("cup", brand=ikea, category=home, stage="mature")
    factories.make_offer(cup, "B7", price_minor=2900, stock=100, alert_level=5)
    factories.make_published(product=cup, title="陶瓷马克杯", slug="cup")
    lamp = factories.make_product("lamp", category=home, stage="new")
    factories.make_offer(lamp, "C1", price_minor=19900, stock=None, on_shelf_from=timezone.now() + timedelta(days=1))
    factories.make_draft(lamp, title="护眼台灯")


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("蓝牙", ["无线蓝牙耳机"]),
        ("耳机 sony", ["无线蓝牙耳机"]),
        ("a102", ["无线蓝牙耳机"]),
        ("wh-1", ["无线蓝牙耳机"]),
        ("宜家", ["陶瓷马克杯"]),
        ("B7, A102", ["陶瓷马克杯", "无线蓝牙耳机"]),
        ("蓝牙 宜家", []),
    ],
)
def test_search(admin_client: Client, text: str, found: list[str]) -> None:
    assert find_titles(admin_client, q=text) == found


@pytest.mark.usefixtures("three")
def test_filters(admin_client: Client) -> None:
    from cms.catalog.models import Category

    audio = Category.objects.get(key="audio")
    content = ProductContent.objects.get(title="陶瓷马克杯")
    FeedProposal.objects.create(content=content, field="title", value="杯", feed="icecat")
    expected = {
        ("brand", "sony"): ["无线蓝牙耳机"],
        ("brand", "索尼"): ["无线蓝牙耳机"],
        ("category", str(audio.pk)): ["无线蓝牙耳机"],
        ("stage", "new"): ["护眼台灯"],
        ("state", "draft"): ["护眼台灯"],
        ("state", "live"): ["陶瓷马克杯", "无线蓝牙耳机"],
        ("state", "scheduled"): [],
        ("state", "moderation"): [],
        ("stock", "low"): ["无线蓝牙耳机"],
        ("stock", "out"): [],
        ("stock", "enough"): ["护眼台灯", "陶瓷马克杯"],
        ("on_shelf", "no"): ["护眼台灯"],
        ("proposals", "yes"): ["陶瓷马克杯"],
        ("locale", "en"): [],
        ("ordering", "_price"): ["陶瓷马克杯", "护眼台灯", "无线蓝牙耳机"],
        ("ordering", "-_stock"): ["陶瓷马克杯", "无线蓝牙耳机", "护眼台灯"],
        ("ordering", "product__brand__name"): ["护眼台灯", "陶瓷马克杯", "无线蓝牙耳机"],
    }
    assert {query: find_titles(admin_client, **dict([query])) for query in expected} == expected


@pytest.mark.usefixtures("three")
def test_rows_show_facts(admin_client: Client) -> None:
    html = admin_client.get(reverse("wagtailsnippets_catalog_productcontent:list")).content.decode()
    for text in ("A102", "¥899.00", "¥29.00", ">low<", "索尼 Sony", "live", "draft"):
        assert text in html
    empty = admin_client.get(reverse("wagtailsnippets_catalog_productcontent:list"), {"q": "没有"}).content.decode()
    assert "No product has “没有” in its title, SKU, key or brand." in empty


def test_empty_list_says_what_to_do(admin_client: Client) -> None:
    html = admin_client.get(reverse("wagtailsnippets_catalog_productcontent:list")).content.decode()
    assert "Why not" in html
    assert reverse("wagtailsnippets_catalog_productcontent:add") in html


@pytest.mark.parametrize("rows", [10, 50])
def test_queries_do_not_grow_with_rows(admin_client: Client, rows: int) -> None:
    picture = get_image_model()(title="图", file=ContentFile(save(make_photo(800, 800)), name="a.jpg"))
    picture.save()
    fill(rows, brands=5, image_ids=(picture.pk,))
    assert ProductContentViewSet.list_per_page == 50
    url = reverse("wagtailsnippets_catalog_productcontent:list")
    admin_client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = admin_client.get(url)
    assert len(response.context["object_list"]) == rows
    assert len(queries) == 24
    # The list shows what is ready and makes nothing.
    assert picture.renditions.count() == 0
    assert response.content.decode().count("catalogue-thumbnail") >= rows


def test_pictures_come_from_the_editor_then_the_product(admin_client: Client) -> None:
    image = get_image_model()(title="图", file=ContentFile(save(make_photo(800, 800)), name="a.jpg"))
    image.save()
    rendition = image.get_rendition("width-320|format-webp")
    product = factories.make_product("remote")
    ProductPicture.objects.create(product=product, remote_url="https://pictures.example.com/1.jpg")
    factories.make_draft(product, title="远方")
    chosen = factories.make_product("chosen")
    ProductPicture.objects.create(product=chosen, remote_url="https://pictures.example.com/2.jpg")
    content = factories.make_draft(chosen, title="选定")
    content.pictures = [("picture", image)]
    content.save()
    html = admin_client.get(reverse("wagtailsnippets_catalog_productcontent:list")).content.decode()
    assert 'src="https://pictures.example.com/1.jpg"' in html
    assert f'src="{rendition.url}"' in html
    assert "pictures.example.com/2.jpg" not in html


def test_a_translated_product_offers_no_translation(admin_client: Client) -> None:
    product = factories.make_product("both")
    factories.make_draft(product, title="两种")
    factories.make_draft(product, locale="en", title="Both")
    factories.make_draft(title="一种")
    html = admin_client.get(reverse("wagtailsnippets_catalog_productcontent:list")).content.decode()
    assert Locale.objects.count() == 2
    assert html.count("/admin/translation/submit/snippet/") == 1
