"""Pans, knives and appliances."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import INK, OAK, STEEL, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import across, down, glow, slant
from cms.catalog.demo.drawing.forms import LIE, Look, form
from cms.catalog.demo.drawing.motifs import (
    draw_leaf,
    draw_steam,
    draw_wood,
)
from cms.catalog.demo.drawing.outlines import (
    Outline,
    make_arc,
    make_box,
    make_ellipse,
    move,
    round_corners,
    smooth,
    turn,
)
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Box, Turned, draw_ball, draw_box, draw_opening, draw_turned


@form("wok", focus=(38, 56, 18), size=14)
def draw_wok(pen: Pen, look: Look) -> None:
    """A forged wok with a wooden handle; frying greens in the second pose."""
    pen.touch(42, 84, 18)
    pen.tube([(72, 50), (108, 36)], 4, look.b)
    pen.fill(
        smooth([(66, 50), (76, 45), (80, 48), (70, 56)]),
        slant((66, 46), (80, 56), lighten(STEEL, 0.3), darken(STEEL, 0.4)),
    )
    pen.tube(smooth([(10, 54), (2, 50), (0, 56), (8, 62)], is_closed=False), 2.4, look.b)
    body = Turned(42, smooth([(50, 35), (58, 33), (68, 28), (78, 20), (84, 13)], is_closed=False), 0.3)
    draw_turned(pen, body, look.a, "satin")
    dice = [(42 + 30 * math.sin(step * 2.4), 60 + (step * 7) % 20) for step in range(46)]
    with pen.within(body.outline()):
        for x, y in dice:
            pen.fill(make_ellipse(x, y, 2.1, 1.3), lighten(look.a, 0.3), soft=0.5, cover=0.35)
    pen.fill(body.ring(50), slant((8, 42), (76, 58), lighten(look.a, 0.5), darken(look.a, 0.1)))
    inner = make_ellipse(42, 50.6, 33, 9.4)
    pen.fill(inner, slant((10, 42), (74, 60), darken(look.a, 0.45), look.a, lighten(look.a, 0.32)))
    if look.pose:
        with pen.within([(0, 0), (100, 0), (100, 52), *make_arc(42, 50.6, 32, 9.2, 0, 180), (0, 52)]):
            for step in range(26):
                x, y = 42 + 24 * math.sin(step * 1.9), 50 + 4.4 * math.cos(step * 2.7) - (step % 5)
                draw_leaf(pen, x, y, 11, step * 53, mix("#5f8f3f", "#9bbf5a", (step % 4) / 4))
            for step in range(5):
                draw_ball(pen, 30 + step * 6, 47 + step % 2 * 3, 1.8, "#d9533f")
        draw_steam(pen, 42, 36, 26)


@form("cast_pot", focus=(38, 58, 18), size=18)
def draw_cast_pot(pen: Pen, look: Look) -> None:
    """An enamelled pot; its lid off and soup in it in the second pose."""
    pen.touch(50, 84, 27)
    for x in (15, 85):
        handle = smooth(
            [
                (x + (50 - x) * 0.14, 52),
                (x - (50 - x) * 0.06, 52),
                (x - (50 - x) * 0.08, 58),
                (x + (50 - x) * 0.14, 60),
            ],
            is_closed=False,
        )
        pen.tube(handle, 3.6, look.a)
    body = Turned(50, smooth([(46, 33), (52, 33.4), (70, 33), (80, 30), (85, 26)], is_closed=False))
    draw_turned(pen, body, look.a, "gloss")
    if look.pose:
        draw_opening(pen, body, look.a, inside="#efe6d6", wall=0.93)
        pen.fill(body.ring(47.4, 0.88), glow(44, 46, 34, 8, "#e8a860", "#c9752f"))
        for step in range(12):
            x, y = 50 + 22 * math.sin(step * 2.1), 47.6 + 3 * math.cos(step * 1.7)
            color = ("#d9653f", "#f0d9a0", "#6f8f4a")[step % 3]
            pen.fill(make_ellipse(x, y, 3.2, 1.8), glow(x - 1, y - 1, 4, 3, lighten(color, 0.4), color))
        draw_steam(pen, 50, 38, 24)
        return
    pen.fill(body.band(46, 48.4), darken(look.a, 0.35))
    lid = Turned(50, smooth([(30, 5), (32, 18), (37, 28), (43, 33), (46.5, 34)], is_closed=False))
    draw_turned(pen, lid, look.a, "gloss")
    knob = Turned(50, smooth([(22, 4.6), (24, 5.4), (28, 3), (31, 4)], is_closed=False), 0.24)
    draw_turned(pen, knob, "#c9a86a", "metal")
    pen.fill(make_ellipse(50, 22, 4.6, 1.2), "#e6cf9a")


@form("milk_pan", focus=(42, 58, 18), size=12)
def draw_milk_pan(pen: Pen, look: Look) -> None:
    """A small pan with a lip and a wooden handle; milk in it in the second pose."""
    pen.touch(42, 84, 24)
    pen.tube([(70, 56), (108, 48)], 4.6, OAK)
    pen.fill(make_box(66, 53, 76, 59, 1.6), STEEL, bulge=0.8)
    body = Turned(42, smooth([(50, 28.6), (54, 28), (80, 26.6), (84, 25)], is_closed=False))
    lip = [(15, 48), (7, 46.4), (14, 58)]
    pen.fill(lip, slant((7, 46), (16, 58), lighten(look.a, 0.4), darken(look.a, 0.1)))
    draw_turned(pen, body, look.a, "satin")
    with pen.within(body.outline()):
        for row in range(6):
            for step in range(14):
                x = 42 + 27 * math.sin((step - 6.5) * 0.22 + row % 2 * 0.1)
                pen.fill(make_ellipse(x, 58 + row * 4.4, 1.7, 1.5), lighten(look.a, 0.4), soft=0.4, cover=0.3)
    draw_opening(pen, body, look.a, inside=lighten(look.a, 0.25), wall=0.93)
    if look.pose:
        pen.fill(body.ring(51, 0.86), glow(38, 50, 26, 6, "#ffffff", "#f2ebdc"))
        draw_steam(pen, 42, 42, 22)


@form("santoku", rest=LIE, focus=(34, 60, 17), size=32)
def draw_santoku(pen: Pen, look: Look) -> None:
    """A cook's knife with a pattern in its steel; on a board with an onion in the second pose."""
    _draw_knife(
        pen,
        look,
        smooth([(8, 60), (14, 52), (24, 46), (58, 46), (60, 47), (60, 64), (34, 65), (16, 63)], steps=5),
        wavy=True,
    )


