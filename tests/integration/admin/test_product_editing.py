"""Drafts, preview, publishing, schedules, locks, workflow, bulk actions: each does what its button says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model

from cms.catalog.models import ProductContent
from cms.delivery.models import DeliveryDocument
from cms.delivery.selectors import find_documents
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import (
    describe_content,
    list_errors,
    list_messages,
    rich_text,
    streamfield,
)
from tests.pictures import make_photo, save

PRODUCTS = "wagtailsnippets_catalog_productcontent"
pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> ProductContent:
    return factories.make_published("wh1000", title="无线耳机")


def url(name: str, *args: object) -> str:
    return reverse(f"{PRODUCTS}:{name}", args=args)


def find_title(*, at: datetime | None = None, locale: str = "zh-hans") -> str | None:
    found = find_documents("product", ["wh1000"], locale=locale, at=at or timezone.now())
    return found["wh1000"].data["title"] if found else None


def test_a_draft_is_nowhere_but_in_preview(admin_client: Client, content: ProductContent) -> None:
    response = admin_client.post(url("edit", content.pk), describe_content(content, title="降噪耳机"), follow=True)
    assert list_messages(response) == ["The draft of “降噪耳机” is saved. Shoppers still see the published version."]
    content.refresh_from_db()
    assert (content.title, content.has_unpublished_changes) == ("无线耳机", True)
    assert find_title() == "无线耳机"
    # Live preview: the panel posts the form as it is, then shows it.
    posted = admin_client.post(url("preview_on_edit", content.pk), describe_content(content, title="还没有保存"))
    assert posted.json() == {"is_valid": True, "is_available": True}
    page = admin_client.get(url("preview_on_edit", content.pk)).content.decode()
    assert "<h1>还没有保存</h1>" in page
    assert '<html lang="zh-Hans"' in page
    card = admin_client.get(url("preview_on_edit", content.pk), {"mode": "card"}).content.decode()
    assert "还没有保存" in card
    assert "<h1>还没有保存</h1>" not in card


def test_preview_shows_what_is_delivered(admin_client: Client, content: ProductContent) -> None:
    image = get_image_model()(title="图", file=ContentFile(save(make_photo(800, 600)), name="a.jpg"))
    image.save()
    values = describe_content(
        content,
        details=streamfield(
            [
                ("heading", "安静"),
                ("text", rich_text("<p>四十<b>小时</b></p>")),
                ("picture", {"image": image.pk, "alt_text": "一副耳机", "decorative": ""}),
            ]
        ),
        selling_points=streamfield([("point", "降噪 42 dB")]),
        **{"action-publish": "1"},
    )
    response = admin_client.post(url("edit", content.pk), values, follow=True)
    assert list_messages(response)[0].startswith("“无线耳机” is published: shoppers see it in")
    admin_client.post(url("preview_on_edit", content.pk), {**values, "action-publish": ""})
    page = admin_client.get(url("preview_on_edit", content.pk)).content.decode()
    body = find_documents("product", ["wh1000"], locale="zh-hans", at=timezone.now())["wh1000"].data
    assert [block["type"] for block in body["details"]] == ["heading", "text", "picture"]
    for block, text in zip(
        body["details"],
        ('<h2 class="block__heading">安静</h2>', body["details"][1]["html"], 'alt="一副耳机"'),
        strict=True,
    ):
        assert text in page, block
    assert "降噪 42 dB</li>" in page
    assert body["sellingPoints"] == ["降噪 42 dB"]


def test_publishing_delivers_and_unpublishing_withdraws(
    admin_client: Client, content: ProductContent, caplog: pytest.LogCaptureFixture
) -> None:
    values = describe_content(content, title="降噪耳机", **{"action-publish": "1"})
    response = admin_client.post(url("edit", content.pk), values, follow=True)
    assert list_messages(response) == [
        "“降噪耳机” is published: shoppers see it in Simplified Chinese within seconds."
    ] or (list_messages(response)[0].startswith("“降噪耳机” is published: shoppers see it in"))
    assert find_title() == "降噪耳机"
    factories.make_published(product=content.product, locale="en", title="Headphones")
    asked = admin_client.get(url("unpublish", content.pk)).content.decode()
    assert "It leaves the storefront and search at once." in asked
    assert "It stays live in:" in asked
    response = admin_client.post(url("unpublish", content.pk), follow=True)
    assert "it is gone from the storefront and from search." in list_messages(response)[0]
    content.refresh_from_db()
    assert content.live is False
    # Only the English words are left, and serve both languages.
    assert find_title() == "Headphones"
    assert "round the delivery services" not in caplog.text


def test_without_the_right_to_publish_nothing_is_published(content: ProductContent) -> None:
    writer = log_in(make_user("catalog.change_productcontent", "catalog.view_productcontent"))
    values = describe_content(content, title="偷偷", **{"action-publish": "1"})
    assert writer.post(url("edit", content.pk), values).status_code == 302
    assert writer.post(url("unpublish", content.pk)).status_code == 302
    content.refresh_from_db()
    assert (content.live, content.title, find_title()) == (True, "无线耳机", "无线耳机")


def test_a_schedule_appears_at_its_moment_and_can_be_cancelled(admin_client: Client, content: ProductContent) -> None:
    go_live = (timezone.localtime() + timedelta(days=2)).replace(second=0, microsecond=0)
    values = describe_content(content, title="双十一耳机", go_live_at=go_live.strftime("%Y-%m-%d %H:%M"))
    response = admin_client.post(url("edit", content.pk), {**values, "action-publish": "1"}, follow=True)
    assert "is live and this version has been scheduled for publishing" in list_messages(response)[0]
    assert find_title(at=go_live - timedelta(seconds=1)) == "无线耳机"
    assert find_title(at=go_live) == "双十一耳机"
    locked = admin_client.get(url("edit", content.pk))
    assert "Cancel scheduled publish" in locked.content.decode()
    revision = ProductContent.objects.get(pk=content.pk).scheduled_revision
    admin_client.post(url("revisions_unschedule", content.pk, revision.pk))
    assert find_title(at=go_live) == "无线耳机"


def test_a_locked_product_is_left_alone(admin_client: Client, admin, content: ProductContent) -> None:
    admin_client.post(url("lock", content.pk))
    content.refresh_from_db()
    assert content.locked_by == admin
    other = log_in(make_user("catalog.change_productcontent", "catalog.publish_productcontent"))
    response = other.post(url("edit", content.pk), describe_content(content, title="偷偷"))
    assert "could not be saved as it is locked" in list_errors(response) + " ".join(list_messages(response))
    ids = {"id": content.pk, "next": url("list")}
    bulk = reverse("wagtail_bulk_action", args=["catalog", "productcontent", "unpublish"])
    assert "These are left alone" in other.get(bulk, ids).content.decode()
    other.post(f"{bulk}?id={content.pk}")
    content.refresh_from_db()
    assert (content.live, content.title, content.latest_revision.object_str) == (True, "无线耳机", "无线耳机")
    admin_client.post(url("unlock", content.pk))
    content.refresh_from_db()
    assert content.locked is False


def test_autosave_keeps_an_unfinished_draft(admin_client: Client, content: ProductContent) -> None:
    page = admin_client.get(url("edit", content.pk)).content.decode()
    assert "w-autosave" in page
    content.refresh_from_db()
    before = content.revisions.count()
    response = admin_client.post(
        url("edit", content.pk), describe_content(content, title=""), headers={"accept": "application/json"}
    )
    data = response.json()
    assert data["success"] is True
    again = describe_content(content, title="第二次", overwrite_revision_id=str(data["revision_id"]))
    assert admin_client.post(url("edit", content.pk), again, headers={"accept": "application/json"}).json()["success"]
    content.refresh_from_db()
    assert content.revisions.count() == before + 1
    assert (content.title, content.latest_revision.object_str) == ("无线耳机", "第二次")


def test_an_address_is_free_or_refused(admin_client: Client, content: ProductContent) -> None:
    other = factories.make_published("cup", title="杯")
    response = admin_client.post(url("edit", other.pk), describe_content(other, slug="wh1000"))
    assert "“无线耳机” already has the address “wh1000” in this language. “wh1000-2” is free." in list_errors(response)
    other.refresh_from_db()
    assert (other.slug, other.latest_revision.content["slug"]) == ("cup", "cup")


def test_reverting_brings_back_words_only(admin_client: Client, content: ProductContent) -> None:
    first = content.latest_revision
    admin_client.post(url("edit", content.pk), describe_content(content, title="第二版", **{"action-publish": "1"}))
    content.product.offers.update(price_minor=555)
    values = describe_content(content, title="无线耳机", **{"action-publish": "1", "revision": str(first.pk)})
    admin_client.post(url("revisions_revert", content.pk, first.pk), values)
    assert find_title() == "无线耳机"
    assert list(content.product.offers.values_list("price_minor", flat=True)) == [555]


def test_bulk_publish_unpublish_and_delete(admin_client: Client, content: ProductContent) -> None:
    draft = factories.make_draft(factories.make_product("cup"), title="杯")
    factories.make_offer(draft.product)
    draft.save_revision()
    query = f"?id={content.pk}&id={draft.pk}&next={url('list')}"

    def bulk(action: str) -> str:
        return reverse("wagtail_bulk_action", args=["catalog", "productcontent", action]) + query

    assert "Shoppers see them within seconds." in admin_client.get(bulk("publish")).content.decode()
    response = admin_client.post(bulk("publish"), follow=True)
    assert list_messages(response) == ["1 product published."]
    assert _open_keys() == ["cup", "wh1000"]
    assert "They leave the storefront and search at once" in admin_client.get(bulk("unpublish")).content.decode()
    admin_client.post(bulk("unpublish"))
    assert _open_keys() == []
    factories.publish(ProductContent.objects.get(pk=content.pk))
    assert _open_keys() == ["wh1000"]
    assert admin_client.get(bulk("delete")).status_code == 200
    admin_client.post(bulk("delete"))
    assert (_open_keys(), ProductContent.objects.count()) == ([], 0)


def test_bulk_publish_says_which_address_is_taken(admin_client: Client, content: ProductContent) -> None:
    other = factories.make_published("cup", title="杯")
    for one in (content, other):
        one.slug = "same"
        one.save_revision()
    query = f"?id={content.pk}&id={other.pk}&next={url('list')}"
    bulk = reverse("wagtail_bulk_action", args=["catalog", "productcontent", "publish"]) + query
    response = admin_client.post(bulk, follow=True)
    assert sorted(ProductContent.objects.values_list("slug", flat=True)) in (["cup", "same"], ["same", "wh1000"])
    assert any("another product already has its address" in text for text in list_messages(response))


def test_bulk_never_takes_the_whole_listing(admin_client: Client, content: ProductContent) -> None:
    bulk = reverse("wagtail_bulk_action", args=["catalog", "productcontent", "delete"])
    assert admin_client.post(f"{bulk}?id=all").status_code == 404
    assert ProductContent.objects.count() == 1
    html = admin_client.get(url("list")).content.decode()
    assert "data-bulk-action-num-objects-in-listing" not in html


def _open_keys() -> list[str]:
    return sorted(
        DeliveryDocument.objects.filter(kind="product", live_until__isnull=True).values_list("key", flat=True)
    )
