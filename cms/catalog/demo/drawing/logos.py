"""The marks of the demo shop's houses: one shape each, without letters."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

from PIL import Image

from cms.catalog.demo.drawing.colors import Paint, darken, lighten, mix
from cms.catalog.demo.drawing.fills import slant
from cms.catalog.demo.drawing.motifs import draw_blossom, draw_leaf
from cms.catalog.demo.drawing.outlines import join_halves, make_arc, make_box, make_ellipse, smooth, turn
from cms.catalog.demo.drawing.pen import Pen

SIDE = 320


def draw_logo(mark: str, color: str, *, side: int = SIDE) -> bytes:
    """The mark on a ground of its own colour, as a PNG."""
    pen = Pen(side)
    ground = mix(color, "#fffdf8", 0.86)
    pen.fill(make_box(0, 0, 100, 100), slant((0, 0), (100, 100), lighten(ground, 0.5), ground))
    MARKS[mark](pen, color)
    output = io.BytesIO()
    pen.image.convert("RGB").quantize(96, method=Image.Quantize.MEDIANCUT).save(output, "PNG", optimize=True)
    return output.getvalue()


def _draw_mountain(pen: Pen, color: Paint) -> None:
    pen.fill([(14, 72), (40, 30), (58, 58), (66, 46), (86, 72)], color)
    pen.fill([(40, 30), (31, 44.6), (38, 42), (42, 47), (48, 43)], lighten(color, 0.75))
    for y, left, right in ((80, 24, 60), (86, 44, 78)):
        pen.line([(left, y), (right, y)], 3, color)


def _draw_warmth(pen: Pen, color: Paint) -> None:
    pen.fill(make_arc(50, 56, 24, 24, 180, 360), color)
    for step in range(3):
        y = 64 + step * 8
        pen.line(smooth([(22, y), (36, y - 3), (50, y), (64, y + 3), (78, y)], is_closed=False), 3.4, color)


def _draw_joint(pen: Pen, color: Paint) -> None:
    pen.fill(make_box(24, 26, 47, 74, 2), color)
    other = [(53, 26), (76, 26), (76, 74), (53, 74), (53, 62), (42, 58), (42, 42), (53, 38)]
    pen.fill(other, mix(color, "#ffffff", 0.35))


def _draw_sound(pen: Pen, color: Paint) -> None:
    for step, height in enumerate((14, 30, 48, 30, 14)):
        x = 26 + step * 12
        pen.line([(x, 50 - height / 2), (x, 50 + height / 2)], 6.4, color)


def _draw_bolt(pen: Pen, color: Paint) -> None:
    pen.fill([(56, 16), (26, 56), (46, 56), (40, 86), (74, 42), (52, 42)], color)


def _draw_drop(pen: Pen, color: Paint) -> None:
    pen.fill(smooth([(50, 16), (66, 42), (72, 60), (64, 76), (50, 82), (36, 76), (28, 60), (34, 42)]), color)
    pen.line(make_arc(50, 60, 13, 13, 30, 110), 4, lighten(color, 0.7))


def _draw_flower(pen: Pen, color: Paint) -> None:
    draw_blossom(pen, 50, 52, 34, color, middle=lighten(color, 0.7))


def _draw_wind(pen: Pen, color: Paint) -> None:
    for y, right, curl in ((38, 66, 9), (52, 78, 11), (66, 58, 9)):
        pen.line([(20, y), (right, y), *make_arc(right, y - curl, curl, curl, 90, -150)], 4.6, color)


def _draw_sail(pen: Pen, color: Paint) -> None:
    pen.fill(smooth([(48, 16), (62, 40), (66, 66), (48, 66)]), color)
    pen.fill([(43, 28), (43, 66), (24, 66)], mix(color, "#ffffff", 0.4))
    pen.fill(smooth([(18, 72), (82, 72), (70, 84), (30, 84)]), darken(color, 0.15))


def _draw_nib(pen: Pen, color: Paint) -> None:
    pen.fill(smooth([(50, 14), (64, 44), (66, 60), (58, 78), (42, 78), (34, 60), (36, 44)]), color)
    pen.line([(50, 18), (50, 52)], 1.8, lighten(color, 0.8))
    pen.fill(make_ellipse(50, 56, 4.4), lighten(color, 0.8))


def _draw_camp(pen: Pen, color: Paint) -> None:
    pen.fill([(50, 24), (86, 78), (14, 78)], color)
    pen.fill([(50, 42), (64, 78), (36, 78)], lighten(color, 0.75))
    pen.fill(make_ellipse(74, 28, 7), mix(color, "#e9b84a", 0.6))


def _draw_brook(pen: Pen, color: Paint) -> None:
    for step in range(4):
        y = 32 + step * 12
        shift = 6 * (step % 2)
        wave = [(16 + shift, y), (32 + shift, y - 6), (48 + shift, y), (64 + shift, y + 6), (78 + shift, y)]
        pen.line(smooth(wave, is_closed=False), 5, mix(color, "#ffffff", step * 0.16))


def _draw_flame(pen: Pen, color: Paint) -> None:
    pen.fill(smooth([(50, 12), (58, 34), (72, 48), (72, 66), (60, 82), (40, 82), (28, 66), (30, 48), (42, 38)]), color)
    pen.fill(smooth([(50, 46), (60, 62), (58, 76), (50, 82), (42, 76), (40, 62)]), lighten(color, 0.65))


def _draw_pot(pen: Pen, color: Paint) -> None:
    half = smooth([(42, 18), (44, 30), (30, 46), (26, 60), (34, 78), (40, 84)], is_closed=False)
    pen.fill(join_halves(half), color)
    pen.line([(33, 50), (67, 50)], 3, lighten(color, 0.6))


def _draw_loaf(pen: Pen, color: Paint) -> None:
    loaf = [(20, 50), (26, 34), (50, 28), (74, 34), (80, 50), (74, 56), (74, 76), (26, 76), (26, 56)]
    pen.fill(smooth(loaf), color)
    for x in (38, 50, 62):
        pen.line([(x + 3, 40), (x - 3, 52)], 3.4, lighten(color, 0.7))


def _draw_ear(pen: Pen, color: Paint) -> None:
    pen.line([(50, 88), (50, 30)], 3.4, color)
    draw_leaf(pen, 50, 22, 20, -90, color)
    for step in range(4):
        for side in (-1, 1):
            draw_leaf(pen, 50 + side * 9, 36 + step * 12, 19, -90 + side * 42, mix(color, "#ffffff", step * 0.08))


def _draw_fruit(pen: Pen, color: Paint) -> None:
    pen.fill(make_ellipse(50, 58, 29, 25), color)
    for step in range(4):
        x, y = 50 + math.cos(step * 1.57 + 0.8) * 9, 38 + math.sin(step * 1.57 + 0.8) * 5
        draw_leaf(pen, x, y, 18, step * 90 + 46, "#6f8f4a")
    pen.line(make_arc(50, 58, 20, 17, 120, 190), 3.4, lighten(color, 0.6))


def _draw_bean(pen: Pen, color: Paint) -> None:
    pen.fill(turn(make_ellipse(50, 50, 32, 22), -40), color)
    pen.line(turn(smooth([(20, 50), (38, 44), (62, 56), (80, 50)], is_closed=False), -40), 3.6, lighten(color, 0.75))


MARKS: dict[str, Callable[[Pen, Paint], None]] = {
    "mountain": _draw_mountain,
    "warmth": _draw_warmth,
    "joint": _draw_joint,
    "sound": _draw_sound,
    "bolt": _draw_bolt,
    "drop": _draw_drop,
    "flower": _draw_flower,
    "wind": _draw_wind,
    "sail": _draw_sail,
    "nib": _draw_nib,
    "camp": _draw_camp,
    "brook": _draw_brook,
    "flame": _draw_flame,
    "pot": _draw_pot,
    "loaf": _draw_loaf,
    "ear": _draw_ear,
    "fruit": _draw_fruit,
    "bean": _draw_bean,
}