@form("chopper", rest=LIE, focus=(34, 52, 17), size=30)
def draw_chopper(pen: Pen, look: Look) -> None:
    """A heavy cleaver; on a board in the second pose."""
    _draw_knife(pen, look, round_corners([(8, 40), (58, 38), (60, 66), (10, 70)], [3, 1, 2, 8]), wavy=False)
    if not look.pose:
        pen.cut(turn(make_ellipse(16, 46, 2), -8))


def _draw_knife(pen: Pen, look: Look, blade: Outline, *, wavy: bool) -> None:
    degrees = -8.0 if not look.pose else -24.0
    if look.pose:
        board = make_box(4, 18, 96, 84, 5)
        draw_wood(pen, board, OAK, seed=2)
        pen.fill(board, thin(OAK, 0), bulge=1.4)
        for x, y, color in ((24, 34, "#b9703f"), (40, 30, "#a8c06a")):
            pen.fill(make_ellipse(x + 1, y + 1.6, 8), INK, soft=1.4, cover=0.35)
            draw_ball(pen, x, y, 8, color)
        for step in range(6):
            pen.fill(
                make_ellipse(66 + step * 3.6, 74 - step % 2 * 2, 4, 3),
                glow(65 + step * 3.6, 73, 5, 4, "#eef4d6", "#b9cf8a"),
            )

    def place(points: Outline) -> Outline:
        return turn(points, degrees)

    if look.pose:
        pen.fill(move(place(blade), 1, 1.6), INK, soft=1.4, cover=0.4)
    corner, far = place([(8, 40)])[0], place([(60, 68)])[0]
    pen.fill(
        place(blade), slant(corner, far, lighten(look.a, 0.5), look.a, lighten(look.a, 0.65), darken(look.a, 0.12))
    )
    with pen.within(place(blade)):
        if wavy:
            waves = [
                [(6 + step * 2, 50 + row * 2.3 + math.sin(step * 0.8 + row) * 1.1) for step in range(28)]
                for row in range(5)
            ]
            pen.lines([place(wave) for wave in waves], 0.35, darken(look.a, 0.35), cover=0.55)
            edge = place(smooth([(6, 61.4), (34, 62.6), (62, 61.6)], is_closed=False))
        else:
            dents = [(14 + (step * 11) % 44, 44 + (step * 7) % 16) for step in range(26)]
            pen.dots(place(dents), 1.1, darken(look.a, 0.25), cover=0.3)
            edge = place([(6, 64), (62, 61)])
        pen.line(edge, 4, lighten(look.a, 0.75), soft=1, cover=0.6)
    pen.fill(
        place(make_box(59, 47, 64, 58, 1)),
        slant(place([(59, 47)])[0], place([(59, 58)])[0], lighten(STEEL, 0.6), STEEL, darken(STEEL, 0.4)),
    )
    handle = place(round_corners([(63, 47.4), (94, 46), (96, 56), (63, 57.6)], [0, 3, 4, 0]))
    draw_wood(pen, handle, look.b, degrees=degrees, seed=6)
    pen.fill(handle, thin(look.b, 0), bulge=1.4)
    pen.dots(place([(70, 52.4), (80, 52), (89, 51.6)]), 1.1, "#d9c08a")


