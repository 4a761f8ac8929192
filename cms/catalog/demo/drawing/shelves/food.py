"""Nuts, pastry, coffee, honey, sauces and grain."""

from __future__ import annotations

import math
import random

from cms.catalog.demo.drawing.colors import GOLD, PAPER, Paint, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import down, glow, slant, turned
from cms.catalog.demo.drawing.forms import Look, form
from cms.catalog.demo.drawing.motifs import draw_blossom, draw_leaf, draw_sprig, draw_steam, draw_words
from cms.catalog.demo.drawing.outlines import make_arc, make_box, make_ellipse, smooth, turn
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Box, Turned, draw_box, draw_opening, draw_top, draw_turned

_NUTS = ("#8a5a34", "#c98f4e", "#e3c79a", "#7a2f2a", "#b5703a")


def draw_pieces(pen: Pen, x: float, y: float, width: float, kind: str, color: Paint, *, seed: int = 3) -> None:
    """A heap of what is eaten: nuts, walnuts, beans, rice, apricots, noodles."""
    dice = random.Random(seed)  # noqa: S311 - the same heap each time
    if kind == "rice":
        grains = [(x + dice.uniform(-width, width), y - dice.random() * width * 0.26) for _grain in range(150)]
        pen.lines(
            [[(left - 0.8, top), (left + 0.8, top + dice.uniform(-0.5, 0.5))] for left, top in grains], 0.8, color
        )
        return
    if kind == "noodles":
        strands = [[(x - width, y - step * 0.5), (x + width, y - step * 0.5 + 0.4)] for step in range(9)]
        pen.lines(strands, 0.4, color)
        return
    count, size = {"walnuts": (8, 4.2), "apricots": (10, 3.6), "beans": (26, 2.1), "grains": (44, 1.2)}.get(
        kind, (16, 2.6)
    )
    for index in range(count):
        share = index / count
        left = x + dice.uniform(-1, 1) * width * (1 - share * 0.6)
        top = y - share * width * 0.3
        tint = mix(color, ("#ffffff", "#3a2416")[index % 2], 0.12) if kind != "nuts" else _NUTS[index % len(_NUTS)]
        _draw_piece(pen, left, top, size, kind, tint, dice.uniform(-50, 50))


def _draw_piece(pen: Pen, x: float, y: float, size: float, kind: str, color: Paint, degrees: float) -> None:
    outline = turn(
        make_ellipse(x, y, size, size * (0.86 if kind in {"walnuts", "apricots"} else 0.66)), degrees, x=x, y=y
    )
    pen.fill(
        outline,
        glow(x - size * 0.3, y - size * 0.4, size * 1.6, size * 1.6, lighten(color, 0.45), color, darken(color, 0.4)),
    )
    if kind in {"walnuts", "beans"}:
        seam = [(x - size * 0.8, y), (x, y + size * 0.16), (x + size * 0.8, y)]
        pen.line(turn(smooth(seam, is_closed=False, steps=4), degrees, x=x, y=y), size * 0.14, darken(color, 0.5))


@form("nut_box", focus=(42, 52, 18), size=20)
def draw_nut_box(pen: Pen, look: Look) -> None:
    """A box of daily portions; opened, with portions before it, in the second pose."""
    pen.touch(52, 80, 34, 4)
    box = Box(18, 34, 48, 46, 18, 0.5, radius=0.8)
    draw_box(pen, box, look.a, lid=darken(look.a, 0.4) if look.pose else None)
    if look.pose:
        for step in range(5):
            x, y = box.on_lid(0.12 + step * 0.19, 0.5)
            pen.fill(
                make_box(x - 4, y - 9, x + 4, y + 6, 0.8),
                slant((x - 4, y - 9), (x + 4, y + 6), lighten(look.b, 0.3), darken(look.b, 0.12)),
            )
        draw_box(pen, Box(18, 34, 48, 46, 0.1, 0.5), look.a)
    band = make_box(18, 60, 66, 74)
    pen.fill(band, slant((18, 60), (66, 74), lighten(look.b, 0.2), darken(look.b, 0.06)))
    draw_words(pen, 42, 66, (26, 17), darken(look.a, 0.35), step=3, size=0.9)
    pen.fill(make_ellipse(42, 47, 9), look.b)
    draw_pieces(pen, 42, 50, 6, "nuts", look.a, seed=5)
    if look.pose:
        pen.touch(50, 90, 16, 2)
        draw_pieces(pen, 40, 91, 16, "nuts", look.a)
        sachet = turn(make_box(62, 72, 84, 94, 1), 10, x=73, y=83)
        pen.touch(73, 93, 11, 2)
        pen.fill(sachet, slant((62, 72), (84, 94), lighten(look.b, 0.4), look.b, darken(look.b, 0.16)), bulge=1.6)
        draw_sprig(pen, 73, 84, 9, look.a)


