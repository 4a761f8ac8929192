"""What outlines are filled with: colours that run into each other, described in the frame's units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PIL import Image

from cms.catalog.demo.drawing.colors import Color, Paint, darken, lighten, mix, read_color, thin

Stop = tuple[float, Color]
Stops = tuple[Stop, ...]
_STEPS = 128


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a picture that is being filled: pixels, and where the frame lies under them."""

    size: tuple[int, int]
    left: float
    """The frame's coordinate of the first pixel's edge."""
    top: float
    pixel: float
    """How many units a pixel is wide."""


@dataclass(frozen=True, slots=True)
class Flat:
    """One colour."""

    color: Color

    def paint(self, window: Window) -> Image.Image:
        return Image.new("RGBA", window.size, self.color)


@dataclass(frozen=True, slots=True)
class Run:
    """Colours along a line from `start` to `end`; before and after it the outer ones."""

    start: tuple[float, float]
    end: tuple[float, float]
    stops: Stops

    def paint(self, window: Window) -> Image.Image:
        across, down = self.end[0] - self.start[0], self.end[1] - self.start[1]
        length = (across**2 + down**2) or 1.0
        factor = _STEPS / length
        begin = ((window.left - self.start[0]) * across + (window.top - self.start[1]) * down) * factor
        step = window.pixel * factor
        matrix = (across * step, down * step, begin + 8 * _STEPS, 0.0, 0.0, 0.5)
        return make_strip(self.stops).transform(window.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)


@dataclass(frozen=True, slots=True)
class Glow:
    """Colours from a middle outwards; beyond the radii the last one."""

    x: float
    y: float
    width: float
    height: float
    stops: Stops

    def paint(self, window: Window) -> Image.Image:
        across, down = 128 * window.pixel / self.width, 128 * window.pixel / self.height
        matrix = (
            across,
            0.0,
            128 + (window.left - self.x) * 128 / self.width,
            0.0,
            down,
            128 + (window.top - self.y) * 128 / self.height,
        )
        distance = _make_distances().transform(
            window.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR, fillcolor=255
        )
        return Image.merge("RGBA", [distance.point(table) for table in _make_tables(self.stops)])


Fill = Flat | Run | Glow


def read_fill(fill: Fill | Paint) -> Fill:
    """A plain colour is a fill, too."""
    return fill if isinstance(fill, (Flat, Run, Glow)) else Flat(read_color(fill))


def across(left: float, right: float, *colors: Paint) -> Run:
    """From left to right."""
    return Run((left, 0), (right, 0), _space(colors))


def down(top: float, bottom: float, *colors: Paint) -> Run:
    """From top to bottom."""
    return Run((0, top), (0, bottom), _space(colors))


def slant(start: tuple[float, float], end: tuple[float, float], *colors: Paint) -> Run:
    return Run(start, end, _space(colors))


def glow(x: float, y: float, width: float, height: float, *colors: Paint) -> Glow:
    return Glow(x, y, width, height, _space(colors))


def light_ball(x: float, y: float, radius: float, color: Paint, *, shine: float = 0.5) -> Glow:
    """A ball's light, which falls from the upper left; the ball itself has its middle at `x`, `y`."""
    stops: Stops = (
        (0, lighten(color, shine)),
        (0.3, lighten(color, shine * 0.3)),
        (0.6, read_color(color)),
        (0.85, darken(color, 0.28)),
        (1, darken(color, 0.42)),
    )
    return Glow(x - radius * 0.35, y - radius * 0.4, radius * 1.5, radius * 1.5, stops)


