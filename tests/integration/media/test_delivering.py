"""How a picture appears in a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import prefetch_related_objects
from django.utils import timezone

from cms.media.delivering import describe_image, describe_remote
from cms.media.models import MediaImage
from cms.media.renditions import make_renditions
from tests.pictures import make_photo, save

MakeImage = Callable[..., MediaImage]


def test_before_renditions_are_ready(make_image: MakeImage) -> None:
    image = make_image(save(make_photo(300, 200)), description="A cup of tea")
    assert describe_image(image) == {
        "id": image.pk,
        "url": "/media/original_images/tea.jpg",
        "width": 300,
        "height": 200,
        "alt": "A cup of tea",
        "focalPoint": None,
        "blurhash": image.blurhash,
        "renditions": [],
    }


def test_with_renditions(make_image: MakeImage) -> None:
    image = make_image(save(make_photo(300, 200)))
    make_renditions(image, at=timezone.now())
    found = describe_image(MediaImage.objects.get(pk=image.pk))["renditions"]
    assert [(one["format"], one["width"], one["height"]) for one in found] == [
        (name, *size) for name in ("avif", "webp", "jpeg") for size in ((160, 107), (300, 200))
    ]
    for one in found:
        ending = {"jpeg": "jpg"}.get(one["format"], one["format"])
        assert one["url"].startswith(f"/media/renditions/{image.pk}/tea-{one['width']}-")
        assert one["url"].endswith(f".{ending}")
        assert set(one) == {"url", "width", "height", "format"}


def test_the_admin_s_thumbnails_are_not_delivered(make_image: MakeImage) -> None:
    image = make_image(save(make_photo(300, 200)))
    image.get_rendition("max-165x165")
    assert describe_image(image)["renditions"] == []


def test_focal_point_as_shares(make_image: MakeImage) -> None:
    image = make_image(save(make_photo(300, 200)), focal_point_x=75, focal_point_y=150)
    assert describe_image(image)["focalPoint"] == {"x": 0.25, "y": 0.75}
    image.focal_point_x = 900
    assert describe_image(image)["focalPoint"] == {"x": 1.0, "y": 0.75}


def test_alternative_text(make_image: MakeImage) -> None:
    image = make_image(title="cup.jpg")
    assert describe_image(image)["alt"] == "cup.jpg"
    assert describe_image(image, fallback="Cup")["alt"] == "Cup"
    image.description = "A cup of tea"
    assert describe_image(image)["alt"] == "A cup of tea"
    assert describe_image(image, fallback="Cup")["alt"] == "A cup of tea"
    assert describe_image(image, alt="Tea for two")["alt"] == "Tea for two"
    assert describe_image(image, alt="  ")["alt"] == "A cup of tea"


def test_neither_a_query_nor_a_file(
    make_image: MakeImage, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make_renditions(make_image(save(make_photo(300, 200)), name=f"{number}.jpg"), at=timezone.now())
    images = list(MediaImage.objects.all())
    prefetch_related_objects(images, "renditions")

    def open_file(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a file was opened")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.open", open_file)
    with django_assert_num_queries(0):
        assert [len(describe_image(image)["renditions"]) for image in images] == [6, 6, 6]


def test_a_remote_picture() -> None:
    assert describe_remote("https://example.com/a.jpg", " Tea ") == {
        "id": None,
        "url": "https://example.com/a.jpg",
        "width": None,
        "height": None,
        "alt": "Tea",
        "focalPoint": None,
        "blurhash": "",
        "renditions": [],
    }
