"""Remote pictures become our own, once, and say why where they cannot."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model

from cms.catalog.feeds.fetching import FetchSummary, fetch_pictures, list_unfetched
from cms.catalog.models import ProductPicture
from cms.delivery import worker
from cms.delivery.selectors import find_documents
from cms.media.remote import RemoteImageError
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def make_jpeg(color: str) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(output, "JPEG")
    return output.getvalue()


FILES = {
    "https://a.example/red.jpg": make_jpeg("red"),
    "https://a.example/red-again.jpg": make_jpeg("red"),
    "https://a.example/blue.jpg": make_jpeg("blue"),
    "https://a.example/text.jpg": b"no picture",
}


def fetch(url: str) -> tuple[bytes, str]:
    if url not in FILES:
        raise RemoteImageError("The server answered 404 Not Found.", code="status")
    return FILES[url], "picture.jpg"


def run(**options: object) -> FetchSummary:
    return fetch_pictures(
        list(list_unfetched(**options)),
        clock=timezone.now,
        on_progress=lambda done, total: None,
        on_failure=lambda picture: None,
        fetch=fetch,
    )


def test_pictures_are_fetched_once_and_delivered() -> None:
    content = make_published("tea", title="龙井")
    for order, name in enumerate(["red", "red-again", "blue", "text", "gone"]):
        url = f"https://a.example/{name}.jpg"
        ProductPicture.objects.create(product=content.product, remote_url=url, sort_order=order)
    assert run() == FetchSummary(fetched=2, reused=1, failed=2)
    images = get_image_model().objects.order_by("pk")
    assert [(image.title, image.source_url) for image in images] == [
        ("龙井", "https://a.example/red.jpg"),
        ("龙井", "https://a.example/blue.jpg"),
    ]
    assert list(ProductPicture.objects.order_by("sort_order").values_list("image_id", flat=True)) == [
        images[0].pk,
        images[0].pk,
        images[1].pk,
        None,
        None,
    ]
    errors = dict(ProductPicture.objects.exclude(error="").values_list("remote_url", "error"))
    assert errors["https://a.example/gone.jpg"] == "The server answered 404 Not Found."
    assert errors["https://a.example/text.jpg"]
    worker.drain(consumers=["dependants"])
    data = find_documents("product", ["tea"], locale="zh-hans", at=timezone.now())["tea"].data
    assert [image["id"] for image in data["images"]] == [images[0].pk, images[0].pk, images[1].pk, None, None]


def test_failures_are_tried_again_only_if_asked_for() -> None:
    content = make_published("tea")
    ProductPicture.objects.create(product=content.product, remote_url="https://a.example/gone.jpg")
    assert run() == FetchSummary(failed=1)
    assert run() == FetchSummary()
    assert run(with_failed=True) == FetchSummary(failed=1)
    assert run(with_failed=True, product_key="other") == FetchSummary()


def test_the_command_refuses_what_makes_no_sense() -> None:
    with pytest.raises(CommandError, match="--limit 0"):
        call_command("fetch_pictures", limit=0)
    with pytest.raises(CommandError, match="--product none"):
        call_command("fetch_pictures", product="none")
