"""Cushions, blankets, bedding and mats."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import INK, OAK, Paint, darken, lighten, mix
from cms.catalog.demo.drawing.fills import across, down, glow, slant
from cms.catalog.demo.drawing.forms import LIE, Look, form
from cms.catalog.demo.drawing.motifs import (
    draw_blossom,
    draw_cloth,
    draw_folds,
    draw_stripes,
    draw_weave,
    draw_wood,
    draw_words,
)
from cms.catalog.demo.drawing.outlines import (
    Outline,
    make_box,
    make_ellipse,
    mirror,
    move,
    round_corners,
    smooth,
    turn,
)
from cms.catalog.demo.drawing.pen import Pen


def _make_cushion(x: float, y: float, half: float) -> Outline:
    corner, side = half, half * 0.88
    points = [
        (-corner, -corner),
        (0, -side),
        (corner, -corner),
        (side, 0),
        (corner, corner),
        (0, side),
        (-corner, corner),
        (-side, 0),
    ]
    return smooth([(x + px, y + py) for px, py in points], steps=7)


@form("cushion", focus=(58, 44, 18), size=45)
def draw_cushion(pen: Pen, look: Look) -> None:
    """A filled square cushion; two of them in the second pose."""
    if look.pose:
        pen.touch(36, 84, 22, 4)
        _fill_cushion(pen, turn(_make_cushion(38, 58, 26), -7, x=38, y=58), mix(look.a, look.b, 0.55))
        pen.touch(66, 86, 22, 4)
        _fill_cushion(pen, turn(_make_cushion(64, 63, 24), 9, x=64, y=63), look.a)
        return
    pen.touch(50, 84, 27, 4)
    _fill_cushion(pen, turn(_make_cushion(50, 54, 31), 4), look.a)


def _fill_cushion(pen: Pen, outline: Outline, color: Paint) -> None:
    draw_cloth(pen, outline, color, bulge=7, weave=0.22, step=0.7)
    left, top = min(x for x, _y in outline), min(y for _x, y in outline)
    right, bottom = max(x for x, _y in outline), max(y for _x, y in outline)
    x, y = (left + right) / 2, (top + bottom) / 2
    with pen.within(outline):
        pen.shine(make_ellipse(x - 6, y - 7, 13, 11), soft=7, cover=0.28)
        for corner in ((left, top), (right, top), (right, bottom), (left, bottom)):
            middle = (corner[0] * 0.45 + x * 0.55, corner[1] * 0.45 + y * 0.55)
            pen.line(
                [(corner[0] * 0.9 + x * 0.1, corner[1] * 0.9 + y * 0.1), middle],
                1.2,
                darken(color, 0.6),
                soft=1.1,
                cover=0.3,
            )
    pen.line([*outline, outline[0]], 0.7, darken(color, 0.22), cover=0.8)


@form("backrest", focus=(46, 56, 18), size=50)
def draw_backrest(pen: Pen, look: Look) -> None:
    """A wedge of ribbed cloth to lean on."""

    def flip(points: Outline) -> Outline:
        return mirror(points) if look.pose else points

    pen.touch(50, 82, 36, 4)
    side = flip(smooth([(66, 34), (78, 52), (88, 76), (84, 82), (70, 82), (64, 60)], steps=5))
    front = flip(round_corners([(22, 26), (66, 32), (72, 83), (12, 80)], 6))
    draw_cloth(pen, side, darken(look.a, 0.25), bulge=3, weave=0)
    draw_cloth(pen, front, look.a, bulge=5, weave=0)
    with pen.within(front):
        ribs = [flip([(22 + step * 1.6, 26), (12 + step * 2.15, 84)]) for step in range(-2, 30)]
        pen.lines(ribs, 0.75, darken(look.a, 0.5), cover=0.28)
        pen.lines([move(rib, -0.6, 0) for rib in ribs], 0.4, lighten(look.a, 0.6), cover=0.25)
        pen.shine(make_ellipse(40, 46, 14, 12), soft=8, cover=0.22)
    pen.line([*front, front[0]], 0.8, darken(look.a, 0.25), cover=0.7)
    handle = flip([(38, 28.5), (41, 22), (50, 22.5), (53, 30)])
    pen.tube(smooth(handle, is_closed=False), 2.2, darken(look.a, 0.1))


@form("throw", focus=(36, 60, 18), size=24)
def draw_throw(pen: Pen, look: Look) -> None:
    """A folded blanket with a fringe; rolled and tied in the second pose."""
    fringe = look.get("fringe", True)
    pen.touch(50, 80, 36, 4)
    if look.pose:
        body = round_corners([(16, 50), (80, 50), (80, 80), (16, 80)], 4)
        draw_cloth(pen, body, look.a, bulge=9, weave=0.18)
        end = make_ellipse(80, 65, 9, 15)
        pen.fill(end, glow(78, 62, 12, 18, lighten(look.a, 0.2), darken(look.a, 0.2)))
        spiral = [
            (80 + 8.4 * (1 - step / 42) * math.cos(step * 0.5), 65 + 14 * (1 - step / 42) * math.sin(step * 0.5))
            for step in range(40)
        ]
        pen.line(spiral, 0.7, darken(look.a, 0.45), cover=0.7)
        for x in (32, 60):
            pen.fill(
                make_box(x, 49.6, x + 4, 80.6, 1),
                down(49, 81, lighten(look.b, 0.3), look.b, darken(look.b, 0.45)),
                bulge=0.6,
            )
        return
    layers = look.get("layers", 3)
    high = 42 / layers
    for step in range(layers):
        bottom = 80 - step * high
        shift = (step % 2) * 1.4
        layer = smooth(
            [
                (14 + shift, bottom - high * 0.5),
                (17 + shift, bottom - high),
                (50, bottom - high - 0.6),
                (82 - shift, bottom - high),
                (86 - shift, bottom - high * 0.5),
                (82 - shift, bottom),
                (50, bottom + 0.5),
                (17 + shift, bottom),
            ],
            steps=6,
        )
        draw_cloth(pen, layer, look.a, bulge=high * 0.22, weave=0.2, step=0.8)
        if look.get("pattern") == "checks":
            _check(pen, layer, look)
        with pen.within(layer):
            pen.line(
                [(14, bottom - high * 0.48), (60, bottom - high * 0.5)], 0.6, darken(look.a, 0.4), soft=0.3, cover=0.5
            )
    if fringe:
        for step in range(24):
            x = 20 + step * 2.7
            pen.line(
                [(x, 78), (x + math.sin(step * 2.2) * 0.7, 86)], 0.9, mix(look.a, look.b, 0.25 if step % 2 else 0.1)
            )
    band = make_box(58, 36.5, 70, 81, 0.8)
    pen.fill(band, across(58, 70, lighten(look.b, 0.2), look.b, darken(look.b, 0.15)), bulge=0.6)
    draw_words(pen, 64, 57, (7, 5), darken(look.a, 0.4), step=2.2)


def _check(pen: Pen, outline: Outline, look: Look) -> None:
    draw_stripes(pen, outline, look.b, step=9, width=3.4, is_down=True, cover=0.75)
    draw_stripes(pen, outline, darken(look.a, 0.4), step=9, width=0.7, is_down=True, cover=0.6)


@form("bedding", focus=(34, 52, 17), size=90)
def draw_bedding(pen: Pen, look: Look) -> None:
    """A made bed; the set, folded, in the second pose."""
    if look.pose:
        pen.touch(50, 82, 34, 4)
        for step, (width, high) in enumerate(((34, 15), (33, 15), (24, 11))):
            bottom = 82 - sum((15, 15, 11)[:step])
            color = (look.a, mix(look.a, look.b, 0.35), lighten(look.a, 0.3))[step]
            piece = make_box(50 - width, bottom - high, 50 + width, bottom, 4)
            draw_cloth(pen, piece, color, bulge=3, weave=0.06)
            with pen.within(piece):
                pen.line(
                    [(16, bottom - high * 0.5), (84, bottom - high * 0.48)],
                    0.5,
                    darken(color, 0.35),
                    soft=0.3,
                    cover=0.45,
                )
        pen.line(smooth([(30, 42), (30, 60), (30, 82)], is_closed=False), 1.6, look.b)
        pen.line(smooth([(70, 42), (70, 60), (70, 82)], is_closed=False), 1.6, look.b)
        draw_blossom(pen, 50, 48, 3, look.b, middle=look.a)
        return
    pen.touch(50, 88, 44, 4)
    draw_wood(pen, make_box(6, 20, 94, 62, 3), OAK)
    pen.fill(make_box(8, 62, 92, 84, 2), down(62, 84, "#f0ece4", "#c9c3b8"))
    for x, color in ((30, look.a), (70, look.a)):
        pen.shade(make_box(x - 19, 32, x + 20, 53, 8), soft=1.6, cover=0.3)
        draw_cloth(
            pen,
            smooth(
                [(x - 19, 33), (x, 31), (x + 19, 33), (x + 20, 44), (x + 17, 53), (x, 54), (x - 17, 53), (x - 20, 44)]
            ),
            color,
            bulge=4,
            weave=0.05,
        )
    for x in (36, 64):
        draw_cloth(
            pen,
            smooth(
                [(x - 13, 42), (x, 40), (x + 13, 42), (x + 13, 50), (x + 11, 56), (x, 57), (x - 11, 56), (x - 13, 50)]
            ),
            look.b,
            bulge=3,
            weave=0.08,
        )
    duvet = smooth(
        [
            (4, 56),
            (25, 52),
            (50, 54),
            (76, 52),
            (96, 56),
            (97, 74),
            (93, 86),
            (70, 84),
            (48, 87),
            (24, 84),
            (6, 86),
            (3, 74),
        ],
        steps=6,
    )
    draw_cloth(pen, duvet, look.a, bulge=4, weave=0.04)
    draw_folds(
        pen,
        duvet,
        [
            [(14, 60), (22, 70), (18, 84)],
            [(44, 58), (50, 70), (46, 86)],
            [(74, 58), (70, 72), (78, 84)],
            [(30, 64), (58, 68), (84, 64)],
        ],
        look.a,
        width=3,
        depth=0.22,
    )
    turnover = smooth(
        [(4, 56), (25, 52), (50, 54), (76, 52), (96, 56), (96, 63), (75, 60), (50, 62), (25, 60), (4, 63)], steps=6
    )
    pen.shade(move(turnover, 0, 1.4), soft=1.2, cover=0.2)
    draw_cloth(pen, turnover, mix(look.a, look.b, 0.5), bulge=1.6, weave=0.05)


@form("doormat", rest=LIE, focus=(36, 44, 17), size=40)
def draw_doormat(pen: Pen, look: Look) -> None:
    """A bristle mat with a border; its corner turned up in the second pose."""
    mat = make_box(8, 26, 92, 76, 3)
    draw_cloth(pen, mat, look.a, bulge=1.6, weave=0.5, step=0.8)
    inner = make_box(13, 31, 87, 71, 2)
    pen.line([*inner, inner[0]], 1.8, look.b, cover=0.85)
    with pen.within(mat):
        for step in range(5):
            x = 22 + step * 14
            leaf = turn(make_ellipse(x, 51, 8, 3.6), -40, x=x, y=51)
            pen.fill(leaf, look.b, cover=0.85)
            pen.line(turn([(x - 7, 51), (x + 7, 51)], -40, x=x, y=51), 0.5, look.a)
        draw_weave(pen, mat, darken(look.a, 0.2), step=1.3, cover=0.25, degrees=30)
    if look.pose:
        curl = smooth([(92, 52), (70, 76), (68, 66), (80, 54)], steps=6)
        pen.fill(move(curl, -1.6, 1.2), INK, soft=1.4, cover=0.45)
        pen.fill(curl, slant((68, 54), (92, 78), lighten("#55504a", 0.25), "#55504a", "#2f2c28"), bulge=1.4)
        pen.dots([(74 + step % 4 * 3.4, 59 + step // 4 * 3.2) for step in range(12)], 0.5, "#77716a", cover=0.8)
