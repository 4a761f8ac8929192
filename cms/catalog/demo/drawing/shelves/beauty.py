"""Skincare, make-up and what stands by the bath."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import GOLD, INK, PAPER, WALNUT, Paint, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import across, down, glow, slant, turned
from cms.catalog.demo.drawing.forms import LIE, Look, form
from cms.catalog.demo.drawing.motifs import draw_blossom, draw_leaf, draw_sprig, draw_words
from cms.catalog.demo.drawing.outlines import make_box, make_ellipse, round_corners, smooth, turn
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Box, Turned, draw_ball, draw_box, draw_opening, draw_top, draw_turned


def draw_smear(pen: Pen, x: float, y: float, width: float, color: Paint) -> None:
    """A stroke of cream, thick where it ends."""
    swipe = smooth(
        [
            (x - width, y - 2),
            (x - width * 0.4, y - 5),
            (x + width * 0.6, y - 4),
            (x + width, y),
            (x + width * 0.7, y + 4),
            (x - width * 0.3, y + 3.6),
            (x - width * 0.9, y + 2),
        ]
    )
    pen.fill(
        swipe,
        slant((x - width, y - 4), (x + width, y + 4), lighten(color, 0.35), color, darken(color, 0.12)),
        bulge=1.4,
    )
    for step in range(3):
        line = smooth(
            [(x - width * 0.8, y - 2 + step * 1.8), (x, y - 3 + step * 2), (x + width * 0.8, y - 1.4 + step * 1.4)],
            is_closed=False,
        )
        pen.line(line, 0.6, lighten(color, 0.6), soft=0.4, cover=0.6)


@form("tube", focus=(50, 58, 19), size=16)
def draw_tube(pen: Pen, look: Look) -> None:
    """A tube standing on its cap; lying open with a stroke of cream in the second pose."""
    if look.pose:
        pen.touch(46, 72, 36, 3)
        body = round_corners([(8, 46), (12, 44), (66, 50), (66, 72), (12, 76), (8, 74)], 1.6)
        pen.fill(body, down(44, 76, lighten(look.a, 0.1), lighten(look.a, 0.5), look.a, darken(look.a, 0.3)), bulge=2)
        pen.lines(
            [[(9 + step * 0.9, 47), (9 + step * 0.9, 74)] for step in range(4)], 0.35, darken(look.a, 0.25), cover=0.6
        )
        draw_words(pen, 40, 59, (22, 15), mix(look.a, INK, 0.6), step=3, size=0.9)
        pen.fill(make_box(66, 54, 73, 68, 1), down(54, 68, lighten("#e9e7e2", 0.3), "#a9a6a0"))
        draw_smear(pen, 82, 84, 14, look.get("cream", "#fbf4ea"))
        cap = Turned(26, [(82, 8), (94, 9)])
        pen.touch(26, 94, 9)
        draw_turned(pen, cap, look.b)
        draw_top(pen, Turned(26, [(82, 8), (83, 8)]), look.b)
        return
    count = look.get("count", 1)
    for index in range(count):
        x = 50 + (index - (count - 1) / 2) * 22
        color = look.a if count == 1 else (look.a, "#e6c07a", "#8fae9c")[index]
        _stand_tube(pen, x, color, look.b, 15 if count == 1 else 10)


def _stand_tube(pen: Pen, x: float, color: Paint, cap: Paint, half: float) -> None:
    pen.touch(x, 87, half * 0.75)
    body = round_corners([(x - half, 12), (x + half, 12), (x + half * 0.86, 74), (x - half * 0.86, 74)], [1, 1, 2, 2])
    pen.fill(body, turned(x - half, x + half, color, "satin"))
    pen.fill(
        make_box(x - half, 10, x + half, 16, 0.8),
        across(x - half, x + half, darken(color, 0.1), lighten(color, 0.3), darken(color, 0.15)),
    )
    pen.lines([[(x - half + 1, y), (x + half - 1, y)] for y in (11.6, 13.2, 14.8)], 0.25, darken(color, 0.3), cover=0.6)
    with pen.within(body):
        pen.shine([(x - half, 16), (x + half, 16), (x, 46)], soft=4, cover=0.18)
    draw_leaf(pen, x, 33, half * 0.6, -50, mix(color, INK, 0.45))
    draw_words(pen, x, 42, (half * 1.1, half * 0.7), mix(color, INK, 0.6), step=2.4, size=0.7)
    draw_words(pen, x, 60, (half * 0.9, half * 0.9, half * 0.5), mix(color, INK, 0.4), step=1.8, size=0.35)
    lid = Turned(x, [(74, half * 0.8), (87, half * 0.74)], 0.14)
    draw_turned(pen, lid, cap)
    pen.lines(
        [
            [(x + half * share, 76), (x + half * share * 0.95, 87)]
            for share in (-0.6, -0.45, -0.3, -0.15, 0, 0.15, 0.3, 0.45, 0.6)
        ],
        0.3,
        darken(cap, 0.25),
        cover=0.5,
    )


@form("cream_jar", focus=(50, 60, 19), size=7)
def draw_cream_jar(pen: Pen, look: Look) -> None:
    """A low jar; open, its lid beside it, in the second pose."""
    x = 50 if not look.pose else 38
    wood = look.get("wood")
    pen.touch(x, 81, 24)
    body = Turned(x, [(50, 25), (78, 25), (81, 23)])
    draw_turned(pen, body, WALNUT if wood else lighten(look.b, 0.2), "matte" if wood else "gloss")
    draw_words(pen, x, 66, (20, 13), mix(look.a, INK, 0.5) if not wood else "#e7d3b4", step=3, size=0.8)
    lid_color = look.a
    if not look.pose:
        lid = Turned(x, [(34, 23.6), (36, 25.4), (51, 25.4)])
        pen.shade(body.band(51, 53), soft=0.8, cover=0.4)
        draw_turned(pen, lid, lid_color, "satin")
        draw_top(pen, Turned(x, [(34, 23.6), (35, 23.6)]), lid_color, rim=0.93)
        draw_leaf(pen, x, 34, 8, -20, lighten(lid_color, 0.25))
        return
    cream = look.get("cream", "#fbf6ee")
    draw_opening(pen, body, lighten(look.b, 0.2), inside=cream, wall=0.9)
    pen.fill(body.ring(50.4, 0.86), glow(x - 6, 48, 26, 7, lighten(cream, 0.6), cream, darken(cream, 0.1)))
    turns = [(1 - step / 30, step * 0.6) for step in range(26)]
    swirl = [(x + 14 * size * math.cos(at), 50.4 + 3 * size * math.sin(at)) for size, at in turns]
    pen.line(smooth(swirl, is_closed=False, steps=3), 1.2, darken(cream, 0.14), soft=0.4, cover=0.7)
    pen.touch(76, 84, 20)
    lid = Turned(76, [(71, 19), (73, 20.4), (84, 20.4)])
    draw_turned(pen, lid, lid_color)
    draw_top(pen, Turned(76, [(71, 19), (72, 19)]), lid_color, rim=0.93)


@form("dropper", focus=(50, 64, 18), size=10)
def draw_dropper(pen: Pen, look: Look) -> None:
    """A bottle of oil with a pipette; the pipette lies before it in the second pose."""
    x = 50 if not look.pose else 42
    pen.touch(x, 86, 15)
    oil = Turned(x, smooth([(58, 14.4), (70, 14.6), (84, 14.4), (86, 13)], is_closed=False))
    draw_turned(pen, oil, look.a, "satin")
    pen.fill(oil.ring(58), lighten(look.a, 0.35))
    body = Turned(x, smooth([(42, 7), (45, 11), (50, 15.4), (60, 16), (83, 16), (86, 14.6)], is_closed=False))
    draw_turned(pen, body, mix(look.a, look.b, 0.5), "glass")
    pen.fill(body.label(60, 79, -0.58, 0.5), turned(x - 10, x + 9, PAPER, "matte"))
    draw_words(pen, x - 0.6, 66, (12, 8), mix(look.a, INK, 0.55), step=2.2, size=0.6)
    pen.fill(make_ellipse(x - 0.6, 75.4, 1.7), look.a)
    collar = Turned(x, [(34, 7.6), (43, 7.8)], 0.2)
    if look.pose:
        draw_opening(pen, Turned(x, [(42, 7.4), (46, 7.4)], 0.22), lighten(look.b, 0.1))
        pen.touch(72, 90, 18, 2)
        pen.fill(
            turn(make_box(52, 86, 74, 89, 1.4), -10, x=66, y=88),
            down(84, 92, thin("#ffffff", 0.85), thin(look.a, 0.6), thin("#ffffff", 0.8)),
        )
        pen.fill(
            turn(make_box(73, 83.4, 82, 91.6, 1), -10, x=66, y=88),
            down(80, 92, lighten(GOLD, 0.5), GOLD, darken(GOLD, 0.35)),
        )
        pen.fill(
            turn(make_box(81, 82.6, 96, 92.4, 4.6), -10, x=66, y=88),
            down(78, 92, lighten("#3b3f45", 0.4), "#3b3f45", "#202327"),
            bulge=1,
        )
        draw_ball(pen, 49, 93, 2.2, look.a, shine=0.8)
        return
    draw_turned(pen, collar, GOLD, "metal")
    bulb = Turned(x, smooth([(16, 3), (17.4, 5), (24, 5.6), (33, 6), (35, 6.2)], is_closed=False), 0.2)
    draw_turned(pen, bulb, look.get("bulb", "#3b3f45"))


@form("lipstick", focus=(40, 34, 17), size=8)
def draw_lipstick(pen: Pen, look: Look) -> None:
    """A lipstick, turned out; with its cap and a stroke of its colour in the second pose."""
    x = 50 if not look.pose else 36
    pen.touch(x, 86, 11)
    stick = Turned(x, [(32, 7), (52, 7)])
    pen.fill(stick.outline(), turned(x - 7, x + 7, look.a, "satin"))
    tip = smooth([(x - 7, 33), (x - 6.4, 20), (x - 1, 15.4), (x + 5.4, 22), (x + 7, 33), (x, 34.6)], steps=6)
    pen.fill(tip, slant((x - 7, 16), (x + 7, 34), lighten(look.a, 0.3), look.a, darken(look.a, 0.25)))
    face = smooth([(x - 5.4, 21), (x - 1, 16.4), (x + 4.8, 23), (x + 4.6, 31), (x - 3, 30)])
    pen.fill(face, slant((x - 5, 16), (x + 5, 31), lighten(look.a, 0.42), lighten(look.a, 0.08)))
    inner = Turned(x, [(46, 8.6), (58, 8.6)])
    pen.fill(inner.outline(), turned(x - 8.6, x + 8.6, GOLD, "metal"))
    draw_opening(pen, Turned(x, [(46, 8.6), (47, 8.6)]), GOLD, inside=darken(look.a, 0.3), wall=0.84)
    pen.fill(Turned(x, [(40, 7), (46, 7)]).outline(), turned(x - 7, x + 7, look.a, "satin"))
    case = Turned(x, [(58, 11), (86, 11)])
    shell = look.get("case", "#f3e9e4")
    pen.fill(case.outline(), turned(x - 11, x + 11, shell, "gloss"))
    pen.fill(case.ring(58), darken(shell, 0.15))
    pen.fill(Turned(x, [(54, 8.6), (58, 8.6)]).outline(), turned(x - 8.6, x + 8.6, GOLD, "metal"))
    draw_blossom(pen, x, 73, 3.4, look.a, middle=GOLD)
    if look.pose:
        pen.touch(66, 88, 11)
        cap = Turned(66, [(52, 11), (88, 11)])
        pen.fill(cap.outline(), turned(55, 77, shell, "gloss"))
        draw_top(pen, cap, shell, rim=0.9)
        pen.fill(cap.band(84, 86), thin(GOLD, 0.9))
        draw_smear(pen, 84, 94, 13, look.a)


@form("compact", rest=LIE, focus=(36, 58, 18), size=7)
def draw_compact(pen: Pen, look: Look) -> None:
    """A round case of blush with its mirror; closed, beside a stroke, in the second pose."""
    if look.pose:
        pen.fill(
            make_ellipse(44, 46, 28),
            glow(36, 38, 40, 40, lighten(look.b, 0.5), look.b, darken(look.b, 0.16)),
            bulge=2.4,
        )
        pen.line(make_ellipse(44, 46, 23), 0.5, GOLD, cover=0.9)
        draw_blossom(pen, 44, 46, 9, look.a, middle=GOLD)
        draw_smear(pen, 74, 80, 17, look.a)
        return
    pen.fill(
        make_ellipse(64, 32, 25), glow(58, 26, 34, 34, lighten(look.b, 0.4), look.b, darken(look.b, 0.2)), bulge=1.6
    )
    pen.fill(make_ellipse(64, 32, 20.6), slant((46, 14), (82, 52), "#ffffff", "#d9e2e8", "#b4c0c8"))
    pen.fill([(54, 15), (64, 12), (58, 52), (48, 45)], "#ffffff", cover=0.35)
    pen.fill(make_box(44, 46, 56, 52, 1.6), GOLD, bulge=0.8)
    pen.fill(make_ellipse(37, 66, 27), glow(30, 58, 36, 36, lighten(look.b, 0.4), look.b, darken(look.b, 0.2)), bulge=2)
    pen.fill(make_ellipse(37, 66, 21.6), darken(look.a, 0.3))
    pen.fill(make_ellipse(37, 66.6, 20.8), glow(30, 60, 28, 28, lighten(look.a, 0.35), look.a, darken(look.a, 0.08)))
    for step in range(5):
        petal = turn(make_ellipse(37, 57, 4.2, 7), step * 72, x=37, y=66.6)
        pen.line([*petal, petal[0]], 0.5, darken(look.a, 0.14), cover=0.7)


@form("brow_pencil", rest=LIE, focus=(30, 66, 16), size=14)
def draw_brow_pencil(pen: Pen, look: Look) -> None:
    """A pencil with a brush at its other end; with strokes of its colour in the second pose."""
    angle = -34 if not look.pose else -16
    y = 50 if not look.pose else 40

    def place(left: float, right: float, high: float, taper: float = 0) -> list[tuple[float, float]]:
        return turn(
            [(left, y - high + taper), (right, y - high), (right, y + high), (left, y + high - taper)], angle, x=50, y=y
        )

    fill = slant(
        turn([(50, y - 3)], angle, x=50, y=y)[0],
        turn([(50, y + 3)], angle, x=50, y=y)[0],
        lighten(look.a, 0.45),
        look.a,
        darken(look.a, 0.3),
    )
    pen.fill(place(24, 76, 2.7), fill)
    pen.fill(place(14, 25, 2.7, 1.7), slant((14, y - 3), (20, y + 6), lighten(GOLD, 0.4), GOLD, darken(GOLD, 0.3)))
    pen.fill(place(9, 14.4, 1, 0.6), look.a)
    pen.fill(place(76, 84, 2.3), slant((76, y - 6), (84, y + 3), lighten(GOLD, 0.4), GOLD))
    hairs = [
        turn([(85 + step * 0.8, y), (86.4 + step * 0.8, y + side * 2.8)], angle, x=50, y=y)
        for step in range(12)
        for side in (-1, 1)
    ]
    pen.lines(hairs, 0.45, darken(look.a, 0.4))
    if look.pose:
        for step in range(9):
            x = 20 + step * 6
            pen.line(smooth([(x, 80), (x + 3, 74), (x + 9, 70)], is_closed=False), 1.1, look.a, cover=0.9)


@form("pump_bottle", focus=(50, 62, 19), size=22)
def draw_pump_bottle(pen: Pen, look: Look) -> None:
    """A bottle with a pump; with its refill or a bar of foam in the second pose."""
    x = 50 if not look.pose else 38
    pen.touch(x, 88, 18)
    body = Turned(x, smooth([(34, 8), (37, 14), (42, 18.4), (50, 19), (84, 19), (88, 17.6)], is_closed=False))
    draw_turned(pen, body, look.a, look.get("material", "satin"))
    pen.fill(body.label(52, 80, -0.56, 0.56), turned(x - 12, x + 12, look.b, "matte"))
    draw_sprig(pen, x, 62, 9, darken(look.a, 0.1))
    draw_words(pen, x, 70.6, (14, 9, 11), darken(look.a, 0.45), step=2.2, size=0.55)
    collar = Turned(x, [(26, 7.6), (35, 8)], 0.2)
    draw_turned(pen, collar, "#efeeea")
    pen.fill(make_box(x - 1.6, 16, x + 1.6, 27, 0.6), across(x - 2, x + 2, "#ffffff", "#b9b8b3"))
    head = smooth(
        [
            (x - 17, 14.6),
            (x - 15, 11.6),
            (x - 4, 11),
            (x + 6, 11),
            (x + 7, 15),
            (x + 5, 18),
            (x - 5, 18),
            (x - 12, 15.4),
            (x - 16, 18.6),
        ],
        steps=5,
    )
    pen.fill(head, down(11, 18, "#ffffff", "#dedcd6", "#b9b6ae"), bulge=0.8)
    if look.pose:
        pen.touch(74, 88, 17, 3)
        refill = round_corners([(58, 52), (90, 52), (93, 88), (55, 88)], [1, 1, 4, 4])
        pen.fill(
            refill, across(55, 93, darken(look.b, 0.12), lighten(look.b, 0.4), look.b, darken(look.b, 0.2)), bulge=2
        )
        pen.fill(make_box(56, 46, 92, 53, 1), down(46, 53, lighten(look.a, 0.2), look.a))
        draw_sprig(pen, 74, 69, 12, look.a)
        draw_words(pen, 74, 78, (16, 10), darken(look.a, 0.3), step=2.2, size=0.6)


@form("mask_box", focus=(40, 56, 19), size=14)
def draw_mask_box(pen: Pen, look: Look) -> None:
    """A flat box of sheet masks; sachets fanned out before it in the second pose."""
    x = 22 if not look.pose else 34
    pen.touch(x + 31, 84, 30, 3)
    box = Box(x, 24, 44, 60, 12, 0.5, radius=0.8)
    draw_box(pen, box, look.b, side=darken(look.a, 0.05))
    pen.fill(
        make_box(x, 64, x + 44, 84, 0.4), slant((x, 64), (x + 44, 84), lighten(look.a, 0.14), darken(look.a, 0.08))
    )
    pen.fill(make_ellipse(x + 22, 45, 12), mix(look.b, look.a, 0.3))
    draw_sprig(pen, x + 22, 47, 17, look.a)
    draw_words(pen, x + 22, 70, (24, 15), lighten(look.b, 0.4), step=3, size=0.9)
    if look.pose:
        for step, angle in enumerate((-24, -10, 4)):
            y = 78 + step * 4
            sachet = turn(make_box(10 + step * 7, y - 19, 36 + step * 7, y + 14, 1), angle, x=23 + step * 7, y=y)
            pen.shade(sachet, soft=1, cover=0.3)
            pen.fill(
                sachet,
                slant((10, y - 19), (40, y + 14), lighten(look.b, 0.4), look.b, mix(look.a, look.b, 0.5)),
                bulge=1,
            )
            draw_leaf(pen, 23 + step * 7, y, 10, angle - 50, look.a)
