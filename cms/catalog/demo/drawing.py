"""Draws the demo shop's pictures: flat shapes on a soft ground, quickly, and the same on every machine."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

SIDE = 800
_SAMPLES = 2
_INK = "#2b2f33"
_GREY = "#a9adb0"
_WHITE = "#ffffff"

Rgb = tuple[int, int, int]


def draw_product(shapes: Sequence[str], colors: Sequence[str], *, is_pair: bool = False) -> bytes:
    """The product as a JPEG; as a pair, two of them in exchanged colours."""
    first, second = (_parse_color(color) for color in colors)
    ground = _mix(second, (255, 255, 255), 0.55)
    side = SIDE * _SAMPLES
    image = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(image)
    unit = side / 100
    halo = _mix(first, ground, 0.78)
    draw.ellipse([10 * unit, 6 * unit, 90 * unit, 86 * unit], fill=halo)
    draw.rectangle([0, 82 * unit, side, side], fill=_mix(second, (255, 255, 255), 0.3))
    shadow = _mix((0, 0, 0), _mix(second, (255, 255, 255), 0.3), 0.86)
    alone = ((first, second, 1.0, 0, 0),)
    placed = ((second, first, 0.62, 42, 14), (first, second, 0.72, 0, 22)) if is_pair else alone
    for main, other, scale, left, top in placed:
        floor = top + 84 * scale
        box = (left + 20 * scale, floor - 4, left + 80 * scale, floor + 3)
        draw.ellipse([value * unit for value in box], fill=shadow)
        _Pen(draw, main, other, unit * scale, left * unit, top * unit).draw_all(shapes)
    return _encode(image)


def _encode(image: Image.Image) -> bytes:
    output = io.BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.BOX).save(output, "JPEG", quality=86, optimize=True)
    return output.getvalue()


class _Pen:
    """Draws shapes of `data/art.toml` in one product's colours, at one place."""

    def __init__(self, draw: ImageDraw.ImageDraw, main: Rgb, other: Rgb, unit: float, left: float, top: float) -> None:
        self.pen = draw
        self.unit = unit
        self.left = left
        self.top = top
        self.colors = {
            "a": main,
            "b": other,
            "w": _parse_color(_WHITE),
            "k": _parse_color(_INK),
            "g": _parse_color(_GREY),
        }
        for name, color in (("a", main), ("b", other)):
            self.colors[f"{name}-"] = _mix(color, (20, 20, 30), 0.24)
            self.colors[f"{name}+"] = _mix(color, (255, 255, 255), 0.34)

    def draw_all(self, shapes: Sequence[str]) -> None:
        for shape in shapes:
            kind, color, *numbers = shape.split()
            getattr(self, f"draw_{kind}")(self.colors[color], [float(number) for number in numbers])

    def _place(self, numbers: Sequence[float]) -> list[float]:
        return [number * self.unit + (self.top if index % 2 else self.left) for index, number in enumerate(numbers)]

    def draw_round(self, color: Rgb, numbers: Sequence[float]) -> None:
        self.pen.rounded_rectangle(self._place(numbers[:4]), radius=numbers[4] * self.unit, fill=color)

    def draw_oval(self, color: Rgb, numbers: Sequence[float]) -> None:
        self.pen.ellipse(self._place(numbers), fill=color)

    def draw_poly(self, color: Rgb, numbers: Sequence[float]) -> None:
        self.pen.polygon(self._place(numbers), fill=color)

    def draw_line(self, color: Rgb, numbers: Sequence[float]) -> None:
        width = numbers[0] * self.unit
        points = self._place(numbers[1:])
        self.pen.line(points, fill=color, width=round(width), joint="curve")
        for x, y in zip(points[::2], points[1::2], strict=True):
            self.pen.ellipse([x - width / 2, y - width / 2, x + width / 2, y + width / 2], fill=color)

    def draw_arc(self, color: Rgb, numbers: Sequence[float]) -> None:
        width, *box, start, end = numbers
        self.pen.arc(self._place(box), start, end, fill=color, width=round(width * self.unit))


def _parse_color(text: str) -> Rgb:
    value = int(text.removeprefix("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255


def _mix(first: Rgb, second: Rgb, share: float) -> Rgb:
    """`share` of the second colour, the rest of the first; of dark ones for shadows, of white for light."""
    red, green, blue = (round(one * (1 - share) + other * share) for one, other in zip(first, second, strict=True))
    return red, green, blue
