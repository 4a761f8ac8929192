"""Products that seem to be one: found for a reason, never changed by looking, decided on by a person."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.bulk.duplicates.finding import Likeness, find_pairs
from cms.bulk.models import DuplicateDecision
from cms.catalog.models import Product, ProductContent, ProductPicture, ProductScore
from cms.delivery.models import DeliveryDocument
from cms.delivery.moves import find_redirect
from tests import factories
from tests.integration.admin.conftest import log_in, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Product, Product]:
    """Two with one GTIN and one title; others with a picture or words in common with the first."""
    for key, title, gtin in (("a", "无线 耳机 WH-1000", "4006381333931"), ("b", "无线耳机（wh1000）", "4006381333931")):
        product = factories.make_product(key)
        factories.make_offer(product, f"sku-{key}", gtin=gtin)
        factories.make_published(product=product, title=title)
    for key in ("c", "d"):
        factories.make_published(key, title=f"别的 {key}")
    for key in ("a", "c"):
        ProductPicture.objects.create(product=_find(key), remote_url="https://img.example/1.jpg")
    for key, signature in (("a", 2**63 - 1), ("d", 2**63 - 3)):
        content = ProductContent.objects.get(product__key=key)
        bands = {f"band_{number}": 1 for number in range(4)}
        ProductScore.objects.update_or_create(
            content=content, defaults={"score": 50, "signature": signature, "judged_at": timezone.now(), **bands}
        )
    return _find("a"), _find("b")


def _find(key: str) -> Product:
    return Product.objects.get(key=key)


def name_pairs(**options: str) -> list[tuple[str, set[str]]]:
    keys = dict(Product.objects.values_list("pk", "key"))
    return [(keys[one.first] + keys[one.second], set(one.likenesses)) for one in find_pairs(**options)]


def test_pairs_are_found_for_a_reason(pair: tuple[Product, Product]) -> None:
    found = name_pairs()
    assert found[0] == ("ab", {Likeness.GTIN, Likeness.TITLE})
    assert sorted(found[1:]) == [("ac", {Likeness.PICTURE}), ("ad", {Likeness.WORDS})]
    assert name_pairs(likeness="picture") == [("ac", {Likeness.PICTURE})]


def test_what_many_share_tells_nothing(pair: tuple[Product, Product]) -> None:
    for number in range(9):
        factories.make_published(f"x-{number}", title="样品")
    assert len(name_pairs()) == 3


def test_the_report_shows_them_side_by_side_and_changes_nothing(
    admin_client: Client, pair: tuple[Product, Product]
) -> None:
    address = reverse("bulk:duplicates")
    page = admin_client.get(address).content.decode()
    assert "same GTIN: 4006381333931" in page
    assert "3 pairs" in page
    assert admin_client.get(address, {"likeness": "words"}).content.decode().count("bulk-pair__reasons") == 1
    preview = admin_client.get(reverse("bulk:duplicate", args=[pair[0].pk, pair[1].pk])).content.decode()
    assert "Its address /products/b leads to /products/a." in preview
    assert ProductContent.objects.filter(live=True).count() == 4
    assert DuplicateDecision.objects.count() == 0
    with CaptureQueriesContext(connection) as queries:
        admin_client.get(address)
    for number in range(10):
        factories.make_offer(factories.make_product(f"y-{number}"), f"y-{number}", gtin=str(10**12 + number // 2))
    with CaptureQueriesContext(connection) as more:
        assert "8 pairs" in admin_client.get(address).content.decode()
    assert len(more) == len(queries)


def test_keeping_one_takes_the_other_off(admin_client: Client, pair: tuple[Product, Product]) -> None:
    response = admin_client.post(reverse("bulk:duplicate", args=[pair[0].pk, pair[1].pk]), follow=True)
    assert "“a” stays; “b” is off in 1 languages." in response.content.decode()
    assert not ProductContent.objects.get(product=pair[1]).live
    assert ProductContent.objects.get(product=pair[0]).live
    assert not DeliveryDocument.objects.live(at=timezone.now()).filter(kind="product", key="b").exists()
    assert find_redirect("/products/b", "zh-hans") == ("/zh-hans/products/a", True)
    assert pair[1].offers.count() == 1
    assert "ab" not in [name for name, _likenesses in name_pairs()]


def test_two_products_stay_two(admin_client: Client, pair: tuple[Product, Product]) -> None:
    admin_client.post(reverse("bulk:duplicate", args=[pair[1].pk, pair[0].pk]), {"keep": "both"})
    assert "ab" not in [name for name, _likenesses in name_pairs()]
    assert ProductContent.objects.filter(live=True).count() == 4


def test_it_is_refused_where_nothing_would_be_left_or_one_may_not(
    admin_client: Client, pair: tuple[Product, Product]
) -> None:
    address = reverse("bulk:duplicate", args=[pair[0].pk, pair[1].pk])
    stranger = log_in(make_user("catalog.change_productcontent"))
    assert stranger.get(reverse("bulk:duplicates")).status_code == 302
    assert stranger.post(address).status_code == 302
    ProductContent.objects.get(product=pair[0]).unpublish()
    response = admin_client.post(address, follow=True)
    assert "Publish it first." in response.content.decode()
    assert ProductContent.objects.get(product=pair[1]).live
    assert admin_client.get(reverse("bulk:duplicate", args=[pair[0].pk, pair[0].pk])).status_code == 404
    assert DuplicateDecision.objects.count() == 0
