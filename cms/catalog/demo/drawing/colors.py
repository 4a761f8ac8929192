"""Colours, and what light makes of them."""

from __future__ import annotations

import colorsys
from functools import cache

Color = tuple[int, int, int, int]
"""Red, green, blue and how much it covers, each 0 to 255."""

Paint = str | Color
"""A colour as it is written in the data ("#d8b26e"), or as it is."""

WHITE: Color = (255, 255, 255, 255)
BLACK: Color = (18, 18, 22, 255)
INK: Color = (38, 41, 46, 255)
STEEL: Color = (184, 190, 196, 255)
BRASS: Color = (196, 158, 92, 255)
GOLD: Color = (214, 178, 108, 255)
PAPER: Color = (250, 247, 240, 255)
OAK: Color = (206, 166, 116, 255)
WALNUT: Color = (112, 76, 52, 255)
CREAM: Color = (245, 238, 226, 255)


@cache
def read_color(paint: Paint) -> Color:
    """The colour that `paint` names."""
    if not isinstance(paint, str):
        return paint
    value = int(paint.removeprefix("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255, 255


def mix(first: Paint, second: Paint, share: float) -> Color:
    """`share` of the second, the rest of the first; how much they cover is mixed, too."""
    one, other = read_color(first), read_color(second)
    red, green, blue, cover = (round(a * (1 - share) + b * share) for a, b in zip(one, other, strict=True))
    return red, green, blue, cover


def lighten(paint: Paint, share: float) -> Color:
    """Nearer to white."""
    color = read_color(paint)
    return mix(color, (255, 255, 255, color[3]), share)


def darken(paint: Paint, share: float) -> Color:
    """Nearer to a cool black, as in shade."""
    color = read_color(paint)
    return mix(color, (22, 20, 34, color[3]), share)


def thin(paint: Paint, cover: float) -> Color:
    """The same, covering only so much (0 to 1)."""
    red, green, blue, full = read_color(paint)
    return red, green, blue, round(full * cover)


def tone(paint: Paint, *, saturation: float, value: float) -> Color:
    """The same hue, with its saturation multiplied and its brightness set: for grounds that go with a product."""
    red, green, blue, cover = read_color(paint)
    hue, full, _value = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    made = colorsys.hsv_to_rgb(hue, min(1.0, full * saturation), value)
    return round(made[0] * 255), round(made[1] * 255), round(made[2] * 255), cover


def measure_light(paint: Paint) -> float:
    """How bright it looks, 0 to 1."""
    red, green, blue, _cover = read_color(paint)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