@form("persimmons", focus=(42, 58, 18), size=10)
def draw_persimmons(pen: Pen, look: Look) -> None:
    """Dried persimmons in an open box; one cut open in the second pose."""
    pen.touch(52, 82, 40, 4)
    box = Box(10, 58, 62, 24, 22, 0.6, radius=0.8)
    draw_box(pen, box, look.b, lid=darken("#b9986a", 0.3))
    for row, (share, depth) in enumerate((share, depth) for depth in (0.74, 0.32) for share in (0.16, 0.38, 0.6, 0.82)):
        x, y = box.on_lid(share, depth)
        _draw_persimmon(pen, x, y - 2, 7.6, look.a, row)
    front = box.front()
    pen.fill(front, slant((10, 58), (72, 82), lighten(look.b, 0.3), darken(look.b, 0.08)))
    pen.fill(make_box(10, 66, 72, 74), slant((10, 66), (72, 74), lighten(look.a, 0.1), darken(look.a, 0.12)))
    draw_words(pen, 41, 70, (24,), lighten(look.b, 0.3), size=0.9)
    if look.pose:
        pen.touch(80, 90, 14, 3)
        _draw_persimmon(pen, 74, 84, 9, look.a, 1)
        pen.fill(make_ellipse(88, 87, 7.6, 6.4), darken(look.a, 0.15))
        pen.fill(make_ellipse(88, 87, 6.6, 5.4), glow(86, 85, 8, 7, "#ffcf7a", look.a, darken(look.a, 0.2)))


def _draw_persimmon(pen: Pen, x: float, y: float, size: float, color: Paint, seed: int) -> None:
    pen.fill(
        make_ellipse(x, y, size, size * 0.72),
        glow(x - size * 0.3, y - size * 0.4, size * 1.6, size * 1.3, lighten(color, 0.3), color, darken(color, 0.35)),
    )
    frost = random.Random(seed)  # noqa: S311 - the same bloom each time
    dots = [(x + frost.uniform(-0.8, 0.8) * size, y + frost.uniform(-0.5, 0.5) * size) for _dot in range(16)]
    pen.dots(dots, size * 0.06, "#fff6ec", cover=0.7)
    for step in range(4):
        draw_leaf(
            pen,
            x + math.cos(step * 1.57 + 0.7) * size * 0.2,
            y - size * 0.3 + math.sin(step * 1.57 + 0.7) * size * 0.14,
            size * 0.55,
            step * 90 + 40,
            "#8a7a4a",
        )


@form("pastry_box", focus=(40, 56, 18), size=8)
def draw_pastry_box(pen: Pen, look: Look) -> None:
    """Cakes in their box; on a plate with tea in the second pose."""
    is_round = look.get("cake") == "flower"
    if look.pose:
        pen.touch(46, 82, 24)
        plate = Turned(46, smooth([(74, 37), (78, 30), (82, 20), (83, 18)], is_closed=False), 0.26)
        draw_turned(pen, plate, "#f1efe8", "gloss")
        draw_opening(pen, plate, "#f1efe8", inside="#ffffff", wall=0.95)
        for x, y in ((32, 70), (56, 69), (44, 75)):
            _draw_cake(pen, x, y, 13, look, is_round=is_round)
        draw_turned(pen, Turned(88, smooth([(64, 9), (72, 8), (80, 5), (81, 5)], is_closed=False), 0.3), "#e9efe9")
        draw_opening(pen, Turned(88, [(64, 9), (66, 9)], 0.3), "#e9efe9")
        pen.fill(make_ellipse(88, 64.6, 7.6, 2.2), "#c9a24a")
        draw_steam(pen, 88, 58, 18)
        return
    pen.touch(52, 82, 40, 4)
    box = Box(10, 60, 62, 22, 24, 0.6, radius=0.8)
    draw_box(pen, box, look.a, lid=darken(look.b, 0.3))
    for share, depth in ((share, depth) for depth in (0.76, 0.3) for share in (0.14, 0.38, 0.62, 0.86)):
        x, y = box.on_lid(share, depth)
        _draw_cake(pen, x, y + 1, 8.6, look, is_round=is_round)
    pen.fill(box.front(), slant((10, 60), (72, 82), lighten(look.a, 0.16), darken(look.a, 0.1)))
    pen.fill(make_ellipse(41, 71, 7), look.b)
    draw_blossom(pen, 41, 71, 4.6, look.a, middle=GOLD)


