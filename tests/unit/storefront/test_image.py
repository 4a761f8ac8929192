from types import SimpleNamespace

import pytest

from storefront.types.image import choose_renditions, make_absolute, pick_widths


def _rendition(width: int, format: str = "webp") -> dict:
    return {"url": f"/media/{width}.{format}", "width": width, "height": width // 2, "format": format}


IMAGE = {"renditions": [_rendition(960), _rendition(320), _rendition(320, "avif"), _rendition(1600)]}


def test_renditions_are_of_one_format_the_smallest_first():
    assert [one["width"] for one in choose_renditions(IMAGE, "webp")] == [320, 960, 1600]
    assert [one["width"] for one in choose_renditions(IMAGE, "avif")] == [320]
    assert choose_renditions(IMAGE, "png") == []
    assert len(choose_renditions(IMAGE, None)) == 4


@pytest.mark.parametrize(
    ("widths", "expected"),
    [([320], [320]), ([321], [960]), ([100, 200], [320]), ([5000, 900], [960, 1600]), ([], [])],
)
def test_each_width_is_met_by_the_smallest_as_wide(widths, expected):
    renditions = choose_renditions(IMAGE, "webp")
    assert [one["width"] for one in pick_widths(renditions, widths)] == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/media/a.jpg", "https://shop.example/media/a.jpg"),
        ("https://cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        ("//cdn.example/a.jpg", "//cdn.example/a.jpg"),
    ],
)
def test_addresses_get_the_host_that_was_asked(url, expected):
    info = SimpleNamespace(context=SimpleNamespace(origin="https://shop.example"))
    assert make_absolute(url, info) == expected
