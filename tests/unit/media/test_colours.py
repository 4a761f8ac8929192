"""Any mode becomes RGB or RGBA in sRGB."""

import pytest
from PIL import Image, ImageCms

from cms.media.colours import convert_to_srgb, drop_idle_transparency, flatten_mode


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "YCbCr", "I;16"])
def test_opaque_modes(mode: str) -> None:
    assert flatten_mode(Image.new(mode, (4, 3))).mode == "RGB"


@pytest.mark.parametrize("mode", ["LA", "RGBA", "PA"])
def test_transparent_modes(mode: str) -> None:
    assert flatten_mode(Image.new(mode, (4, 3))).mode == "RGBA"


def test_a_palette_with_a_transparent_colour() -> None:
    picture = Image.new("P", (4, 3))
    picture.info["transparency"] = 0
    assert flatten_mode(picture).mode == "RGBA"


def test_sixteen_bits_of_grey_keep_their_tone() -> None:
    assert flatten_mode(Image.new("I;16", (4, 3), 0x8000)).getpixel((0, 0)) == (127, 127, 127)


def test_an_alpha_channel_that_hides_nothing_goes() -> None:
    assert drop_idle_transparency(Image.new("RGBA", (4, 3), (9, 9, 9, 255))).mode == "RGB"
    assert drop_idle_transparency(Image.new("RGBA", (4, 3), (9, 9, 9, 254))).mode == "RGBA"


def test_colours_of_another_profile_are_converted() -> None:
    # sRGB with red and blue exchanged, under another name.
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    profile = swapped.replace("sRGB".encode("utf-16-be"), "xRGB".encode("utf-16-be"))
    for mode, colour in (("RGB", (250, 0, 0)), ("RGBA", (250, 0, 0, 9))):
        pixel = convert_to_srgb(Image.new(mode, (4, 3), colour), profile).getpixel((0, 0))
        assert isinstance(pixel, tuple)
        red, green, blue, *alpha = pixel
        assert red < 20
        assert green < 20
        assert blue > 230
        assert alpha == list(colour[3:])


@pytest.mark.parametrize("profile", [None, b"", b"no profile at all"])
def test_a_broken_profile_is_passed_over(profile: bytes | None) -> None:
    picture = Image.new("RGB", (4, 3), (200, 100, 50))
    assert convert_to_srgb(picture, profile).getpixel((0, 0)) == (200, 100, 50)


def test_srgb_stays_as_it_is() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = Image.new("RGBA", (4, 3), (200, 100, 50, 40))
    assert convert_to_srgb(picture, profile).getpixel((0, 0)) == (200, 100, 50, 40)
