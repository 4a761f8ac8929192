"""Brands, the category tree and specification definitions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from cms.catalog.models import Brand, Category, SpecificationDefinition
from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from cms.delivery.selectors import find_documents
from tests import factories
from tests.integration.admin.forms import inline_formset, list_errors, list_messages, nested_form_data, read_form

pytestmark = pytest.mark.django_db


def find(kind: str, key: str, locale: str = "zh-hans") -> dict[str, Any]:
    return find_documents(kind, [key], locale=locale, at=timezone.now())[key].data


def save(client: Client, namespace: str, pk: int | None = None, **changes: Any):
    url = reverse(f"{namespace}:edit", args=[pk]) if pk else reverse(f"{namespace}:add")
    return client.post(url, {**read_form(client.get(url)), **changes}, follow=True)


def list_tree() -> list[tuple[int, str]]:
    return list(Category.objects.order_by("path").values_list("depth", "key"))


def test_a_brand_has_a_name_in_each_language(admin_client: Client) -> None:
    english = Locale.objects.get(language_code="en")
    texts = nested_form_data(
        {"texts": inline_formset([{"locale": english.pk, "name": "Sony", "description": "Sound"}])}
    )
    save(admin_client, "catalogue_brand", name="索尼", key="sony", website="https://sony.example.com", **texts)
    assert (find("brand", "sony")["name"], find("brand", "sony", "en")["name"]) == ("索尼", "Sony")
    twice = nested_form_data(
        {"texts": inline_formset([{"locale": english.pk, "name": "A"}, {"locale": english.pk, "name": "B"}])}
    )
    response = save(admin_client, "catalogue_brand", name="宜家", key="ikea", **twice)
    assert response.status_code == 200
    assert list(Brand.objects.values_list("key", flat=True)) == ["sony"]


def test_a_brand_in_use_is_not_deleted(admin_client: Client) -> None:
    brand = factories.make_brand("sony", name="索尼")
    factories.make_product("wh1000", brand=brand)
    url = reverse("catalogue_brand:delete", args=[brand.pk])
    for response in (admin_client.get(url, follow=True), admin_client.post(url, follow=True)):
        assert list_messages(response) == [
            "“索尼” cannot be deleted: 1 product is of this brand. Give it another brand first."
        ]
        assert f"{reverse('wagtailsnippets_catalog_productcontent:list')}?brand=sony" in response.content.decode()
    brand.products.all().delete()
    admin_client.post(url)
    assert not Brand.objects.exists()


def test_brands_are_suggested(admin_client: Client, client: Client) -> None:
    factories.make_brand("sony", name="索尼 Sony")
    factories.make_brand("ikea", name="宜家")
    url = reverse("catalogue_suggest_brands")
    assert admin_client.get(url, {"q": "son"}).json() == {"suggestions": ["索尼 Sony"]}
    assert client.get(url).status_code == 302


def test_categories_are_added_below_and_moved(admin_client: Client) -> None:
    save(admin_client, "catalogue_category", name="影音", key="audio")
    audio = Category.objects.get(key="audio")
    save(admin_client, "catalogue_category", name="耳机", key="ear", parent=audio.pk)
    save(admin_client, "catalogue_category", name="音箱", key="speaker", parent=audio.pk, place="first")
    save(admin_client, "catalogue_category", name="家居", key="home", place="first")
    assert list_tree() == [(1, "home"), (1, "audio"), (2, "speaker"), (2, "ear")]
    ear, speaker, home = (Category.objects.get(key=key) for key in ("ear", "speaker", "home"))
    save(admin_client, "catalogue_category", speaker.pk, place=str(ear.pk))
    assert list_tree() == [(1, "home"), (1, "audio"), (2, "ear"), (2, "speaker")]
    save(admin_client, "catalogue_category", audio.pk, parent=home.pk)
    assert list_tree() == [(1, "home"), (2, "audio"), (3, "ear"), (3, "speaker")]
    assert [crumb["key"] for crumb in find("category", "ear")["breadcrumbs"]] == ["home", "audio", "ear"]
    save(admin_client, "catalogue_category", audio.pk, parent="")
    assert list_tree() == [(1, "home"), (1, "audio"), (2, "ear"), (2, "speaker")]
    save(admin_client, "catalogue_category", audio.pk, name="声音")
    assert list_tree() == [(1, "home"), (1, "audio"), (2, "ear"), (2, "speaker")]
    assert find("category", "ear")["breadcrumbs"][0]["name"] in {"影音", "声音"}
    worker.drain(consumers=["dependants"])
    assert find("category", "ear")["breadcrumbs"][0]["name"] == "声音"


def test_a_category_never_goes_into_itself(admin_client: Client) -> None:
    audio = factories.make_category("audio", name="影音")
    ear = factories.make_category("ear", parent=audio, name="耳机")
    response = save(admin_client, "catalogue_category", audio.pk, parent=ear.pk)
    assert "“耳机” is inside “影音”. Choose a category outside of it." in list_errors(response)
    assert list_tree() == [(1, "audio"), (2, "ear")]


def test_a_category_in_use_is_not_deleted(admin_client: Client) -> None:
    audio = factories.make_category("audio", name="影音")
    ear = factories.make_category("ear", parent=audio, name="耳机")
    product = factories.make_product("wh1000", category=ear)
    url = reverse("catalogue_category:delete", args=[audio.pk])
    assert list_messages(admin_client.post(url, follow=True)) == [
        "“影音” cannot be deleted: 1 product is in it or below. Move it to another category first."
    ]
    product.delete()
    assert list_messages(admin_client.post(url, follow=True)) == [
        "“影音” cannot be deleted: 1 category is below it. Move or delete that one first."
    ]
    assert list_tree() == [(1, "audio"), (2, "ear")]
    admin_client.post(reverse("catalogue_category:delete", args=[ear.pk]))
    assert list_tree() == [(1, "audio")]


def test_definitions_are_typed_and_announced(admin_client: Client) -> None:
    audio = factories.make_category("audio", name="影音")
    ear = factories.make_category("ear", parent=audio, name="耳机")
    product = factories.make_product("wh1000", category=ear, specifications={"colour": "red"})
    factories.make_published(product=product, title="耳机")
    english = Locale.objects.get(language_code="en")
    texts = inline_formset(
        [{"locale": english.pk, "name": "Colour", "unit": "", "choice_labels": "red = Red\nblue=Blue"}]
    )
    values = {"category": audio.pk, "name": "颜色", "key": "colour", "type": "choice", "choices": "red\nblue"}
    save(admin_client, "catalogue_specification", **values, is_facet="on", **nested_form_data({"texts": texts}))
    definition = SpecificationDefinition.objects.get()
    assert (definition.choices, definition.is_facet) == (["red", "blue"], True)
    assert definition.texts.get().choice_labels == {"red": "Red", "blue": "Blue"}
    assert find("category", "audio", "en")["specifications"][0]["choices"][0] == {"value": "red", "label": "Red"}
    worker.drain(consumers=["dependants"])
    assert [one["name"] for one in find("product", "wh1000")["specifications"]] == ["颜色"]
    assert find("category", "ear")["specifications"][0]["key"] == "colour"
    admin_client.post(reverse("catalogue_specification:delete", args=[definition.pk]))
    worker.drain(consumers=["dependants"])
    assert find("product", "wh1000")["specifications"] == []
    product.refresh_from_db()
    assert product.specifications == {"colour": "red"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"type": "choice"}, "A choice needs its allowed values: type them one a line."),
        ({"choices": "a\nb"}, "Only a choice has allowed values"),
        ({"unit": "cm"}, "Only a number has a unit"),
        ({"type": "choice", "choices": "a\na"}, "Each line may stand once only; repeated: a."),
        ({"key": "taken"}, "“影音” already has a specification with the key “taken”."),
    ],
)
def test_wrong_definitions_are_refused(admin_client: Client, changes: dict[str, str], error: str) -> None:
    audio = factories.make_category("audio", name="影音")
    SpecificationDefinition.objects.create(category=audio, key="taken", name="有了")
    OutboxEntry.objects.all().delete()
    values = {"category": audio.pk, "name": "颜色", "key": "colour", "type": "text"}
    response = save(admin_client, "catalogue_specification", **{**values, **changes})
    assert error in list_errors(response)
    assert (SpecificationDefinition.objects.count(), OutboxEntry.objects.count()) == (1, 0)