@form("toaster", focus=(40, 58, 18), size=20)
def draw_toaster(pen: Pen, look: Look) -> None:
    """A rounded toaster; with toast in the second pose."""
    pen.touch(50, 85, 36, 4)
    if look.pose:
        for x in (36, 58):
            toast = smooth([(x - 12, 48), (x - 13, 26), (x - 6, 20), (x + 6, 20), (x + 13, 26), (x + 12, 48)], steps=5)
            pen.fill(toast, down(20, 48, "#b9773a", "#a3642c"))
            pen.fill(
                [(px * 0.86 + x * 0.14, py * 0.86 + 5.4) for px, py in toast],
                glow(x - 2, 32, 14, 18, "#f3d9a6", "#d9a860"),
            )
    body = round_corners([(14, 38), (86, 38), (88, 82), (12, 82)], [16, 16, 5, 5])
    pen.fill(body, down(38, 84, lighten(look.a, 0.4), look.a, darken(look.a, 0.26)), bulge=4)
    pen.fill(make_box(24, 39, 76, 43.6, 2.2), darken(look.a, 0.6))
    pen.line([(25, 44), (75, 44)], 0.6, lighten(look.a, 0.6))
    if look.pose:
        with pen.within(make_box(20, 34, 80, 42)):
            for x in (36, 58):
                pen.fill(make_box(x - 12, 30, x + 12, 41), down(30, 41, "#d9a860", "#a3642c"))
    pen.shine(smooth([(20, 46), (44, 42), (70, 43), (40, 49)]), soft=1.8, cover=0.5)
    pen.fill(
        make_box(12.4, 77, 87.6, 81, 1),
        across(12, 88, lighten(STEEL, 0.4), STEEL, lighten(STEEL, 0.6), darken(STEEL, 0.3)),
    )
    for x in (20, 74):
        pen.fill(make_box(x, 82, x + 8, 86, 1.4), INK)
    pen.fill(
        make_box(84, 50, 90, 56 if look.pose else 53.6, 1.2),
        slant((84, 50), (90, 56), lighten(look.b, 0.2), darken(look.b, 0.2)),
        bulge=0.8,
    )
    pen.fill(make_ellipse(72, 64, 6), glow(70, 62, 8, 8, "#ffffff", STEEL))
    pen.line(turn([(72, 64), (72, 59.4)], 40, x=72, y=64), 0.9, INK)


@form("rice_cooker", focus=(50, 62, 18), size=24)
def draw_rice_cooker(pen: Pen, look: Look) -> None:
    """A small cooker with a handle; open and steaming in the second pose."""
    pen.touch(50, 86, 31, 5)
    if look.pose:
        lid = round_corners([(20, 8), (80, 8), (78, 40), (22, 40)], 10)
        pen.fill(lid, down(8, 40, lighten(look.a, 0.1), darken(look.a, 0.16)), bulge=3)
        pen.fill(
            make_box(28, 13, 72, 36, 7), slant((28, 13), (72, 36), lighten(STEEL, 0.5), darken(STEEL, 0.15)), bulge=1.2
        )
    else:
        pen.tube(smooth([(28, 40), (30, 24), (70, 24), (72, 40)], is_closed=False), 3.6, lighten(look.b, 0.1))
    body = Turned(50, smooth([(42, 31), (50, 33), (70, 33), (82, 31), (86, 28)], is_closed=False))
    draw_turned(pen, body, look.a)
    if look.pose:
        draw_opening(pen, body, STEEL, inside="#6a6f76", wall=0.92)
        rice = make_ellipse(50, 42.6, 27, 4.4)
        pen.fill(rice, glow(44, 41, 28, 6, "#ffffff", "#efe9da"))
        draw_steam(pen, 50, 36, 24)
    else:
        lid = Turned(50, smooth([(30, 8), (33, 22), (38, 29), (43, 31.6)], is_closed=False))
        draw_turned(pen, lid, look.a)
        pen.fill(body.band(43, 44.6), darken(look.a, 0.25))
        pen.fill(make_ellipse(50, 32.4, 5, 1.6), darken(look.a, 0.4))
    panel = body.label(58, 78, -0.36, 0.36)
    pen.fill(panel, down(58, 82, "#3a3d42", "#1f2124"), bulge=0.8)
    pen.lines([[(46, 65), (54, 65)], [(46, 68), (54, 68)]], 1, "#f4a261", cover=0.9)
    pen.dots([(42, 77), (50, 78), (58, 77)], 1.7, lighten(look.b, 0.15))


