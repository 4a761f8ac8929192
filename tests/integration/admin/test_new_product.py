"""A product is made in one form; a copy and a translation are products' words of their own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from cms.catalog.models import Offer, Product, ProductContent
from cms.money import Money
from tests import factories
from tests.integration.admin.forms import describe_content, list_errors, list_messages

PRODUCTS = "wagtailsnippets_catalog_productcontent"
ADD = f"{PRODUCTS}:add"
pytestmark = pytest.mark.django_db


def describe_new(**changes: str) -> dict[str, str]:
    facts = {"sku": "A102", "price": "59.90", "currency": "CNY", "stock": "", "key": "", "brand": "", "category": ""}
    return describe_content(title="无线蓝牙耳机", **{**facts, "stage": "new", **changes})


def test_identity_offer_and_words_come_together(admin_client: Client) -> None:
    brand, category = factories.make_brand("sony"), factories.make_category("earphones")
    values = describe_new(brand=str(brand.pk), category=str(category.pk), stock="7")
    response = admin_client.post(reverse(ADD), values, follow=True)
    content = ProductContent.objects.get()
    assert list_messages(response) == ["“无线蓝牙耳机” is made, as a draft. Publish it to show it to shoppers."]
    assert response.redirect_chain[-1][0] == reverse(f"{PRODUCTS}:edit", args=[content.pk])
    assert (content.title, content.slug, content.live, content.locale.language_code) == (
        "无线蓝牙耳机",
        "无线蓝牙耳机",
        False,
        "zh-hans",
    )
    product = content.product
    assert (product.key, product.brand, product.category, product.stage) == ("a102", brand, category, "new")
    offer = product.offers.get()
    assert (offer.sku, offer.price, offer.stock) == ("A102", Money(5990, "CNY"), 7)


def test_it_can_be_published_at_once(admin_client: Client) -> None:
    admin_client.post(reverse(ADD), {**describe_new(), "action-publish": "1"})
    content = ProductContent.objects.get()
    assert (content.live, content.live_revision_id) == (True, content.latest_revision_id)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"sku": ""}, "This field is required."),
        ({"price": "many"}, "“many” is no amount of CNY."),
        ({"price": ""}, "This field is required."),
        ({"sku": "TAKEN"}, "SKU TAKEN belongs to product cup already."),
        ({"key": "cup"}, "Product cup exists already. Type another key."),
        ({"key": "a b"}, "A key has no spaces"),
        ({"slug": "cup"}, "“杯” already has the address “cup” in this language. “cup-2” is free."),
        ({"stock": "-1"}, "greater than or equal to 0"),
    ],
)
def test_a_refused_product_leaves_nothing(admin_client: Client, changes: dict[str, str], error: str) -> None:
    factories.make_offer(cup := factories.make_product("cup"), "TAKEN")
    factories.make_draft(cup, title="杯")
    response = admin_client.post(reverse(ADD), describe_new(**changes))
    assert error in list_errors(response)
    assert (Product.objects.count(), Offer.objects.count(), ProductContent.objects.count()) == (1, 1, 1)


def test_equal_titles_get_addresses_of_their_own(admin_client: Client) -> None:
    admin_client.post(reverse(ADD), describe_new())
    admin_client.post(reverse(ADD), describe_new(sku="A103"))
    assert list(ProductContent.objects.order_by("pk").values_list("slug", flat=True)) == [
        "无线蓝牙耳机",
        "无线蓝牙耳机-2",
    ]


def test_words_about_a_product_that_has_only_facts(admin_client: Client) -> None:
    product = factories.make_product("facts-only")
    url = f"{reverse(ADD)}?product={product.pk}"
    page = admin_client.get(url).content.decode()
    assert "facts-only" in page
    assert 'name="sku"' not in page
    admin_client.post(url, describe_content(title="有了名字"))
    content = ProductContent.objects.get()
    assert (content.product, content.title, content.slug) == (product, "有了名字", "有了名字")
    assert Product.objects.count() == 1


def test_words_that_are_there_already_are_not_made_twice(admin_client: Client) -> None:
    content = factories.make_draft(factories.make_product("cup"), title="杯")
    response = admin_client.post(f"{reverse(ADD)}?product={content.product_id}", describe_content(title="又一个"))
    assert response.status_code == 302
    assert response["Location"] == reverse(f"{PRODUCTS}:edit", args=[content.pk])
    assert ProductContent.objects.count() == 1


def test_a_copy_is_a_new_product(admin_client: Client) -> None:
    source = factories.make_published("cup", title="杯", summary="好看的杯")
    page = admin_client.get(reverse(f"{PRODUCTS}:copy", args=[source.pk]))
    form = page.context["form"]
    assert (form["title"].value(), form["slug"].value(), form["summary"].value(), form["sku"].value()) == (
        "杯 (copy)",
        "杯-copy",
        "好看的杯",
        None,
    )
    assert page.context["action_url"].startswith(reverse(ADD))


def test_a_translation_is_a_draft_with_an_address_of_its_own(admin_client: Client) -> None:
    source = factories.make_published("cup", title="杯", slug="cup", summary="好看的杯")
    factories.make_draft(factories.make_product("other"), locale="en", title="Taken", slug="cup")
    english = Locale.objects.get(language_code="en")
    url = reverse("simple_translation:submit_snippet_translation", args=["catalog", "productcontent", source.pk])
    assert admin_client.get(url).status_code == 200
    response = admin_client.post(url, {"locales": [english.pk]}, follow=True)
    copy = ProductContent.objects.get(product=source.product, locale=english)
    assert response.redirect_chain[-1][0] == reverse(f"{PRODUCTS}:edit", args=[copy.pk])
    assert response.status_code == 200
    assert (copy.title, copy.slug, copy.summary, copy.translation_key) == (
        "杯",
        "cup-2",
        "好看的杯",
        source.translation_key,
    )
    assert (copy.live, copy.live_revision, copy.first_published_at, copy.has_unpublished_changes) == (
        False,
        None,
        None,
        True,
    )
    source.refresh_from_db()
    assert source.live is True
    values = describe_content(copy, title="Mug", slug="mug", **{"action-publish": "1"})
    admin_client.post(reverse(f"{PRODUCTS}:edit", args=[copy.pk]), values)
    copy.refresh_from_db()
    assert (copy.live, copy.title, copy.slug) == (True, "Mug", "mug")