@lru_cache(maxsize=512)
def shade_round(color: Paint, material: str) -> Stops:
    """How light runs round something that is turned, from its left edge to its right one."""
    match material:
        case "gloss":
            return (
                (0, darken(color, 0.42)),
                (0.07, darken(color, 0.12)),
                (0.15, lighten(color, 0.12)),
                (0.19, lighten(color, 0.78)),
                (0.25, lighten(color, 0.72)),
                (0.3, lighten(color, 0.14)),
                (0.5, read_color(color)),
                (0.78, darken(color, 0.26)),
                (0.92, darken(color, 0.46)),
                (0.965, darken(color, 0.2)),
                (1, darken(color, 0.4)),
            )
        case "metal":
            return (
                (0, darken(color, 0.5)),
                (0.06, darken(color, 0.1)),
                (0.13, lighten(color, 0.62)),
                (0.2, lighten(color, 0.1)),
                (0.29, darken(color, 0.12)),
                (0.36, lighten(color, 0.8)),
                (0.46, lighten(color, 0.3)),
                (0.62, darken(color, 0.2)),
                (0.78, darken(color, 0.48)),
                (0.88, lighten(color, 0.28)),
                (0.94, darken(color, 0.1)),
                (1, darken(color, 0.5)),
            )
        case "glass":
            return (
                (0, thin(darken(color, 0.3), 0.75)),
                (0.04, thin(mix(color, "#ffffff", 0.3), 0.5)),
                (0.1, thin("#ffffff", 0.5)),
                (0.16, thin("#ffffff", 0.66)),
                (0.21, thin(color, 0.2)),
                (0.5, thin(color, 0.13)),
                (0.8, thin(color, 0.26)),
                (0.93, thin(darken(color, 0.2), 0.42)),
                (0.96, thin("#ffffff", 0.6)),
                (1, thin(darken(color, 0.35), 0.75)),
            )
        case "matte":
            return (
                (0, darken(color, 0.34)),
                (0.12, darken(color, 0.08)),
                (0.3, lighten(color, 0.18)),
                (0.5, read_color(color)),
                (0.75, darken(color, 0.17)),
                (0.94, darken(color, 0.36)),
                (1, darken(color, 0.3)),
            )
    return (
        (0, darken(color, 0.36)),
        (0.08, darken(color, 0.1)),
        (0.2, lighten(color, 0.28)),
        (0.27, lighten(color, 0.36)),
        (0.4, lighten(color, 0.06)),
        (0.55, read_color(color)),
        (0.78, darken(color, 0.2)),
        (0.93, darken(color, 0.4)),
        (1, darken(color, 0.24)),
    )


def turned(left: float, right: float, color: Paint, material: str = "satin") -> Run:
    """A fill for something that stands and is turned: a cylinder."""
    return Run((left, 0), (right, 0), shade_round(color, material))


@lru_cache(maxsize=512)
def make_strip(stops: Stops) -> Image.Image:
    """The colours side by side, with much of the outer ones on both sides."""
    row = bytearray(bytes(stops[0][1]) * (8 * _STEPS))
    for step in range(_STEPS):
        row += bytes(_read_stop(stops, step / (_STEPS - 1)))
    row += bytes(stops[-1][1]) * (8 * _STEPS)
    return Image.frombytes("RGBA", (17 * _STEPS, 1), bytes(row))


@lru_cache(maxsize=512)
def make_ramp(stops: Stops) -> Image.Image:
    """The colours side by side, and nothing else."""
    row = b"".join(bytes(_read_stop(stops, step / 255)) for step in range(256))
    return Image.frombytes("RGBA", (256, 1), row)


@lru_cache(maxsize=512)
def _make_tables(stops: Stops) -> tuple[list[int], ...]:
    colors = [_read_stop(stops, step / 255) for step in range(256)]
    return tuple([color[channel] for color in colors] for channel in range(4))


@lru_cache(maxsize=512)
def _make_distances() -> Image.Image:
    # Pillow's own reaches its end in the corners only.
    return Image.radial_gradient("L").point([min(255, round(step * 255 / 180)) for step in range(256)])


def _space(colors: Sequence[Paint]) -> Stops:
    last = max(len(colors) - 1, 1)
    return tuple((index / last, read_color(color)) for index, color in enumerate(colors))


def _read_stop(stops: Stops, at: float) -> Color:
    for (start, first), (end, second) in pairwise(stops):
        if at <= end:
            return mix(first, second, (at - start) / ((end - start) or 1))
    return stops[-1][1]