def _draw_cake(pen: Pen, x: float, y: float, size: float, look: Look, *, is_round: bool) -> None:
    if is_round:
        cake = Turned(
            x,
            smooth(
                [
                    (y - size * 0.42, size * 0.7),
                    (y - size * 0.3, size * 0.96),
                    (y - size * 0.1, size),
                    (y + size * 0.08, size * 0.86),
                ],
                is_closed=False,
            ),
            0.4,
        )
        draw_turned(pen, cake, "#e3b878")
        pen.fill(
            cake.ring(y - size * 0.4),
            glow(x - size * 0.3, y - size * 0.5, size * 1.2, size * 0.6, "#f6dba6", "#e0b06a"),
        )
        draw_blossom(pen, x, y - size * 0.42, size * 0.34, look.a, middle="#a33a4a")
        return
    block = Box(x - size * 0.8, y - size * 0.5, size * 1.3, size * 0.6, size * 0.5, 0.6, radius=0.6)
    draw_box(pen, block, "#fbf1d2", lid="#fffaf0")
    pen.fill(
        [block.on_front(0, 0.4), block.on_front(1, 0.4), block.on_front(1, 0.62), block.on_front(0, 0.62)],
        mix(look.a, "#ffffff", 0.2),
    )
    flecks = [block.on_lid(0.15 + 0.14 * step, 0.2 + (step * 37 % 60) / 100) for step in range(6)]
    pen.dots(flecks, size * 0.05, "#d9922f")


@form("drip_coffee", focus=(36, 58, 18), size=15)
def draw_drip_coffee(pen: Pen, look: Look) -> None:
    """A box of drip bags; one on a cup, the coffee running, in the second pose."""
    left = 22 if not look.pose else 8
    pen.touch(left + 28, 82, 28, 3)
    box = Box(left, 30, 40, 52, 14, 0.5, radius=0.8)
    draw_box(pen, box, look.a)
    pen.fill(
        make_box(left, 52, left + 40, 82, 0.4),
        slant((left, 52), (left + 40, 82), lighten(look.b, 0.2), darken(look.b, 0.08)),
    )
    draw_pieces(pen, left + 20, 45, 9, "beans", "#5a3a26", seed=2)
    draw_words(pen, left + 20, 60, (24, 16, 20), darken(look.a, 0.2), step=4, size=0.9)
    if not look.pose:
        pen.touch(74, 90, 12, 2)
        draw_pieces(pen, 70, 91, 14, "beans", "#5a3a26")
        return
    pen.touch(76, 88, 14)
    cup = Turned(76, smooth([(60, 17), (70, 16.4), (82, 12), (88, 10)], is_closed=False))
    pen.tube(smooth([(91, 64), (99, 66), (98, 77), (88, 80)], is_closed=False), 2.6, "#efece4")
    draw_turned(pen, cup, "#efece4", "gloss")
    draw_opening(pen, cup, "#efece4", inside="#d9d2c4", wall=0.9)
    pen.fill(cup.ring(61, 0.84), glow(72, 60, 16, 4, "#7a4a2c", "#3b2215"))
    bag = [(66, 44), (88, 42), (87, 60), (68, 62)]
    pen.fill(bag, slant((66, 42), (88, 62), "#ffffff", "#efe9dc", "#d9d0bd"), bulge=1)
    pen.fill([(68, 45), (86, 43.4), (85.4, 52), (69, 53)], glow(77, 47, 11, 6, "#5a3a26", "#3b2215"))
    for x, side in ((66, -1), (88, 1)):
        pen.fill([(x, 48), (x + side * 6, 52), (x + side * 6, 60), (x, 56)], "#d9cdb4")
    draw_steam(pen, 77, 40, 20)


