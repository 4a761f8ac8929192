"""PURE. Where the eye goes in a picture: what differs from its border, has edges, and stands near the middle."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

_SIDE = 16
_PLAIN = 10
"""Of 255. What differs less from the border is grain and shadow."""
_TAIL = 0.06
"""So much of all weight is left out at each side: a hair, a shadow, a mark in the corner."""
_WHOLE = 0.85
"""A box this wide and this high says nothing."""
_LEAST_WEIGHT = 0.006


@dataclass(frozen=True, slots=True)
class Focus:
    """A box as shares of width and height; its middle is the focal point."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def suggest_focus(sample: Image.Image) -> Focus | None:
    """The box round what stands out in `sample` (RGB; small is enough); None where nothing does.

    Each point weighs what its colour differs from that of the border, and half of what its edges are; twice as much
    in the middle as in a corner. The box leaves out a little of the weight at each side.
    """
    small = sample.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    weights = _weigh(small)
    total = sum(map(sum, weights))
    if total < _LEAST_WEIGHT * 255 * _SIDE * _SIDE:
        return None
    left, right = _find_span([sum(row[place] for row in weights) for place in range(_SIDE)])
    top, bottom = _find_span([sum(row) for row in weights])
    if right - left >= _WHOLE and bottom - top >= _WHOLE:
        return None
    return Focus(left, top, right, bottom)


def read_look(look: bytes) -> Image.Image | None:
    """The picture of `fingerprints.make_look`; None where there is none."""
    side = int((len(look) // 3) ** 0.5)
    return Image.frombytes("RGB", (side, side), look) if look and side * side * 3 == len(look) else None


def _weigh(small: Image.Image) -> list[list[float]]:
    background = Image.new("RGB", small.size, _find_border_colour(small))
    channels = ImageChops.difference(small, background).split()
    different = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2]).tobytes()
    # Of one pixel more on each side, so that the border of the picture is no edge.
    wide = Image.new("RGB", (_SIDE + 2, _SIDE + 2), background.getpixel((0, 0)))
    wide.paste(small, (1, 1))
    edges = wide.convert("L").filter(ImageFilter.FIND_EDGES).crop((1, 1, _SIDE + 1, _SIDE + 1)).tobytes()
    rows = []
    for row in range(_SIDE):
        start = row * _SIDE
        rows.append(
            [
                _prefer_middle(column, row) * (value + min(edges[start + column], value) / 2)
                if (value := max(0, different[start + column] - _PLAIN))
                else 0.0
                for column in range(_SIDE)
            ]
        )
    return rows


def _find_border_colour(small: Image.Image) -> tuple[int, int, int]:
    """The median of each channel round the picture: a subject that touches one side does not count."""
    last = _SIDE - 1
    places = {(place, side) for place in range(_SIDE) for side in (0, last)}
    places |= {(side, place) for place, side in places}
    pixels = [small.getpixel(place) for place in sorted(places)]
    red, green, blue = (sorted(channel)[len(pixels) // 2] for channel in zip(*pixels, strict=True))
    return red, green, blue


def _prefer_middle(column: int, row: int) -> float:
    """From 1 in the middle down to a half in a corner."""
    across, down = (abs((place + 0.5) / _SIDE * 2 - 1) for place in (column, row))
    return 1 - (across**2 + down**2) / 4


def _find_span(weights: list[float]) -> tuple[float, float]:
    """From where to where all but the tails lie, as shares of the side."""
    tail = sum(weights) * _TAIL
    return _skip(weights, tail), 1 - _skip(weights[::-1], tail)


def _skip(weights: list[float], tail: float) -> float:
    passed = 0.0
    for place, weight in enumerate(weights):
        if passed + weight > tail:
            return (place + (tail - passed) / weight) / len(weights)
        passed += weight
    return 0.0
