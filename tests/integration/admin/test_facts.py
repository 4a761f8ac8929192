"""A product's facts: typed as people write them, merged with what feeds wrote meanwhile, announced at once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry

from cms.catalog.models import Offer, Product, ProductPicture, SpecificationDefinition
from cms.delivery.models import DeliveryDocument, OutboxEntry
from cms.money import Money
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_errors, list_messages, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def product() -> Product:
    audio = factories.make_category("audio", name="影音")
    ear = factories.make_category("earphones", parent=audio, name="耳机")
    define(audio, "colour", "颜色", type="choice", choices=["黑", "白"], is_required=True)
    define(audio, "wireless", "无线", type="boolean")
    define(ear, "battery", "续航", type="number", unit="h")
    define(ear, "driver", "单元")
    product = factories.make_product("wh1000", category=ear, specifications={"colour": "黑", "old": "旧"})
    factories.make_offer(product, "A1", price_minor=89900, list_price_minor=99900, stock=7)
    factories.make_published(product=product, title="耳机")
    OutboxEntry.objects.all().delete()
    return product


def define(category, key: str, name: str, **fields) -> SpecificationDefinition:
    return SpecificationDefinition.objects.create(category=category, key=key, name=name, **fields)


def edit_url(product: Product) -> str:
    return reverse("catalogue_product:edit", args=[product.pk])


def name_of(key: str) -> str:
    return f"specification_{SpecificationDefinition.objects.get(key=key).pk}"


def read_product(product: Product) -> tuple:
    product = Product.objects.get(pk=product.pk)
    offers = list(product.offers.values_list("sku", "price_minor", "list_price_minor", "stock", "options"))
    return product.specifications, product.variant_axes, product.stage, product.category.key, offers


def save(client: Client, product: Product, **changes: str):
    values = read_form(client.get(edit_url(product)))
    return client.post(edit_url(product), {**values, **changes}, follow=True)


def test_saving_nothing_changes_nothing(admin_client: Client, product: Product) -> None:
    before = read_product(product)
    response = save(admin_client, product)
    assert list_messages(response) == ["The facts of wh1000 are saved: shoppers see them within seconds."]
    assert read_product(product) == before


def test_money_is_typed_in_the_major_unit(admin_client: Client, product: Product) -> None:
    save(admin_client, product, **{"offers-0-price": "¥1,299.50", "offers-0-list_price": ""})
    offer = Offer.objects.get(sku="A1")
    assert (offer.price, offer.list_price) == (Money(129950, "CNY"), None)
    save(admin_client, product, **{"offers-0-price": "1300", "offers-0-currency": "JPY"})
    assert Offer.objects.get(sku="A1").price == Money(1300, "JPY")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"offers-0-price": "12.345"}, "“12.345” is no amount of CNY. Type digits with at most 2 decimals"),
        ({"offers-0-price": "abc"}, "“abc” is no amount of CNY"),
        ({"offers-0-price": "-5"}, "A price cannot be below zero."),
        ({"offers-0-price": "99999999999999999"}, "is more than any price: was a digit typed too often?"),
        ({"offers-0-list_price": "1"}, "The list price is below the price."),
        ({"offers-0-currency": "Yuan"}, "at most 3 characters"),
        (
            {"offers-0-on_shelf_from": "2026-11-12 00:00", "offers-0-on_shelf_until": "2026-11-11 00:00"},
            "The shelf window ends",
        ),
        ({"offers-0-availability": "made_to_order"}, "Made to order needs the number of days"),
        ({"offers-0-DELETE": "on"}, "A product needs at least one offer"),
        ({"axes": "颜色"}, "Say which 颜色 this offer is"),
        ({"axes": "颜色\n颜色"}, "Each line may stand once only; repeated: 颜色."),
    ],
)
def test_wrong_facts_change_nothing(admin_client: Client, product: Product, changes: dict, error: str) -> None:
    before = read_product(product)
    response = save(admin_client, product, **changes)
    assert error in list_errors(response)
    assert read_product(product) == before
    assert not OutboxEntry.objects.exists()


def test_specifications_are_typed_and_inherited(admin_client: Client, product: Product) -> None:
    changes = {
        name_of("battery"): "12.5",
        name_of("wireless"): "yes",
        name_of("colour"): "白",
        name_of("driver"): " 40 mm ",
    }
    save(admin_client, product, **changes)
    specifications = Product.objects.get(pk=product.pk).specifications
    assert specifications == {"old": "旧", "colour": "白", "wireless": True, "battery": 12.5, "driver": "40 mm"}
    save(admin_client, product, **{name_of("battery"): "", "stray_specifications": "old"})
    specifications = Product.objects.get(pk=product.pk).specifications
    assert specifications == {"colour": "白", "wireless": True, "driver": "40 mm"}


@pytest.mark.parametrize(
    ("key", "text", "error"),
    [
        ("battery", "long", "“long” is no number"),
        ("battery", "inf", "“inf” is no number"),
        ("colour", "", "颜色 is required for this category."),
        ("colour", "红", "Select a valid choice"),
    ],
)
def test_wrong_specifications_change_nothing(
    admin_client: Client, product: Product, key: str, text: str, error: str
) -> None:
    before = read_product(product)
    response = save(admin_client, product, **{name_of(key): text})
    assert error in list_errors(response)
    assert read_product(product) == before


def test_a_new_category_says_what_it_requires(admin_client: Client, product: Product) -> None:
    home = factories.make_category("home", name="家居")
    define(home, "material", "材质", is_required=True)
    response = save(admin_client, product, category=str(home.pk))
    assert list_messages(response)[0] == (
        "The category changed. It also requires: 材质. Add them under “Specifications”."
    )
    product.refresh_from_db()
    assert (product.category, product.specifications) == (home, {"colour": "黑", "old": "旧"})


def test_variants_need_options_and_differ(admin_client: Client, product: Product) -> None:
    factories.make_offer(product, "A2", price_minor=100)
    before = read_product(product)
    same = {"axes": "颜色\n尺寸", **{f"offers-{n}-axis_{m}": "大" for n in range(2) for m in range(2)}}
    response = save(admin_client, product, **same)
    assert "SKU A1 and SKU A2 are both “大 / 大”." in list_errors(response)
    assert read_product(product) == before
    save(admin_client, product, **{**same, "offers-1-axis_1": "小"})
    product.refresh_from_db()
    assert product.variant_axes == ["颜色", "尺寸"]
    assert dict(product.offers.values_list("sku", "options")) == {
        "A1": {"颜色": "大", "尺寸": "大"},
        "A2": {"颜色": "大", "尺寸": "小"},
    }


def test_two_offers_without_axes_are_refused(admin_client: Client, product: Product) -> None:
    values = read_form(admin_client.get(edit_url(product)))
    new = {k.replace("offers-0-", "offers-1-"): v for k, v in values.items() if k.startswith("offers-0-")}
    new |= {"offers-1-id": "", "offers-1-sku": "A9", "offers-1-seen": "", "offers-TOTAL_FORMS": "2"}
    response = admin_client.post(edit_url(product), {**values, **new})
    assert "SKU A1 and SKU A9 cannot be told apart" in list_errors(response)
    assert not Offer.objects.filter(sku="A9").exists()


def test_what_a_feed_wrote_meanwhile_stays(admin_client: Client, product: Product) -> None:
    shown = read_form(admin_client.get(edit_url(product)))
    Offer.objects.filter(sku="A1").update(price_minor=79900, stock=3)
    Product.objects.filter(pk=product.pk).update(specifications={"colour": "白", "old": "旧", "wireless": False})
    admin_client.post(edit_url(product), {**shown, "stage": "decline", "offers-0-stock": "50"})
    product.refresh_from_db()
    offer = Offer.objects.get(sku="A1")
    assert (offer.price_minor, offer.list_price_minor, offer.stock) == (79900, 99900, 50)
    assert product.specifications == {"colour": "白", "old": "旧", "wireless": False}
    assert product.stage == "decline"


def test_saving_announces_in_the_same_transaction(admin_client: Client, product: Product) -> None:
    save(admin_client, product, stage="new")
    entries = set(OutboxEntry.objects.values_list("consumer", "key"))
    assert ("dependants", "product:wh1000") in entries
    assert ("index", "product:wh1000") in entries
    assert registry.get_logs_for_instance(product).filter(action="wagtail.edit").count() == 1


def test_pictures_are_ours_or_remote(admin_client: Client, product: Product) -> None:
    values = read_form(admin_client.get(edit_url(product)))
    picture = {"pictures-TOTAL_FORMS": "1", "pictures-0-id": "", "pictures-0-ORDER": "1", "pictures-0-DELETE": ""}
    empty = {**values, **picture, "pictures-0-image": "", "pictures-0-remote_url": "", "pictures-0-option": "red"}
    filled = {**empty, "pictures-0-remote_url": "https://pictures.example.com/1.jpg"}
    admin_client.post(edit_url(product), filled)
    assert [(one.remote_url, one.option) for one in product.pictures.all()] == [
        ("https://pictures.example.com/1.jpg", "red")
    ]
    again = read_form(admin_client.get(edit_url(product)))
    response = admin_client.post(edit_url(product), {**again, "pictures-0-remote_url": ""})
    assert "Choose an image, or give the address of one" in list_errors(response)
    assert ProductPicture.objects.get().remote_url == "https://pictures.example.com/1.jpg"


def test_the_order_of_offers_is_kept(admin_client: Client, product: Product) -> None:
    Product.objects.filter(pk=product.pk).update(variant_axes=["颜色"])
    Offer.objects.update(options={"颜色": "黑"})
    factories.make_offer(product, "A2", options={"颜色": "白"}, sort_order=5)
    save(admin_client, product, **{"offers-0-ORDER": "2", "offers-1-ORDER": "1"})
    assert list(product.offers.values_list("sku", flat=True)) == ["A2", "A1"]


def test_deleting_a_product_withdraws_its_words(admin_client: Client, product: Product) -> None:
    assert DeliveryDocument.objects.filter(kind="product", live_until__isnull=True).count() == 1
    page = admin_client.get(reverse("catalogue_product:delete", args=[product.pk])).content.decode()
    assert "Its words in 1 languages and its 1 offers go with it" in page
    admin_client.post(reverse("catalogue_product:delete", args=[product.pk]))
    assert not Product.objects.exists()
    assert not DeliveryDocument.objects.filter(kind="product", live_until__isnull=True).exists()


def test_without_the_right_nothing_opens(product: Product) -> None:
    client = log_in(make_user("catalog.change_productcontent"))
    before = read_product(product)
    assert client.get(edit_url(product)).status_code == 302
    assert client.post(edit_url(product), {"stage": "new"}).status_code == 302
    assert read_product(product) == before


def test_hundreds_of_specifications_stay_usable(admin_client: Client, product: Product) -> None:
    SpecificationDefinition.objects.bulk_create(
        SpecificationDefinition(category=product.category, key=f"extra-{n}", name=f"参数 {n}") for n in range(300)
    )
    html = admin_client.get(edit_url(product)).content.decode()
    shown, folded = html.split("data-catalogue-fold", 1)
    assert shown.count("data-catalogue-name") == 1
    assert folded.count("data-catalogue-name") == 303
    assert "data-catalogue-find" in html


def test_tags_are_saved_and_followed(product, admin_client):
    response = save(admin_client, product, tags='礼物, "double eleven"')
    assert list_messages(response) == ["The facts of wh1000 are saved: shoppers see them within seconds."]
    assert sorted(Product.objects.get(pk=product.pk).tags.names()) == ["double eleven", "礼物"]
    assert OutboxEntry.objects.filter(consumer="selections", key="product:wh1000").exists()


def test_tags_that_were_not_touched_keep_what_others_added_meanwhile(product, admin_client):
    product.tags.add("礼物", "double eleven")
    product.save()
    shown = read_form(admin_client.get(edit_url(product)))
    product.tags.add("新")
    product.save()
    # The browser sends them in its own order and with its own quotes.
    admin_client.post(edit_url(product), {**shown, "tags": '"double eleven","礼物"', "stage": "decline"})
    product = Product.objects.get(pk=product.pk)
    assert (product.stage, sorted(product.tags.names())) == ("decline", ["double eleven", "新", "礼物"])
