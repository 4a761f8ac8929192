"""What is refused, and that a refusal is cheap, clear and leaves nothing behind."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageFile

from cms.media.checks import MAX_SIDE, PictureRefused, inspect_picture
from cms.media.models import MediaImage
from tests.pictures import make_animation, make_jpeg, make_photo, make_png_header, save

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def refuse(content: bytes, name: str) -> tuple[str, str]:
    """(code, message) of the refusal."""
    file = io.BytesIO(content)
    with pytest.raises(PictureRefused) as refusal:
        inspect_picture(file, name=name)
    assert file.tell() == 0
    return str(refusal.value.code), " ".join(refusal.value.messages)


@pytest.fixture
def no_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(self: Any) -> None:
        raise AssertionError("the picture was decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)


@pytest.mark.parametrize(
    ("name", "format_name"),
    [("a.jpg", "JPEG"), ("a.JPEG", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.avif", "AVIF"), ("a.gif", "GIF")],
)
def test_every_format_passes(name: str, format_name: str) -> None:
    content = save(make_photo(80, 60), format_name)
    found = inspect_picture(io.BytesIO(content), name=name)
    assert (found.width, found.height, found.frames) == (80, 60, 1)
    assert found.byte_size == len(content)
    assert len(found.placeholder) == 28


def test_a_turned_photo_has_the_size_it_is_shown_in() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = inspect_picture(io.BytesIO(make_jpeg(400, 200, exif=exif)), name="a.jpg")
    assert (found.width, found.height) == (200, 400)


@pytest.mark.usefixtures("no_decoding")
def test_100_megapixels_are_refused_by_the_header() -> None:
    code, message = refuse(make_png_header(10_000, 10_000), "a.png")
    assert code == "file_too_many_pixels"
    assert message == ("This picture is 10000 × 10000 pixels, 100.0 megapixels; at most 40 are allowed. Scale it down.")


@pytest.mark.usefixtures("no_decoding")
@pytest.mark.parametrize("side", [65_000, 2_000_000_000])
def test_a_decompression_bomb_is_refused_by_the_header(side: int) -> None:
    code, _message = refuse(make_png_header(side, side), "a.png")
    assert code == "file_too_many_pixels"


@pytest.mark.usefixtures("no_decoding")
def test_a_webp_bomb_is_refused_by_the_header() -> None:
    content = save(Image.new("RGB", (7_000, 7_000)), "WEBP", lossless=True, quality=0, method=0)
    assert len(content) < 1000
    code, message = refuse(content, "a.webp")
    assert code == "file_too_many_pixels"
    assert "49.0 megapixels; at most 40 are allowed" in message


@pytest.mark.usefixtures("no_decoding")
def test_a_side_that_is_too_long() -> None:
    code, message = refuse(make_png_header(100, MAX_SIDE + 1), "a.png")
    assert code == "side_too_long"
    assert "100 × 16001 pixels; no side may be longer than 16000" in message


def test_an_animation_counts_with_all_its_frames(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 5_000
    assert inspect_picture(io.BytesIO(make_animation(4)), name="a.gif").frames == 4
    for format_name, name in (("GIF", "a.gif"), ("WEBP", "a.webp")):
        code, message = refuse(make_animation(5, format_name=format_name), name)
        assert code == "too_many_frames"
        assert "5 frames of 40 × 30 pixels" in message


@pytest.mark.parametrize("content", [b"just words", b"\xff\xd8\xff" + b"x" * 200, b"PK\x03\x04" + b"\0" * 100, b"\0"])
def test_no_picture(content: bytes) -> None:
    code, message = refuse(content, "a.jpg")
    assert code == "invalid_image"
    assert message == (
        "This file is not a picture, or not one of a kind that can be read. "
        "Use one of: avif, gif, jpg, jpeg, png, webp."
    )


def test_a_picture_of_another_kind() -> None:
    assert refuse(save(Image.new("RGB", (9, 9)), "BMP"), "a.bmp")[0] == "invalid_image"
    assert refuse(save(Image.new("RGB", (9, 9)), "TIFF"), "a.jpg")[0] == "invalid_image"


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_truncated_picture(format_name: str, share: float) -> None:
    content = save(make_photo(400, 300), format_name)
    name = {"JPEG": "a.jpg"}.get(format_name, f"a.{format_name.lower()}")
    code, message = refuse(content[: int(len(content) * share)], name)
    assert code in {"broken_image", "invalid_image"}
    assert message


def test_a_damaged_png() -> None:
    content = bytearray(save(make_photo(200, 150), "PNG"))
    start = content.index(b"IDAT") + 4
    content[start : start + 16] = b"\xff" * 16
    assert refuse(bytes(content), "a.png") == (
        "broken_image",
        "This picture is damaged or was not uploaded whole. Open it, export it again and upload that.",
    )


def test_the_ending_has_to_match() -> None:
    assert refuse(make_jpeg(), "a.png") == (
        "invalid_image_known_format",
        "The file is named .png but holds a JPEG picture. Rename it to .jpg.",
    )
    assert refuse(make_jpeg(), "a.txt")[0] == "invalid_image_extension"
    assert refuse(make_jpeg(), "a")[0] == "invalid_image_extension"


@pytest.mark.parametrize("name", ["a.svg", "a.png", "a.SVG"])
def test_svg(name: str) -> None:
    code, message = refuse(SVG, name)
    assert code == "svg"
    assert "scripts" in message


def test_the_settings_narrow_what_is_taken(settings: Any) -> None:
    settings.WAGTAILIMAGES_EXTENSIONS = ["png", "svg"]
    assert refuse(make_jpeg(), "a.jpg")[0] == "invalid_image_extension"
    assert refuse(SVG, "a.svg")[0] == "svg"


def test_size(settings: Any) -> None:
    content = make_jpeg()
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(content)
    assert inspect_picture(io.BytesIO(content), name="a.jpg").byte_size == len(content)
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(content) - 1
    code, message = refuse(content, "a.jpg")
    assert code == "file_too_large"
    assert "are allowed" in message
    assert refuse(b"", "a.jpg")[0] == "empty"


@pytest.mark.parametrize(
    ("content", "name"),
    [(make_png_header(10_000, 10_000), "a.png"), (b"words", "a.jpg"), (SVG, "a.svg"), (make_jpeg()[:400], "a.jpg")],
)
def test_code_that_saves_a_picture_is_refused_too(
    db: None, content: bytes, name: str, list_files: Callable[[], list[str]]
) -> None:
    with pytest.raises(PictureRefused):
        MediaImage.objects.create(title="Bad", file=ContentFile(content, name=name))
    assert not MediaImage.objects.exists()
    assert list_files() == []


def test_the_file_goes_when_the_row_cannot_be_written(
    db: None, list_files: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.media import changes

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr(changes, "announce", fail)
    with pytest.raises(RuntimeError, match="the database is away"):
        MediaImage.objects.create(title="Tea", file=ContentFile(make_jpeg(), name="tea.jpg"))
    assert not MediaImage.objects.exists()
    assert list_files() == []
