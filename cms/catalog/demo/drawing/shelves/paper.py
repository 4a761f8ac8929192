"""Notebooks, planners, tape and letters."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import INK, PAPER, Paint, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import down, glow, slant
from cms.catalog.demo.drawing.forms import LIE, Look, form
from cms.catalog.demo.drawing.motifs import (
    draw_blossom,
    draw_leaf,
    draw_stripes,
    draw_weave,
    draw_words,
)
from cms.catalog.demo.drawing.outlines import Outline, Point, make_box, make_ellipse, move, smooth, turn
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Turned, draw_ball, draw_turned


@form("notebook", focus=(32, 50, 18), size=21)
def draw_notebook(pen: Pen, look: Look) -> None:
    """A bound book standing; open in the second pose."""
    if look.pose:
        _draw_open_book(pen, look)
        return
    pen.touch(52, 87, 28, 3)
    count = look.get("count", 1)
    for index in reversed(range(count)):
        color = (look.a, look.b, mix(look.a, INK, 0.4))[index % 3]
        x, y = 24 + index * 8, 14 - index * 3
        pages = [(x + 50, y + 3), (x + 54, y + 1), (x + 54, y + 70), (x + 50, y + 74)]
        pen.fill(pages, down(y, y + 74, "#fbf7ec", "#d9d2c2"))
        pen.lines(
            [[(x + 50 + step, y + 2.6 - step / 2), (x + 50 + step, y + 73 - step)] for step in range(1, 4)],
            0.2,
            "#bfb7a4",
        )
        cover = make_box(x, y, x + 50, y + 75, 1.6)
        pen.fill(cover, slant((x, y), (x + 50, y + 75), lighten(color, 0.16), color, darken(color, 0.16)), bulge=1)
        draw_weave(pen, cover, color, step=0.8, cover=0.14)
        if look.get("binding") == "thread":
            for step in range(5):
                pen.line([(x, y + 8 + step * 14), (x + 6, y + 8 + step * 14)], 0.6, "#f1e6cd")
            pen.line([(x + 6, y + 2), (x + 6, y + 73)], 0.6, "#f1e6cd")
        else:
            pen.fill(make_box(x, y, x + 7, y + 75, 1.6), darken(color, 0.3), cover=0.8)
        pen.fill(
            make_box(x + 16, y + 16, x + 42, y + 34, 0.6),
            slant((x + 16, y + 16), (x + 42, y + 34), PAPER, darken(PAPER, 0.1)),
        )
        draw_words(pen, x + 29, y + 22, (16, 11), darken(color, 0.3), step=4, size=0.7)
        if index == 0 and count == 1:
            pen.fill(make_box(x + 41, y, x + 43.4, y + 75), mix(look.b, color, 0.2), cover=0.9)


def _draw_open_book(pen: Pen, look: Look, *, planner: bool = False) -> None:
    pen.touch(50, 80, 42, 4)
    cover = [(4, 42), (50, 38), (96, 42), (98, 82), (50, 79), (2, 82)]
    pen.fill(cover, slant((4, 40), (96, 82), lighten(look.a, 0.1), darken(look.a, 0.2)), bulge=0.8)
    for side in (1, -1):

        def place(x: float, y: float, side: int = side) -> Point:
            return 50 + side * x, y

        page = [place(0, 42), place(14, 37.4), place(42, 40), place(43.6, 77), place(15, 75), place(0, 78)]
        page = smooth(page, steps=1)
        pen.fill(page, slant((50, 40), place(43, 78), "#d9d2c2" if side > 0 else "#e4ddcd", "#fffdf6", "#f6f1e4"))
        lines = [
            [place(5, 46 + row * 3.2 - 1.6), place(18, 43.6 + row * 3.2), place(39, 45 + row * 3.2)] for row in range(9)
        ]
        if planner and side < 0:
            lines = [
                [place(4, 45 + row * 4.6), place(20, 42.6 + row * 4.6), place(40, 44.6 + row * 4.6)] for row in range(7)
            ]
            pen.lines(lines, 0.35, look.a, cover=0.7)
            for row, color in enumerate((look.a, "#d9a441", "#6f9a8c", look.a, "#7f9ac0")):
                pen.line(
                    [place(37 - row * 3, 48.6 + row * 4.6), place(28 - row * 2, 48 + row * 4.6)], 1.6, color, cover=0.6
                )
        elif look.get("binding") == "art":
            if side > 0:
                _draw_watercolour(pen, look)
        else:
            pen.lines(lines, 0.25, mix(look.a, PAPER, 0.5), cover=0.8)
            if side < 0:
                pen.lines(
                    [
                        [place(38 - (row * 5) % 9, 44.4 + row * 3.2), place(12 + (row * 7) % 8, 43.4 + row * 3.2)]
                        for row in range(5)
                    ],
                    0.6,
                    "#3f4a55",
                    cover=0.75,
                )
    pen.line([(50, 41), (50, 78)], 2, INK, soft=1.4, cover=0.3)
    pen.tube(smooth([(52, 77), (54, 84), (50, 92)], is_closed=False), 1, look.b)


def _draw_watercolour(pen: Pen, look: Look) -> None:
    with pen.within(make_box(56, 43, 90, 73, 0)):
        pen.fill(make_box(56, 43, 90, 73), down(43, 73, "#cfe0e8", "#f3eadb"))
        for step, color in enumerate(("#9db8c0", "#7f9f8c", "#5f7f6a")):
            ridge = [(54 + at * 4, 58 + step * 4 + 2.4 * math.sin(at * 0.9 + step * 2)) for at in range(11)]
            pen.fill([*smooth(ridge, is_closed=False), (94, 80), (54, 80)], color, cover=0.75)
        pen.fill(make_ellipse(80, 50, 3), "#e8a35f", cover=0.9)


@form("planner", focus=(34, 40, 17), size=21)
def draw_planner(pen: Pen, look: Look) -> None:
    """A planner with an elastic band and ribbons; open in the second pose."""
    if look.pose:
        _draw_open_book(pen, look, planner=True)
        return
    pen.touch(52, 87, 26, 3)
    pages = make_box(28, 15, 78, 85, 1)
    pen.fill(pages, slant((28, 15), (78, 85), "#f6f0e2", "#cfc6b2"))
    for step, color in enumerate((look.a, "#d9a441", "#6f9a8c", "#7f9ac0")):
        pen.fill(make_box(77, 22 + step * 11, 81, 30 + step * 11, 0.8), color, bulge=0.5)
    cover = make_box(24, 13, 75, 87, 3)
    pen.fill(cover, slant((24, 13), (75, 87), lighten(look.a, 0.18), look.a, darken(look.a, 0.2)), bulge=1.6)
    draw_weave(pen, cover, look.a, step=0.8, cover=0.08)
    pen.line([(30, 14), (30, 86)], 0.6, darken(look.a, 0.35), cover=0.7)
    pen.fill(make_box(66.6, 13, 69, 87), darken(look.a, 0.4))
    frame = make_box(36, 24, 60, 48, 0.6)
    pen.line([*frame, frame[0]], 0.5, mix("#e8cf9a", look.a, 0.1))
    draw_blossom(pen, 48, 36, 7, mix("#e8cf9a", look.a, 0.1), middle=look.a)
    for x, color, long in ((40, "#d9a441", 8), (45, look.b, 5)):
        pen.line([(x, 86), (x, 88 + long)], 1.5, color)


@form("tapes", focus=(38, 58, 17), size=4)
def draw_tapes(pen: Pen, look: Look) -> None:
    """Rolls of paper tape; stuck in strips in the second pose."""
    palette = (look.a, look.b, mix(look.a, INK, 0.35), lighten(look.b, 0.3), "#d98a6a", mix(look.a, look.b, 0.5))
    if look.pose:
        pen.touch(50, 84, 36, 3)
        page = [(10, 30), (84, 26), (92, 84), (14, 88)]
        pen.fill(page, slant((10, 26), (92, 88), "#fffdf6", "#efe8d8"))
        for index, color in enumerate(palette[:5]):
            strip = turn(make_box(20, 34 + index * 10, 66 + index * 4 % 9, 41 + index * 10), -4)
            pen.fill(strip, color, cover=0.86)
            _pattern_tape(pen, strip, color, index)
    else:
        pen.touch(50, 86, 34, 5)
    rolls = ((30, 66), (54, 60), (44, 80), (70, 78), (20, 82)) if not look.pose else ((80, 80),)
    for index, (x, y) in enumerate(rolls):
        color = palette[index]
        body = Turned(x, [(y - 9, 15), (y, 15)], 0.42)
        pen.touch(x, y + 1, 15, 6)
        draw_turned(pen, body, color, "matte")
        _pattern_tape(pen, body.band(y - 8.6, y - 0.4), color, index)
        pen.fill(body.ring(y - 9), slant((x - 15, y - 14), (x + 15, y - 4), lighten(color, 0.5), lighten(color, 0.12)))
        pen.lines([body.ring(y - 9, share) for share in (0.94, 0.88, 0.82)], 0.2, darken(color, 0.3), cover=0.5)
        pen.fill(body.ring(y - 9, 0.74), "#e9dcc4")
        pen.fill(body.ring(y - 9, 0.66), down(y - 14, y - 4, darken("#c9b48f", 0.35), "#e3d3b4"))


def _pattern_tape(pen: Pen, outline: Outline, color: Paint, index: int) -> None:
    if index % 3 == 0:
        draw_stripes(pen, outline, lighten(color, 0.55), step=2.6, width=0.8, is_down=True, cover=0.9)
    elif index % 3 == 1:
        left, top = min(x for x, _y in outline), min(y for _x, y in outline)
        with pen.within(outline):
            pen.dots(
                [(left + step * 2.4, top + 3 + row * 3) for step in range(24) for row in range(4)],
                0.55,
                lighten(color, 0.65),
            )
    else:
        left, top = min(x for x, _y in outline), min(y for _x, y in outline)
        with pen.within(outline):
            for step in range(8):
                draw_leaf(pen, left + 3 + step * 6, top + 6 + (step % 2) * 1.4, 5, -30 + step * 40, lighten(color, 0.5))


@form("index_tabs", rest=LIE, focus=(44, 44, 17), size=8)
def draw_index_tabs(pen: Pen, look: Look) -> None:
    """Translucent tabs on a card; at a book's edge in the second pose."""
    palette = (look.a, "#e9c46a", "#8fae8b", look.b, "#7f9ac0", "#c2a5c9", "#d98a9a", "#9aa7b0", "#b9a06a", "#7fb8a8")
    if look.pose:
        pages = make_box(14, 20, 74, 84, 1)
        pen.fill(move(pages, 1.4, 1.6), "#cfc6b2")
        pen.fill(pages, slant((14, 20), (74, 84), "#fffdf6", "#efe8d8"))
        pen.lines([[(20, 28 + row * 4), (64 - (row * 7) % 14, 28 + row * 4)] for row in range(13)], 0.6, "#b9b2a2")
        for index, color in enumerate(palette):
            pen.fill(make_box(66, 23 + index * 6, 84, 27.4 + index * 6, 1), thin(color, 0.82), bulge=0.4)
        return
    card = turn(make_box(16, 24, 84, 76, 2), -4)
    pen.fill(card, slant((16, 24), (84, 76), "#ffffff", "#e9e6df"), bulge=0.6)
    for index, color in enumerate(palette):
        x = 21 + (index % 5) * 12.4
        y = 30 + (index // 5) * 22
        for step in range(3):
            tab = turn(make_box(x + step * 0.5, y + step * 0.6, x + 10 + step * 0.5, y + 17 + step * 0.6, 1), -4)
            pen.fill(tab, thin(color, 0.7))
        pen.fill(turn(make_box(x + 1, y + 1.2, x + 11, y + 5, 1), -4), thin("#ffffff", 0.4))


@form("desk_pad", rest=LIE, focus=(30, 64, 17), size=30)
def draw_desk_pad(pen: Pen, look: Look) -> None:
    """A felt pad; with a keyboard and a cup on it in the second pose."""
    pad = make_box(6, 28, 94, 74, 2.4)
    pen.fill(move(pad, 0.5, 1.4), "#b98d5f")
    pen.fill(pad, slant((6, 28), (94, 74), lighten(look.a, 0.16), look.a, darken(look.a, 0.1)), bulge=1)
    draw_weave(pen, pad, look.a, step=0.7, cover=0.16, degrees=35)
    pen.fill(make_box(84, 67, 91, 70.6, 0.5), "#8a6a45", bulge=0.5)
    if look.pose:
        keys = make_box(22, 44, 62, 62, 1.6)
        pen.shade(move(keys, 0.8, 1), soft=1.2, cover=0.4)
        pen.fill(keys, slant((22, 44), (62, 62), "#f6f5f2", "#cfccc6"), bulge=0.8)
        for row in range(4):
            pen.lines(
                [[(24.4 + step * 3, 47 + row * 4.1), (26 + step * 3, 47 + row * 4.1)] for step in range(12)],
                2.4,
                "#ffffff",
            )
        mouse = make_ellipse(72, 54, 4.6, 7)
        pen.shade(move(mouse, 0.6, 0.8), soft=1, cover=0.4)
        pen.fill(mouse, glow(70, 50, 8, 10, "#ffffff", "#d9d6d0"), bulge=1)
        cup = make_ellipse(84, 40, 6.6)
        pen.shade(move(cup, 0.8, 1), soft=1.2, cover=0.45)
        pen.fill(cup, glow(82, 37, 9, 9, "#ffffff", "#e3dfd6"), bulge=0.8)
        pen.fill(make_ellipse(84, 40, 5.2), glow(83, 38, 7, 7, "#7a4a2c", "#3f2517"))
    else:
        corner = [(94, 60), (94, 74), (80, 74)]
        pen.fill(move(corner, -1.4, -1.2), INK, soft=1.2, cover=0.35)
        pen.fill([(94, 60), (80, 74), (84, 63)], slant((80, 60), (94, 74), "#d9b283", "#a97d50"))


@form("letter_set", rest=LIE, focus=(60, 60, 17), size=16)
def draw_letter_set(pen: Pen, look: Look) -> None:
    """Envelope and writing paper; sealed with wax in the second pose."""
    sheet = turn(make_box(22, 10, 72, 70, 0.8), -7)
    pen.fill(move(sheet, 0.8, 1.2), INK, soft=1.2, cover=0.2)
    pen.fill(sheet, slant((22, 10), (72, 70), "#fffefa", darken(look.b, 0.02)))
    pen.lines([turn([(28, 24 + row * 5), (66, 24 + row * 5)], -7) for row in range(8)], 0.25, look.a, cover=0.8)
    for x, y in ((30, 15), (36, 17), (64, 14)):
        draw_blossom(pen, x, y + 1, 3, look.a)
    envelope = turn(make_box(20, 44, 88, 88, 1), 4, x=54, y=66)
    pen.fill(move(envelope, 1, 1.4), INK, soft=1.4, cover=0.3)
    pen.fill(envelope, slant((20, 44), (88, 88), lighten(look.a, 0.3), look.a, darken(look.a, 0.1)), bulge=0.8)
    flap = turn([(20.6, 44.6), (87.4, 44.6), (57, 69), (51, 69)], 4, x=54, y=66)
    pen.fill(move(flap, 0, 0.9), INK, soft=0.8, cover=0.25)
    pen.fill(flap, slant((20, 44), (60, 70), lighten(look.a, 0.42), lighten(look.a, 0.08)))
    if look.pose:
        draw_ball(pen, 54, 67.6, 6, "#a4342c")
        pen.line(make_ellipse(54, 67.6, 3.8), 0.7, "#7f251f")
        draw_blossom(pen, 54, 67.6, 2.4, "#c24a40", middle="#7f251f")
    else:
        draw_blossom(pen, 54, 72, 4, lighten(look.a, 0.5))
