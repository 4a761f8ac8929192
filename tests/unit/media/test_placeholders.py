"""Blur placeholders."""

import io

import blurhash
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from cms.media.placeholders import encode_placeholder, shrink
from tests.pictures import make_jpeg, save


def test_components_follow_the_shape() -> None:
    assert blurhash.components(encode_placeholder(Image.new("RGB", (24, 12), "red"))) == (4, 3)
    assert blurhash.components(encode_placeholder(Image.new("RGB", (12, 24), "red"))) == (3, 4)


def test_the_placeholder_has_the_picture_s_colours() -> None:
    picture = Image.new("RGB", (20, 20), (0, 0, 200))
    picture.paste((200, 0, 0), (0, 0, 10, 20))
    (left, *_rest, right), *_rows = blurhash.decode(encode_placeholder(picture), 4, 4)
    assert left[0] > 150 > left[2]
    assert right[2] > 150 > right[0]


def test_transparent_parts_are_white() -> None:
    rows = blurhash.decode(encode_placeholder(Image.new("RGBA", (20, 20), (0, 0, 0, 0))), 2, 2)
    assert rows[0][0] == [255, 255, 255]


def test_a_thumbnail_is_small_and_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    header = JpegImageFile(io.BytesIO(make_jpeg(400, 200, exif=exif)))
    assert shrink(header).size == (12, 24)
    upright = PngImageFile(io.BytesIO(save(Image.new("L", (400, 200)), "PNG")))
    assert shrink(upright).size == (24, 12)


def test_a_tiny_picture_is_not_enlarged() -> None:
    assert shrink(PngImageFile(io.BytesIO(save(Image.new("RGB", (1, 1)), "PNG")))).size == (1, 1)
