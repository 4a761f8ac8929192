"""Where scenes take place: walls and windows, tables, meadows and nights."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageFilter

from cms.catalog.demo.drawing.colors import Paint, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import Window, down, glow, slant
from cms.catalog.demo.drawing.forms import FORMS, Look
from cms.catalog.demo.drawing.framing import frame_whole
from cms.catalog.demo.drawing.outlines import make_arc, make_box, make_ellipse, smooth, turn
from cms.catalog.demo.drawing.pen import Pen

HORIZON = 0.62
_SMALL = 4


Prop = tuple[str, Paint, Paint, int, float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """A place and its light."""

    wall: Paint
    table: Paint
    accent: Paint
    kind: str = "room"
    surface: str = "wood"
    shade: float = 1.0
    props: tuple[Prop, ...] = ()
    """Forms in the background: name, its colours and pose, where from the left, how high (shares of the picture)."""


_VASE = ("moon_vase", "#e9e4da", "#a9b3a4", 1, 0.1, 0.5)
_DARK_VASE = ("moon_vase", "#6a7274", "#b9c0c0", 1, 0.9, 0.6)
_BASKET = ("basket", "#b98a52", "#f3e7d2", 1, 0.9, 0.34)
_REEDS = ("diffuser", "#c9a9a0", "#f6ece8", 1, 0.9, 0.4)
_LAMP = ("floor_lamp", "#f0d9a8", "#3d342c", 1, 0.1, 0.95)
_GAIWAN = ("gaiwan", "#e9e0d2", "#d9d3c6", 0, 0.9, 0.26)
_CANDLE = ("candle", "#c9b79c", "#f2ece2", 1, 0.88, 0.24)
_SHELF = ("shelf", "#b98a5a", "#f5ead9", 1, 0.88, 0.44)
_BOTTLE = ("steel_bottle", "#a9bdb4", "#e6e9e4", 0, 0.07, 0.4)
_BOWLS = ("bowl", "#e3e5e0", "#f6f6f2", 0, 0.93, 0.26)

PALETTES: dict[str, Palette] = {
    "morning": Palette("#eadfce", "#c79a68", "#8fa38a", props=(_VASE,)),
    "sage": Palette("#c3cfc0", "#b98d5f", "#5f7a66", props=(_BASKET,)),
    "blush": Palette("#eed3cb", "#f3e9e2", "#c9836f", surface="stone", props=(_REEDS,)),
    "dusk": Palette("#56677c", "#6a4a36", "#e0a45e", shade=1.3, props=(_LAMP,)),
    "clay": Palette("#d9a98a", "#8a5a40", "#f1dfc8", props=(_GAIWAN,)),
    "marble": Palette("#dfe3e6", "#eceeee", "#7f95a6", surface="stone", props=(_CANDLE,)),
    "ink": Palette("#3f4a50", "#33302e", "#c9a86a", shade=1.4, props=(_DARK_VASE,)),
    "study": Palette("#d6d2c6", "#9a6f4a", "#47645c", props=(_SHELF,)),
    "kitchen": Palette("#dfe3d6", "#c9a678", "#7f9a82", props=(_BOTTLE, _BOWLS)),
    "meadow": Palette("#bcd9e6", "#8fa560", "#f4e6c0", kind="outdoors", surface="grass"),
    "autumn": Palette("#f0cfa0", "#b98a4e", "#c9673f", kind="outdoors", surface="grass"),
    "night": Palette("#1f2c47", "#3b4636", "#ffcf7a", kind="night", surface="grass", shade=1.5),
}
"""By name: whoever draws scenes chooses one."""


def draw_room(size: tuple[int, int], palette: Palette, *, seed: int = 1) -> Image.Image:
    """The empty place, a little out of focus; made small, for nothing in it is sharp."""
    small = (size[0] // _SMALL * 2, size[1] // _SMALL * 2)
    height = 100 * size[1] / size[0]
    pen = Pen(small[0], small[1], frame=(0, 0, 100, height))
    _BACKGROUNDS[palette.kind](pen, palette, height, seed)
    _draw_surface(pen, palette, height, seed)
    soft = pen.image.convert("RGB").filter(ImageFilter.GaussianBlur(small[0] / 700))
    picture = soft.resize(size, Image.Resampling.BICUBIC)
    _add_props(picture, palette)
    return picture


def light_room(picture: Image.Image, palette: Palette) -> None:
    """What lies over everything: the light's side, and darker corners."""
    small = (picture.width // 16, picture.height // 16)
    window = Window(small, 0, 0, 100 / small[0])
    height = 100 * picture.height / picture.width
    warm = (255, 236, 200) if palette.kind != "night" else (255, 190, 100)
    layers = (
        glow(14, height * 0.1, 78, height * 1.1, (*warm, 56), (*warm, 16), (*warm, 0)),
        glow(50, height * 0.5, 88, height * 0.98, (16, 14, 26, 0), (16, 14, 26, 0), (16, 14, 26, 80)),
    )
    for layer in layers:
        part = layer.paint(window).resize(picture.size, Image.Resampling.BILINEAR)
        picture.paste(part, mask=part)


def _draw_wall(pen: Pen, palette: Palette, height: float, seed: int) -> None:
    line = height * HORIZON
    pen.fill(
        make_box(0, 0, 100, line + 1),
        slant((0, 0), (100, line), lighten(palette.wall, 0.2), palette.wall, darken(palette.wall, 0.2)),
    )
    if seed % 3 == 0:
        arch = [(64, line), (64, line * 0.42), *make_arc(76, line * 0.42, 12, 14, 180, 360), (88, line)]
        pen.fill(arch, down(0, line, mix(palette.wall, palette.accent, 0.3), mix(palette.wall, palette.accent, 0.45)))
    elif seed % 3 == 1:
        disc = make_ellipse(72, line * 0.44, 15)
        pen.fill(disc, mix(palette.wall, palette.accent, 0.26))
    _draw_window_light(pen, palette, line, seed)


def _draw_window_light(pen: Pen, palette: Palette, line: float, seed: int) -> None:
    """What a window throws on the wall: panes of light, and leaves between."""
    light = lighten(palette.wall, 0.7)
    for column in range(2):
        for row in range(2):
            left, top = 20 + column * 15 + row * 5, line * (0.06 + row * 0.42)
            pane = [(left, top), (left + 13, top - 1.5), (left + 18, top + line * 0.36), (left + 5, top + line * 0.38)]
            pen.fill(pane, light, soft=0.9, cover=0.42)
    dice = random.Random(seed)  # noqa: S311 - the same tree before the window each time
    for _leaf in range(16):
        x, y = dice.uniform(12, 62), dice.uniform(0, line * 0.9)
        leaf = turn(make_ellipse(x, y, dice.uniform(3, 6), dice.uniform(0.9, 1.8)), dice.uniform(-70, 20), x=x, y=y)
        pen.fill(leaf, darken(palette.wall, 0.55), soft=0.9, cover=0.13)


def _draw_outdoors(pen: Pen, palette: Palette, height: float, seed: int) -> None:
    line = height * HORIZON
    pen.fill(
        make_box(0, 0, 100, line + 2),
        down(0, line, darken(palette.wall, 0.08), palette.wall, lighten(palette.accent, 0.2)),
    )
    pen.fill(
        make_ellipse(76, line * 0.3, 26),
        glow(76, line * 0.3, 26, 26, thin("#fff8e0", 0.9), thin("#fff3cf", 0.3), thin("#fff3cf", 0)),
    )
    _draw_hills(pen, line, [mix(palette.wall, palette.table, share) for share in (0.25, 0.45, 0.7)], seed)
    dice = random.Random(seed)  # noqa: S311 - the same wood each time
    for _tree in range(26):
        x, tall = dice.uniform(-2, 102), dice.uniform(4, 11)
        color = mix(darken(palette.table, 0.3), palette.wall, dice.uniform(0, 0.3))
        pen.fill(
            smooth([(x - tall * 0.24, line + 1), (x, line - tall), (x + tall * 0.24, line + 1)], steps=4),
            color,
            soft=0.25,
        )


def _draw_night(pen: Pen, palette: Palette, height: float, seed: int) -> None:
    line = height * HORIZON
    pen.fill(
        make_box(0, 0, 100, line + 2),
        down(0, line, darken(palette.wall, 0.4), palette.wall, mix(palette.wall, palette.accent, 0.32)),
    )
    dice = random.Random(seed)  # noqa: S311 - the same sky each night
    pen.dots([(dice.uniform(0, 100), dice.uniform(0, line * 0.8)) for _star in range(70)], 0.16, "#ffffff", cover=0.85)
    pen.dots([(dice.uniform(0, 100), dice.uniform(0, line * 0.6)) for _star in range(12)], 0.3, "#fff3d0")
    _draw_hills(pen, line, [mix(palette.wall, "#0e1420", share) for share in (0.2, 0.45, 0.7)], seed)
    pen.fill(
        make_ellipse(48, line + 6, 50, 22),
        glow(48, line + 6, 50, 22, thin(palette.accent, 0.5), thin(palette.accent, 0.12), thin(palette.accent, 0)),
    )


def _draw_hills(pen: Pen, line: float, colors: Sequence[Paint], seed: int) -> None:
    for step, color in enumerate(colors):
        base = line * (0.62 + step * 0.14)
        ridge = [
            (x * 8 - 4, base + line * 0.09 * math.sin(x * (0.8 + step * 0.17) + seed + step * 2.1)) for x in range(15)
        ]
        pen.fill(
            [*smooth(ridge, is_closed=False), (110, line + 2), (-6, line + 2)],
            down(base - 6, line, color, lighten(color, 0.2)),
        )


_BACKGROUNDS: dict[str, Callable[[Pen, Palette, float, int], None]] = {
    "room": _draw_wall,
    "outdoors": _draw_outdoors,
    "night": _draw_night,
}


def _draw_surface(pen: Pen, palette: Palette, height: float, seed: int) -> None:
    """What things stand on: it runs from the wall to the viewer."""
    line = height * HORIZON
    plane = make_box(0, line, 100, height)
    pen.fill(plane, down(line, height, darken(palette.table, 0.12), palette.table, lighten(palette.table, 0.12)))
    dice = random.Random(seed + 40)  # noqa: S311 - the same grain each time
    if palette.surface == "grass":
        for shade in (darken(palette.table, 0.35), lighten(palette.table, 0.25), darken(palette.table, 0.15)):
            blades = []
            for _blade in range(420):
                x, y = dice.uniform(0, 100), line + (height - line) * dice.random() ** 1.4
                tall = 0.5 + 2.2 * (y - line) / (height - line)
                blades.append([(x, y), (x + dice.uniform(-0.7, 0.7), y - tall)])
            pen.lines(blades, 0.2, shade, cover=0.6)
        return
    with pen.within(plane):
        if palette.surface == "stone":
            for _vein in range(5):
                x, y = dice.uniform(-10, 100), dice.uniform(line, height)
                vein = [(x + step * 6, y + dice.uniform(-1.4, 1.4)) for step in range(7)]
                pen.line(smooth(vein, is_closed=False), 0.35, darken(palette.table, 0.35), soft=0.25, cover=0.28)
        else:
            grain = []
            for row in range(34):
                y = line + (height - line) * (row / 34) ** 1.5 + dice.uniform(-0.2, 0.2)
                grain.append([(x * 20, y + dice.uniform(-0.3, 0.3)) for x in range(6)])
            pen.lines(grain, 0.22, darken(palette.table, 0.4), cover=0.32)
        pen.fill([(14, line), (52, line), (88, height), (30, height)], "#ffffff", soft=2.4, cover=0.16)
        pen.line([(0, line), (100, line)], 2.2, darken(palette.table, 0.7), soft=1.2, cover=0.35)


def _add_props(picture: Image.Image, palette: Palette) -> None:
    for name, first, second, pose, x, share in palette.props:
        look = Look.of(first, second).posed(pose)
        form = FORMS[name]
        side = round(picture.height * share * 1.35)
        pen = Pen(side // 2, frame=frame_whole(form, look))
        form.draw(pen, look)
        blurred = pen.image.filter(ImageFilter.GaussianBlur(side / 240)).resize((side, side), Image.Resampling.BICUBIC)
        left, top = round(picture.width * x - side / 2), round(picture.height * (HORIZON + 0.035) - side * 0.85)
        shadow = (
            blurred.getchannel("A")
            .filter(ImageFilter.GaussianBlur(side / 40))
            .point([round(step * 0.25) for step in range(256)])
        )
        picture.paste((30, 24, 36), (left + side // 30, top + side // 60), shadow)
        picture.paste(blurred, (left, top), blurred)
