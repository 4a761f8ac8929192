"""The same picture smaller, or saved anew, has nearly the same fingerprint; another one has not."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cms.media import fingerprints
from cms.media.placeholders import shrink
from tests.pictures import make_photo, save

FINGERPRINTS = st.integers(-(1 << 63), (1 << 63) - 1)


def read(content: bytes) -> tuple[int | None, bytes]:
    sample = shrink(Image.open(io.BytesIO(content)))
    return fingerprints.make_fingerprint(sample), fingerprints.make_look(sample)


def test_the_same_picture_smaller_and_of_lower_quality() -> None:
    photo = make_photo(900, 600)
    first, look = read(save(photo, quality=95))
    for other in (
        save(photo.resize((450, 300)), quality=60),
        save(photo, "PNG"),
        save(photo.resize((600, 400)), "WEBP", quality=50),
    ):
        second, other_look = read(other)
        assert fingerprints.count_different(first, second) <= 3
        assert fingerprints.has_same_look(look, other_look)


def test_another_picture_differs_in_many_bits() -> None:
    prints = [read(save(make_photo(900, 600, seed=seed)))[0] for seed in range(1, 13)]
    pairs = [(one, other) for place, one in enumerate(prints) for other in prints[place + 1 :]]
    assert min(fingerprints.count_different(*pair) for pair in pairs) > 2 * fingerprints.MOST_BITS


def test_one_thing_in_two_colours_is_two_pictures() -> None:
    def draw(colour: str) -> bytes:
        picture = Image.new("RGB", (400, 400), "white")
        picture.paste(colour, (100, 60, 300, 340))
        return save(picture)

    (first, red), (second, blue) = read(draw("#c03030")), read(draw("#3050c0"))
    assert fingerprints.count_different(first, second) <= fingerprints.MOST_BITS
    assert not fingerprints.has_same_look(red, blue)


def test_a_plain_surface_has_none() -> None:
    assert fingerprints.make_fingerprint(Image.new("RGB", (24, 24), "teal")) is None
    assert fingerprints.make_fingerprint(Image.new("RGBA", (24, 24), (0, 0, 0, 0))) is None


@given(FINGERPRINTS, st.sets(st.integers(0, 63), max_size=7))
def test_up_to_seven_bits_are_found_by_a_band(fingerprint: int, places: set[int]) -> None:
    bits = fingerprint & ((1 << 64) - 1)
    for place in places:
        bits ^= 1 << place
    other = bits - (1 << 64) if bits >> 63 else bits
    assert fingerprints.count_different(fingerprint, other) == len(places)
    bands = zip(fingerprints.split_bands(fingerprint), fingerprints.split_bands(other), strict=True)
    assert any(second in fingerprints.list_probes(first) for first, second in bands)


@given(st.integers(0, 65_535))
def test_probes_are_the_band_and_its_neighbours(band: int) -> None:
    probes = fingerprints.list_probes(band)
    assert len(set(probes)) == 17
    assert {(probe ^ band).bit_count() for probe in probes} == {0, 1}
    assert all(0 <= probe <= 65_535 for probe in probes)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [((900, 600), (450, 300), True), ((900, 600), (600, 600), False), ((0, 0), (1, 1), False)],
)
def test_shapes(first: tuple[int, int], second: tuple[int, int], same: bool) -> None:
    assert fingerprints.has_same_shape(first, second) is same