@form("hand_mixer", focus=(40, 40, 18), size=20)
def draw_hand_mixer(pen: Pen, look: Look) -> None:
    """A hand mixer standing on its heel; in a bowl of cream in the second pose."""
    if look.pose:
        pen.touch(40, 90, 20)
        bowl = Turned(40, smooth([(64, 29), (72, 28), (82, 22), (90, 15)], is_closed=False), 0.26)
        pen.fill(bowl.ring(64), slant((12, 56), (68, 72), lighten(STEEL, 0.6), darken(STEEL, 0.2)))
        pen.fill(bowl.ring(64.6, 0.93), glow(34, 62, 30, 9, "#fffdf6", "#efe4cf"))
        shift = (-8.0, -6.0)
    else:
        pen.touch(56, 82, 28, 4)
        shift = (0.0, 0.0)

    def place(points: Outline) -> Outline:
        return move(points, *shift)

    for x in (36, 50):
        pen.line(place([(x, 44), (x, 58)]), 1.5, STEEL)
        for bow in (4.6, 2.4, -2.4, -4.6):
            pen.line(
                place(smooth([(x, 56), (x + bow, 64), (x + bow, 74), (x, 80)], is_closed=False)),
                0.8,
                lighten(STEEL, 0.2) if bow > 0 else darken(STEEL, 0.2),
            )
    pen.line(place(smooth([(44, 26), (46, 12), (74, 10), (84, 22), (80, 34)], is_closed=False)), 6.4, look.a, bulge=2)
    body = place(smooth([(26, 34), (32, 25), (60, 24), (84, 28), (88, 38), (80, 46), (56, 47), (32, 46)]))
    pen.fill(body, down(24, 48, lighten(look.a, 0.4), look.a, darken(look.a, 0.26)), bulge=3)
    pen.fill(place(make_ellipse(34, 36, 4.6)), glow(32, 34, 6, 6, "#ffffff", darken(look.b, 0.15)))
    pen.lines([place([(64 + step * 3, 33), (63 + step * 3, 40)]) for step in range(5)], 0.9, darken(look.a, 0.35))
    pen.fill(place(make_box(52, 14.6, 62, 18.4, 1.6)), darken(look.b, 0.1), bulge=0.8)
    if look.pose:
        draw_turned(pen, bowl, "#cfd5da", "metal")
    else:
        pen.tube(smooth([(84, 42), (96, 56), (84, 74), (98, 82)], is_closed=False), 1.5, darken(look.b, 0.2))
        heel = smooth([(76, 44), (88, 40), (86, 80), (70, 83), (72, 60)])
        pen.fill(heel, across(70, 88, lighten(look.a, 0.25), look.a, darken(look.a, 0.3)), bulge=2)


@form("loaf_tin", focus=(36, 58, 18), size=11)
def draw_loaf_tin(pen: Pen, look: Look) -> None:
    """A tin with a sliding lid; a loaf in it in the second pose."""
    pen.touch(54, 82, 40, 4)
    box = Box(12, 50, 60, 31, 20, 0.5, radius=1.6)
    if look.pose:
        draw_box(pen, box, look.a, lid=darken(look.a, 0.5))
        crust = smooth([(15, 50), (18, 36), (34, 27), (70, 25), (90, 33), (90, 42), (74, 51), (40, 53)])
        pen.fill(crust, glow(46, 32, 50, 26, "#eab76f", "#c98a45", "#935a29"), bulge=3)
        pen.line(smooth([(24, 42), (50, 36), (84, 36)], is_closed=False), 2.6, "#f3d7a2", soft=0.8, cover=0.8)
        front = box.front()
        pen.fill(front, slant((12, 50), (72, 81), lighten(look.a, 0.2), look.a, darken(look.a, 0.14)))
    else:
        draw_box(pen, box, look.a, lid=lighten(look.a, 0.22))
        lid = [box.on_lid(-0.02, -0.06), box.on_lid(-0.02, 1), box.on_lid(0.7, 1), box.on_lid(0.7, -0.06)]
        pen.fill(move(lid, 0, -1.4), slant((12, 40), (70, 52), lighten(look.a, 0.5), lighten(look.a, 0.15)))
        pen.fill([box.on_lid(0.7, -0.06), box.on_lid(0.7, 1), box.on_lid(1, 1), box.on_lid(1, 0)], darken(look.a, 0.5))
    pen.lines(
        [[(12 + step * 5, 54), (12 + step * 5, 80)] for step in range(1, 12)], 0.9, darken(look.a, 0.25), cover=0.5
    )
    pen.lines(
        [[(12.7 + step * 5, 54), (12.7 + step * 5, 80)] for step in range(1, 12)], 0.4, lighten(look.a, 0.5), cover=0.5
    )
    pen.line([box.on_front(0, 0), box.on_front(1, 0)], 1.3, lighten(look.a, 0.45))
