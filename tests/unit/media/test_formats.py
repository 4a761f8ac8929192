"""Formats are told by content."""

import io

import pytest
from PIL import Image

from cms.media.formats import FORMATS, PictureFormat, detect_format, looks_like_svg
from tests.pictures import save


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_each_format_is_recognised_and_its_header_read(one: PictureFormat) -> None:
    content = save(Image.new("RGB", (33, 21), "olive"), one.label.upper())
    assert detect_format(content[:64]) is one
    assert one.open_header(io.BytesIO(content)).size == (33, 21)


@pytest.mark.parametrize("name", ["BMP", "TIFF", "ICO", "PPM"])
def test_other_pictures_are_none_of_ours(name: str) -> None:
    assert detect_format(save(Image.new("RGB", (33, 21)), name)[:64]) is None


@pytest.mark.parametrize("start", [b"", b"\xff\xd8", b"GIF", b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypheic\0\0\0\0mif1"])
def test_what_only_begins_alike(start: bytes) -> None:
    assert detect_format(start) is None


def test_svg() -> None:
    assert looks_like_svg(b"<svg xmlns='http://www.w3.org/2000/svg'>")
    assert looks_like_svg(b"\xef\xbb\xbf\n<?xml version='1.0'?><svg>")
    assert not looks_like_svg(b"a plain text")
