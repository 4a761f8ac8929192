"""Earphones and speakers."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import STEEL, Color, Paint, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import across, down, glow, slant
from cms.catalog.demo.drawing.forms import Look, form
from cms.catalog.demo.drawing.motifs import draw_plastic, draw_weave, draw_wood
from cms.catalog.demo.drawing.outlines import (
    Outline,
    make_arc,
    make_box,
    make_ellipse,
    mirror,
    move,
    round_corners,
    smooth,
    turn,
)
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Box, draw_ball, draw_box

DARK: Color = (44, 47, 53, 255)


@form("earbuds", focus=(42, 36, 17), size=6)
def draw_earbuds(pen: Pen, look: Look) -> None:
    """Two earphones over their open case; closed, with one beside it, in the second pose."""
    if look.pose:
        pen.touch(42, 82, 26, 5)
        case = round_corners([(16, 40), (70, 40), (70, 84), (16, 84)], 17)
        draw_plastic(pen, case, look.a, bulge=5)
        pen.line([(16.5, 57), (69.5, 57)], 0.6, darken(look.a, 0.35), cover=0.8)
        pen.line([(16.8, 57.7), (69.2, 57.7)], 0.4, lighten(look.a, 0.6), cover=0.7)
        pen.fill(make_ellipse(43, 66, 1.1), "#7fe0b0")
        pen.shine(make_ellipse(30, 49, 7, 3), soft=2, cover=0.5)
        pen.touch(82, 83, 7, 2)
        _draw_bud(pen, 80, 62, look)
        return
    pen.touch(50, 84, 27, 5)
    inner = round_corners([(24, 30), (76, 30), (78, 54), (22, 54)], [16, 16, 4, 4])
    pen.fill(inner, down(30, 54, darken(look.a, 0.34), darken(look.a, 0.16)), bulge=3)
    _draw_bud(pen, 40, 33, look)
    _draw_bud(pen, 60, 33, look, is_right=True)
    case = round_corners([(21, 52), (79, 52), (77, 85), (23, 85)], [4, 4, 17, 17])
    draw_plastic(pen, case, look.a, bulge=4)
    pen.line([(21.5, 53), (78.5, 53)], 0.9, lighten(look.a, 0.6), cover=0.8)
    pen.fill(make_ellipse(50, 66, 1.2), "#7fe0b0")
    pen.shine(make_ellipse(34, 62, 8, 3.4), soft=2.2, cover=0.45)


def _draw_bud(pen: Pen, x: float, y: float, look: Look, *, is_right: bool = False) -> None:
    def flip(points: Outline) -> Outline:
        return mirror(points, x) if is_right else points

    tip = flip(turn(make_ellipse(x + 7, y - 5, 4.2, 5), 30, x=x + 7, y=y - 5))
    pen.fill(tip, darken(look.b, 0.25), bulge=1.2)
    stem = flip(make_box(x - 5.6, y - 2, x - 0.4, y + 21, 2.6))
    pen.fill(stem, across(x - 6, x, lighten(look.a, 0.3), look.a, darken(look.a, 0.22)), bulge=1.2)
    head = flip(
        smooth([(x - 8, y - 4), (x - 3, y - 11), (x + 5, y - 10), (x + 8, y - 3), (x + 3, y + 4), (x - 5, y + 4)])
    )
    draw_plastic(pen, head, look.a, bulge=2.4)
    pen.fill(flip(make_ellipse(x - 3.4, y - 3.6, 2.2, 3)), look.b, bulge=0.8)
    pen.fill(flip(make_box(x - 4.4, y + 17.6, x - 1.6, y + 19, 0.6)), darken(look.a, 0.4))


@form("clip_buds", focus=(62, 40, 17), size=4)
def draw_clip_buds(pen: Pen, look: Look) -> None:
    """Two open earphones, each a ball and a bean on a bow; a closed case beside them in the second pose."""
    places = ((34, 0), (66, 8)) if not look.pose else ((26, 6), (48, 12))
    if look.pose:
        pen.touch(76, 82, 18, 4)
        case = make_ellipse(76, 68, 20, 15)
        draw_plastic(pen, case, look.a, bulge=4)
        pen.line(make_arc(76, 66, 19.4, 5, 10, 170), 0.5, darken(look.a, 0.45))
        pen.fill(make_ellipse(76, 76, 1), "#7fe0b0")
    for x, lower in places:
        y = 44 + lower
        pen.touch(x - 10, y + 31, 7, 2)
        pen.touch(x + 13, y + 19, 7, 2)
        bow = smooth(
            [(x - 11, y + 10), (x - 14, y - 8), (x - 3, y - 22), (x + 12, y - 16), (x + 14, y + 4)], is_closed=False
        )
        pen.tube(bow, 3.6, look.b, shine=0.7)
        bean = turn(make_box(x - 18, y + 4, x - 4, y + 32, 7), 8, x=x, y=y)
        draw_plastic(pen, bean, look.a, bulge=3)
        draw_ball(pen, x + 13, y + 10, 9, look.a)
        pen.fill(
            turn(make_ellipse(x + 12, y + 11, 4.4, 5), 12, x=x, y=y),
            glow(x + 11, y + 9, 6, 6, lighten(DARK, 0.2), DARK),
        )
        pen.dots([(x + 9.6 + step % 3 * 2, y + 9 + step // 3 * 2) for step in range(9)], 0.4, thin("#ffffff", 0.5))


@form("headphones", focus=(26, 60, 18), size=20)
def draw_headphones(pen: Pen, look: Look) -> None:
    """Over-ear headphones from the front; flat on their side in the second pose."""
    cable = look.get("cable")
    if look.pose:
        pen.touch(50, 84, 36, 5)
        band = smooth([(22, 66), (24, 34), (50, 22), (76, 30), (82, 56)], is_closed=False)
        pen.line(band, 6.4, darken(look.a, 0.35))
        pen.tube(band, 5, look.a)
        for x, y, turned_by in ((30, 66, -14), (72, 64, 18)):
            pad = turn(make_ellipse(x, y, 15, 18), turned_by, x=x, y=y)
            pen.fill(move(pad, 2.5, 2), darken(look.a, 0.45), bulge=2)
            draw_plastic(pen, pad, mix(look.a, DARK, 0.45), bulge=4)
            pen.fill(
                turn(make_ellipse(x, y, 8.6, 11), turned_by, x=x, y=y), glow(x, y, 10, 13, darken(DARK, 0.3), DARK)
            )
            draw_weave(pen, turn(make_ellipse(x, y, 8.6, 11), turned_by, x=x, y=y), DARK, step=0.8, cover=0.3)
    else:
        pen.touch(24, 85, 9, 2.4)
        pen.touch(76, 85, 9, 2.4)
        arch = make_arc(50, 52, 31, 36, 184, 356)
        pen.line(arch, 7.4, darken(look.a, 0.4))
        pen.tube(arch, 6, look.a)
        pen.line(make_arc(50, 52, 27.4, 31, 220, 320), 3.4, mix(look.b, DARK, 0.15), bulge=0.8)
        for x, side in ((21, -1), (79, 1)):
            pen.fill(
                make_box(x - 1.6, 46, x + 1.6, 60, 1.4), across(x - 2, x + 2, lighten(STEEL, 0.4), darken(STEEL, 0.3))
            )
            pad = make_box(x - 7 if side > 0 else x + 1, 54, x - 1 if side > 0 else x + 7, 86, 3)
            pen.fill(pad, down(54, 86, lighten(DARK, 0.25), darken(DARK, 0.2)), bulge=1.8)
            cup = round_corners([(x - 6, 53), (x + 6, 53), (x + 6, 87), (x - 6, 87)], 6)
            cup = [(px + side * 3, py) for px, py in cup]
            draw_plastic(pen, cup, look.a, bulge=3)
            pen.fill(make_box(x + side * 4 - 2, 60, x + side * 4 + 2, 80, 2), look.b, bulge=0.8)
    if cable:
        pen.tube(smooth([(20, 86), (18, 92), (34, 95), (56, 91), (74, 95), (92, 90)], is_closed=False), 1.2, look.b)
        pen.fill(make_box(91, 88, 99, 91.6, 1), STEEL)


@form("pebble_speaker", focus=(50, 52, 20), size=9)
def draw_pebble_speaker(pen: Pen, look: Look) -> None:
    """A round speaker with a cord; a pair in the second pose."""
    if look.pose:
        pen.touch(34, 80, 22, 5)
        _draw_pebble(pen, 34, 56, 24, look.a, look.b)
        pen.touch(72, 87, 20, 5)
        _draw_pebble(pen, 71, 66, 21, mix(look.a, look.b, 0.6), look.a)
        return
    pen.touch(50, 84, 28, 6)
    _draw_pebble(pen, 50, 54, 32, look.a, look.b)


def _draw_pebble(pen: Pen, x: float, y: float, radius: float, color: Paint, cord: Paint) -> None:
    pen.tube(
        smooth(
            [
                (x + radius * 0.55, y - radius * 0.6),
                (x + radius * 1.0, y - radius * 1.1),
                (x + radius * 1.2, y - radius * 0.6),
                (x + radius * 0.85, y - radius * 0.3),
            ],
            is_closed=False,
        ),
        radius * 0.08,
        mix(cord, "#d9c7a6", 0.3),
    )
    body = smooth(
        [
            (x - radius, y),
            (x - radius * 0.75, y - radius * 0.66),
            (x, y - radius * 0.86),
            (x + radius * 0.75, y - radius * 0.66),
            (x + radius, y),
            (x + radius * 0.76, y + radius * 0.7),
            (x, y + radius * 0.92),
            (x - radius * 0.76, y + radius * 0.7),
        ]
    )
    pen.fill(
        body,
        glow(
            x - radius * 0.3,
            y - radius * 0.4,
            radius * 1.6,
            radius * 1.6,
            lighten(color, 0.3),
            color,
            darken(color, 0.4),
        ),
        bulge=radius * 0.12,
    )
    grille = make_ellipse(x, y, radius * 0.68, radius * 0.6)
    pen.fill(
        grille, glow(x - radius * 0.2, y - radius * 0.25, radius, radius, lighten(color, 0.08), darken(color, 0.32))
    )
    holes = [
        (
            x + radius * 0.075 * ring * math.cos(step * math.tau / (6 * ring)),
            y + radius * 0.066 * ring * math.sin(step * math.tau / (6 * ring)),
        )
        for ring in range(1, 9)
        for step in range(6 * ring)
    ]
    pen.dots(holes, radius * 0.02, darken(color, 0.65), cover=0.8)
    pen.line([*grille, grille[0]], radius * 0.03, lighten(color, 0.4), cover=0.7)
    pen.fill(make_ellipse(x, y + radius * 0.76, radius * 0.03), "#bff3dc")


@form("shelf_speakers", focus=(28, 56, 17), size=32)
def draw_shelf_speakers(pen: Pen, look: Look) -> None:
    """A pair of wooden speakers; one without its cover and one with it in the second pose."""
    for index, x in enumerate((10, 56)):
        box = Box(x, 24, 27, 62, 9, 0.5, radius=1.2)
        pen.touch(x + 18, 85, 18, 3)
        draw_box(pen, box, look.a)
        draw_wood(pen, box.front(), look.a, degrees=90, seed=6 + index)
        draw_wood(pen, box.lid(), lighten(look.a, 0.2), seed=8)
        baffle = make_box(x + 2, 26.5, x + 25, 83.5, 1)
        pen.fill(baffle, slant((x, 26), (x + 25, 84), lighten(DARK, 0.16), DARK, darken(DARK, 0.2)))
        if look.pose and index:
            pen.fill(baffle, slant((x, 26), (x + 25, 84), lighten("#56595e", 0.15), "#3d4045"))
            draw_weave(pen, baffle, "#4a4d52", step=0.7, cover=0.35)
            continue
        pen.fill(make_ellipse(x + 13.5, 37, 5.6), glow(x + 12, 35, 8, 8, "#7a7f86", "#3a3d42"))
        pen.fill(make_ellipse(x + 13.5, 37, 3), glow(x + 12.6, 36, 4, 4, "#d9c7a0", "#9a865c"))
        pen.fill(make_ellipse(x + 13.5, 61, 10.4), glow(x + 11, 57, 15, 15, "#80858c", "#26282c"))
        pen.fill(make_ellipse(x + 13.5, 61, 8.6), glow(x + 13.5, 61, 9, 9, "#1d1f22", "#303338", "#55595f"))
        pen.fill(make_ellipse(x + 13.5, 61, 3), glow(x + 12.6, 60, 4, 4, "#8a8f96", "#33363b"))
        pen.fill(make_box(x + 9, 77, x + 18, 79.4, 1.2), "#17181b")
