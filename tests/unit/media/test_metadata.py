"""Notes go, pixels stay."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cms.media.metadata import strip_metadata
from tests.pictures import make_photo, save


def make_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Camera Works"
    exif.get_ifd(0x8825)[2] = (31.0, 14.0, 3.0)
    return exif


def test_a_jpeg_loses_its_notes_and_no_pixel() -> None:
    content = save(make_photo(60, 40), exif=make_exif(), comment=b"by Li Lei")
    stripped = strip_metadata(content)
    assert stripped is not None
    assert b"Camera Works" in content
    assert b"Camera Works" not in stripped
    assert b"Li Lei" not in stripped
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(stripped))
    assert not after.getexif()
    assert before.tobytes() == after.tobytes()


def test_a_png_loses_its_notes_and_no_pixel() -> None:
    info = PngInfo()
    info.add_text("Author", "Li Lei")
    content = save(make_photo(60, 40), "PNG", pnginfo=info, exif=make_exif())
    stripped = strip_metadata(content)
    assert stripped is not None
    assert b"Li Lei" not in stripped
    assert b"Camera Works" not in stripped
    assert Image.open(io.BytesIO(content)).tobytes() == Image.open(io.BytesIO(stripped)).tobytes()


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\0\0"]
)
def test_what_is_not_written_as_it_should_be_is_left_to_others(content: bytes) -> None:
    assert strip_metadata(content) is None


@given(st.binary(max_size=80), st.sampled_from([b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]))
def test_nothing_makes_it_fail(rest: bytes, start: bytes) -> None:
    stripped = strip_metadata(start + rest)
    assert stripped is None or stripped.startswith(start)
