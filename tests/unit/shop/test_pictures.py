"""Placeholders, focus and sources of pictures."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from shop.pictures import describe_focus, describe_picture
from shop.placeholders import make_placeholder

HASH = "LEHV6nWB2yk8pyo0adR*.7kCMdnj"


def test_a_placeholder_is_a_tiny_picture() -> None:
    address = make_placeholder(HASH)
    assert address.startswith("data:image/png;base64,")
    picture = Image.open(BytesIO(b64decode(address.partition(",")[2])))
    assert (picture.size, picture.mode) == ((8, 8), "RGB")
    picture.load()
    assert len(address) < 400


@pytest.mark.parametrize("broken", ["", "x", "LEHV6nWB2yk8", '"><script>', "é" * 28, "L" * 500])
def test_what_is_no_blurhash_has_none(broken: str) -> None:
    assert make_placeholder(broken) == ""


@pytest.mark.parametrize(
    ("point", "classes"),
    [
        (None, ""),
        ({"x": 0.0, "y": 1.0}, "fx-0 fy-10"),
        ({"x": 0.34, "y": 0.96}, "fx-3 fy-10"),
        ({"x": -3, "y": 7}, "fx-0 fy-10"),
    ],
)
def test_the_focus_is_told_by_classes(point: dict[str, float] | None, classes: str) -> None:
    assert describe_focus(point) == classes


def test_the_best_format_comes_first_and_what_is_not_ready_is_left_out() -> None:
    image = {"url": "/a.jpg", "width": 8, "height": 6, "alt": "", "blurhash": "", "focalPoint": None}
    assert describe_picture({**image, "avif": None, "webp": None})["sources"] == []
    described = describe_picture({**image, "webp": "/a.webp 320w", "avif": "/a.avif 320w"})
    assert [source["type"] for source in described["sources"]] == ["image/avif", "image/webp"]
    assert (described["width"], described["height"], described["placeholder"]) == (8, 6, "")