@form("food_jar", focus=(50, 60, 19), size=11)
def draw_food_jar(pen: Pen, look: Look) -> None:
    """A jar of honey, jam or sauce; open with a spoon in the second pose."""
    x = 50 if not look.pose else 42
    pen.touch(x, 84, 19)
    inside = Turned(x, smooth([(40, 16), (44, 18.4), (50, 19), (78, 19), (83, 17)], is_closed=False))
    draw_turned(pen, inside, look.a, "gloss")
    pen.fill(inside.ring(40), lighten(look.a, 0.2))
    specks = look.get("specks")
    if specks:
        dice = random.Random(4)  # noqa: S311 - the same spices each time
        with pen.within(inside.outline()):
            for color in specks:
                places = [(x + dice.uniform(-17, 17), 44 + dice.random() * 38) for _speck in range(26)]
                pen.lines(
                    [
                        [(left, top), (left + dice.uniform(-1.6, 1.6), top + dice.uniform(-1, 1))]
                        for left, top in places
                    ],
                    1.1,
                    color,
                    cover=0.85,
                )
    glass = Turned(x, smooth([(35, 15.6), (38, 16), (43, 19), (50, 20.4), (78, 20.4), (84, 18)], is_closed=False))
    draw_turned(pen, glass, lighten(look.b, 0.3), "glass", relief=0.15)
    pen.fill(glass.label(54, 77, -0.72, 0.6), turned(x - 15, x + 13, look.get("label", PAPER), "matte"))
    mark = darken(look.a, 0.1)
    if look.get("mark") == "comb":
        for column, row in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            cell = [
                (
                    x - 1 + column * 4.2 + 2.5 * math.cos(step * math.pi / 3),
                    62 + row * 2.6 + 2.5 * math.sin(step * math.pi / 3),
                )
                for step in range(6)
            ]
            pen.line([*cell, cell[0]], 0.7, mark)
    else:
        draw_sprig(pen, x - 1, 63, 9, mark)
    draw_words(pen, x - 1, 71, (15, 10), darken(look.a, 0.45), step=2.4, size=0.6)
    if look.pose:
        draw_opening(pen, Turned(x, [(35, 15.6), (38, 15.6)]), lighten(look.b, 0.2), inside=look.a, wall=0.9)
        pen.tube([(x + 3, 38), (x + 20, 8)], 1.6, "#c9ced2")
        pen.touch(78, 90, 15)
        lid = Turned(78, [(83, 16), (85, 17), (90, 17)], 0.28)
        draw_turned(pen, lid, look.get("lid", GOLD), "metal")
        draw_top(pen, Turned(78, [(83, 16), (84, 16)], 0.28), look.get("lid", GOLD))
        return
    lid = Turned(x, [(25, 16), (27, 17.2), (36, 17.2)])
    draw_turned(pen, lid, look.get("lid", GOLD), "metal")
    draw_top(pen, Turned(x, [(25, 16), (26, 16)]), look.get("lid", GOLD), rim=0.9)


@form("coffee_cubes", focus=(50, 58, 19), size=10)
def draw_coffee_cubes(pen: Pen, look: Look) -> None:
    """Little tubs of freeze-dried coffee in a pyramid; one stirred into milk in the second pose."""
    places = ((26, 84), (50, 84), (74, 84), (38, 64), (62, 64), (50, 44)) if not look.pose else ((24, 86), (40, 90))
    for index, (x, y) in enumerate(places):
        color = look.a if index % 2 == 0 else mix(look.a, look.b, 0.45)
        if y > 80:
            pen.touch(x, y, 10)
        tub = Turned(x, [(y - 17, 11.4), (y - 15, 11), (y, 8.6)])
        draw_turned(pen, tub, color)
        draw_top(pen, Turned(x, [(y - 17, 11.4), (y - 16, 11.4)]), look.b, rim=0.9)
        draw_words(pen, x, y - 8, (8, 5), lighten(look.b, 0.2), step=2, size=0.6)
    if look.pose:
        pen.touch(72, 88, 16)
        milk = Turned(72, [(44, 15.4), (86, 14.4)])
        pen.fill(milk.outline(), down(40, 90, mix(look.a, "#ffffff", 0.15), mix(look.a, "#fff6e9", 0.6), "#fbf4e8"))
        pen.fill(milk.ring(44), mix(look.a, "#ffffff", 0.25))
        pen.fill(turn(make_box(66, 38, 73, 45, 1), 12, x=70, y=42), thin("#ffffff", 0.7))
        draw_turned(pen, Turned(72, [(32, 17), (88, 16)]), "#e3edf0", "glass")
        pen.line(make_arc(72, 32, 17, 3, 0, 360), 0.6, "#ffffff", cover=0.8)
