"""Which renditions a picture has."""

from cms.media.ladder import find_complete, list_steps, list_widths, name_spec, read_spec


def test_widths_go_no_further_than_the_picture() -> None:
    assert list_widths(1) == [1]
    assert list_widths(160) == [160]
    assert list_widths(500) == [160, 320, 500]
    assert list_widths(960) == [160, 320, 640, 960]
    assert list_widths(1919) == [160, 320, 640, 960, 1280, 1919]
    assert list_widths(1920) == [160, 320, 640, 960, 1280, 1920]
    assert list_widths(6000) == [160, 320, 640, 960, 1280, 1920]


def test_the_fallback_keeps_transparency() -> None:
    assert list_steps(160, has_transparency=False) == [(160, "avif"), (160, "webp"), (160, "jpeg")]
    assert list_steps(160, has_transparency=True) == [(160, "avif"), (160, "webp"), (160, "png")]


def test_complete_with_either_fallback_and_not_with_half_of_each() -> None:
    opaque, transparent = (list_steps(500, has_transparency=either) for either in (False, True))
    assert find_complete(opaque, 500) == opaque
    assert find_complete(transparent, 500) == transparent
    assert find_complete([*opaque, (200, "webp")], 500) == opaque
    assert find_complete(opaque[1:], 500) is None
    assert find_complete([*list_steps(320, has_transparency=False), (500, "avif"), (500, "webp")], 500) is None
    assert find_complete([], 500) is None


def test_names_are_wagtails_and_read_back() -> None:
    assert name_spec((640, "avif")) == "width-640|format-avif"
    assert read_spec("width-640|format-avif") == (640, "avif")
    for other in ("max-165x165", "width-640", "width-640|format-gif", "fill-320x320|format-webp", "original"):
        assert read_spec(other) is None
