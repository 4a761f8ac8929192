"""PURE. What a picture looks like in 64 bits, so that the same picture is found again smaller, or saved anew."""

from __future__ import annotations

from PIL import Image

_ACROSS, _DOWN = 8, 8
_BANDS = 4
_BAND_BITS = 16
_BAND = (1 << _BAND_BITS) - 1
_SIGN = 1 << 63
_FLATTEST = 12
"""Grey levels. What varies less is a plain surface, and all plain surfaces have the same bits."""

MOST_BITS = 6
"""So many of the 64 may differ. Seven would still be found: spread over four bands, one has at most one of them."""
_SIDE = 16
# Of 255. The same picture smaller and of low quality differs by at most 1.5 and 7, two bags of one shape by 2.6 and 16.
_MOST_ON_AVERAGE, _MOST_SOMEWHERE = 2.0, 10.0
_MOST_RATIO = 0.04


def make_fingerprint(sample: Image.Image) -> int | None:
    """The fingerprint of `sample` (RGB or RGBA, small is enough), as a signed number; None for a plain surface.

    Each bit says whether it gets brighter from one of nine columns to the next, in eight rows.
    """
    grey = flatten(sample).convert("L").resize((_ACROSS + 1, _DOWN), Image.Resampling.BOX)
    low, high = grey.getextrema()
    if high - low < _FLATTEST:  # type: ignore[operator]
        return None
    pixels = grey.tobytes()
    bits = 0
    for row in range(_DOWN):
        start = row * (_ACROSS + 1)
        for column in range(start, start + _ACROSS):
            bits = bits << 1 | (pixels[column] < pixels[column + 1])
    return bits - (1 << 64) if bits & _SIGN else bits


def split_bands(fingerprint: int) -> tuple[int, int, int, int]:
    """Its four parts of 16 bits, which an index finds."""
    bits = fingerprint & ((1 << 64) - 1)
    first, second, third, fourth = (bits >> (_BAND_BITS * place) & _BAND for place in range(_BANDS))
    return first, second, third, fourth


def list_probes(band: int) -> list[int]:
    """`band` and all that differ from it in one bit."""
    return [band, *(band ^ (1 << place) for place in range(_BAND_BITS))]


def count_different(first: int, second: int) -> int:
    """How many of the 64 bits differ."""
    return ((first ^ second) & ((1 << 64) - 1)).bit_count()


def has_same_shape(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two sizes are the same picture larger or smaller."""
    if not all((*first, *second)):
        return False
    return abs((first[0] * second[1]) / (first[1] * second[0]) - 1) <= _MOST_RATIO


def make_look(sample: Image.Image) -> bytes:
    """`sample` as sixteen by sixteen pixels: a bag of tea and a bag of rice have the same edges, and another print."""
    return flatten(sample).resize((_SIDE, _SIDE), Image.Resampling.BOX).tobytes()


def has_same_look(first: bytes, second: bytes) -> bool:
    """Whether two looks are of one picture: nearly the same everywhere, and nowhere very different."""
    if not first or len(first) != len(second):
        return False
    differences = sorted((abs(one - other) for one, other in zip(first, second, strict=True)), reverse=True)
    most = differences[: len(differences) // 20]
    return sum(differences) / len(differences) <= _MOST_ON_AVERAGE and sum(most) / len(most) <= _MOST_SOMEWHERE


def flatten(sample: Image.Image) -> Image.Image:
    """`sample` as RGB, what shows through on white."""
    if sample.mode != "RGBA":
        return sample.convert("RGB")
    white = Image.new("RGBA", sample.size, "white")
    return Image.alpha_composite(white, sample).convert("RGB")
