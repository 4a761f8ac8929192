"""What is stored of a picture that was too large, lay on its side, or carried what is nobody's business."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms

from cms.delivery.models import OutboxEntry
from cms.media.models import MediaImage
from tests.pictures import make_animation, make_photo, save

MakeImage = Callable[..., MediaImage]
ListFiles = Callable[[], list[str]]


def make_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera Works"
    exif.get_ifd(0x8825)[2] = (31.0, 14.0, 3.0)
    return exif


def read(image: MediaImage) -> tuple[bytes, Image.Image]:
    with image.file.open("rb") as file:
        content = file.read()
        file.seek(0)
        picture = Image.open(file)
        picture.load()
    return content, picture


def test_a_large_picture_is_scaled_once(make_image: MakeImage, settings: Any) -> None:
    settings.MEDIA_MAX_EDGE = 400
    image = make_image(save(make_photo(1000, 600)))
    content, picture = read(image)
    assert (image.width, image.height, image.file_size) == (400, 240, len(content))
    assert picture.size == (400, 240)
    image.title = "Cup"
    image.save()
    assert read(image)[0] == content


def test_one_that_is_small_enough_stays_as_it_came(make_image: MakeImage, settings: Any) -> None:
    settings.MEDIA_MAX_EDGE = 400
    content = save(make_photo(400, 300))
    assert read(make_image(content))[0] == content


def test_a_long_strip_keeps_its_length(make_image: MakeImage, settings: Any) -> None:
    settings.MEDIA_MAX_EDGE = 400
    strip = make_image(save(make_photo(200, 1500)))
    wide = make_image(save(make_photo(800, 3000)), name="wide.jpg")
    assert [(one.width, one.height) for one in (strip, wide)] == [(200, 1500), (400, 1500)]


def test_nothing_is_scaled_where_the_settings_say_so(make_image: MakeImage, settings: Any) -> None:
    settings.MEDIA_MAX_EDGE = 0
    assert make_image(save(make_photo(900, 300))).width == 900


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_camera_go_and_the_picture_stands_upright(make_image: MakeImage, format_name: str) -> None:
    content = save(make_photo(120, 80), format_name, exif=make_exif(6))
    image = make_image(content, name=f"tea.{format_name.lower()}")
    stored, picture = read(image)
    assert b"Camera Works" in content
    assert b"Camera Works" not in stored
    assert not picture.getexif()
    assert (image.width, image.height) == picture.size == (80, 120)


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_notes_go_from_one_that_is_right_otherwise(make_image: MakeImage, format_name: str) -> None:
    image = make_image(save(make_photo(120, 80), format_name, exif=make_exif()), name=f"tea.{format_name.lower()}")
    stored, picture = read(image)
    assert b"Camera Works" not in stored
    assert picture.size == (120, 80)


def test_other_colours_become_srgb(make_image: MakeImage) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = make_image(save(make_photo(120, 80), icc_profile=profile))
    assert "icc_profile" not in read(image)[1].info


def test_an_animation_is_kept(make_image: MakeImage, settings: Any) -> None:
    settings.MEDIA_MAX_EDGE = 20
    content = make_animation()
    assert read(make_image(content, name="tea.gif"))[0] == content


def test_the_original_is_kept_if_the_settings_say_so(
    make_image: MakeImage, settings: Any, list_files: ListFiles
) -> None:
    settings.MEDIA_MAX_EDGE, settings.MEDIA_KEEP_ORIGINALS = 400, True
    content = save(make_photo(1000, 600))
    image = make_image(content)
    image.refresh_from_db()
    assert image.original.startswith("originals_kept/")
    assert image.original in list_files()
    with image.file.storage.open(image.original, "rb") as file:
        assert file.read() == content
    OutboxEntry.objects.all().delete()
    original = image.original
    image.delete()
    assert f"file:{original}" in OutboxEntry.objects.values_list("key", flat=True)


def test_none_is_kept_of_what_was_right(make_image: MakeImage, settings: Any, list_files: ListFiles) -> None:
    settings.MEDIA_KEEP_ORIGINALS = True
    assert make_image(save(make_photo(300, 200))).original == ""
    assert len(list_files()) == 1


def test_a_picture_that_cannot_be_saved_leaves_no_file(
    make_image: MakeImage, settings: Any, list_files: ListFiles
) -> None:
    settings.MEDIA_MAX_EDGE, settings.MEDIA_KEEP_ORIGINALS = 400, True
    with pytest.raises(Exception, match=r"NOT NULL|null value"):
        make_image(save(make_photo(1000, 600)), title=None)
    assert list_files() == []
