"""Trousers, socks, hats and scarves."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import Paint, darken, lighten, mix
from cms.catalog.demo.drawing.fills import down, glow, slant
from cms.catalog.demo.drawing.forms import HANG, LIE, STAND, Look, form
from cms.catalog.demo.drawing.motifs import draw_checks, draw_cloth, draw_folds, draw_stitches, draw_stripes, draw_weave
from cms.catalog.demo.drawing.outlines import (
    make_arc,
    make_box,
    make_ellipse,
    mirror,
    move,
    smooth,
)
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.shelves.tops import decorate_cloth, fold_cloth


@form("trousers", rest=HANG, focus=(42, 22, 16), size=100, folds=True)
def draw_trousers(pen: Pen, look: Look) -> None:
    """Trousers laid flat; folded over in the second pose."""
    is_lounge = bool(look.get("lounge"))
    if look.pose:
        fold_cloth(pen, mix(look.a, look.b, 0.5), top=64, bottom=86, half=33)
        front = smooth([(18, 36), (50, 33), (82, 36), (83, 52), (82, 70), (50, 72), (18, 70), (17, 52)], steps=6)
        pen.shade(move(front, 0.4, 1.4), soft=1.2, cover=0.35)
        draw_cloth(pen, front, look.a, bulge=3, weave=0.08)
        decorate_cloth(pen, front, look)
        draw_folds(pen, front, [[(20, 56), (50, 60), (80, 56)]], look.a, width=1.6, depth=0.3)
        draw_stitches(pen, [(20, 40), (80, 40)], lighten(look.a, 0.3))
        return
    leg = smooth([(31, 12), (29, 30), (27, 60), (28.6, 90), (43.6, 91), (47, 60), (50, 37)], is_closed=False, steps=5)
    left = [*leg, (50, 12)]
    for part in (left, mirror(left)):
        draw_cloth(pen, part, look.a, bulge=2.4, weave=0.08)
        decorate_cloth(pen, part, look)
    draw_folds(
        pen,
        [*leg, *mirror(leg)],
        [
            [(38, 30), (36, 60), (36, 88)],
            [(62, 30), (64, 60), (64, 88)],
            [(49, 38), (42, 44), (34, 44)],
            [(51, 38), (58, 44), (66, 44)],
        ],
        look.a,
        width=1.8,
        depth=0.24,
    )
    waist = make_box(30.6, 9, 69.4, 15.4, 1.2)
    draw_cloth(pen, waist, lighten(look.a, 0.04), bulge=1, weave=0)
    if is_lounge:
        draw_stripes(pen, waist, darken(look.a, 0.4), step=1.3, width=0.35, is_down=True, cover=0.5)
        for end in (45, 54):
            pen.tube(
                smooth([(50, 14), (end, 20), (end + (-1 if end < 50 else 1.6), 29)], is_closed=False), 1, "#f1ede4"
            )
    else:
        pen.dots([(50, 12.2)], 1.4, "#b89a6a")
        for x in (36, 44, 56, 64):
            pen.fill(make_box(x - 0.7, 8.4, x + 0.7, 16.4, 0.4), darken(look.a, 0.1), bulge=0.4)
        draw_stitches(pen, smooth([(52.6, 16), (53, 28), (50, 36)], is_closed=False), lighten(look.a, 0.35))
    for flip in (False, True):
        pocket = [(31, 17), (36, 17), (30, 30)]
        pen.line(mirror(pocket[1:]) if flip else pocket[1:], 0.5, darken(look.a, 0.5), cover=0.8)


@form("socks", rest=LIE, focus=(44, 60, 17), size=24)
def draw_socks(pen: Pen, look: Look) -> None:
    """A pair of socks; rolled up, several of them, in the second pose."""
    palette = look.get("palette", (look.a, look.b, mix(look.a, look.b, 0.5)))
    if look.pose:
        for index, (x, y) in enumerate(((28, 40), (58, 34), (42, 66), (74, 60))):
            _roll_sock(pen, x, y, palette[index % len(palette)])
        return
    for index, (x, y) in enumerate(((10, -2), (-6, 6))):
        color = palette[index % len(palette)]
        outline = smooth(
            [(38, 14), (58, 14), (58, 52), (66, 62), (78, 72), (76, 82), (62, 83), (44, 74), (37, 58)], steps=6
        )
        outline = move(outline, x - 2, y)
        pen.shade(move(outline, 0.8, 1.2), soft=1.4, cover=0.3)
        draw_cloth(pen, outline, color, bulge=2.6, weave=0.12)
        with pen.within(outline):
            draw_stripes(
                pen,
                make_box(34 + x, 12 + y, 62 + x, 30 + y),
                darken(color, 0.35),
                step=1.5,
                width=0.5,
                is_down=True,
                cover=0.5,
            )
            contrast = look.b if index == 0 and len(palette) < 3 else palette[(index + 1) % len(palette)]
            pen.fill(move(smooth([(66, 60), (84, 66), (84, 90), (60, 90)]), x - 2, y), contrast, cover=0.9)
            pen.fill(move(make_ellipse(40, 66, 8, 9), x - 2, y), contrast, cover=0.9)
            pen.fill(move(make_box(30, 12, 66, 17), x - 2, y), contrast, cover=0.85)
            draw_weave(pen, outline, color, step=0.8, cover=0.14)


def _roll_sock(pen: Pen, x: float, y: float, color: Paint) -> None:
    roll = smooth(
        [
            (x - 14, y),
            (x - 10, y - 11),
            (x + 4, y - 13),
            (x + 14, y - 6),
            (x + 14, y + 7),
            (x + 2, y + 12),
            (x - 10, y + 10),
        ]
    )
    pen.shade(move(roll, 1, 1.6), soft=1.6, cover=0.35)
    draw_cloth(pen, roll, color, bulge=4, weave=0.16)
    pen.line(
        smooth([(x + 5, y - 12), (x + 1, y), (x + 3, y + 11)], is_closed=False),
        0.8,
        darken(color, 0.4),
        soft=0.3,
        cover=0.7,
    )
    with pen.within(roll):
        draw_stripes(pen, make_box(x + 2, y - 14, x + 16, y + 14), darken(color, 0.35), step=1.4, width=0.5, cover=0.5)


@form("straw_hat", rest=STAND, focus=(40, 52, 17), size=14)
def draw_straw_hat(pen: Pen, look: Look) -> None:
    """A hat of straw with a ribbon; folded up in the second pose."""
    pen.touch(50, 76, 40, 6)
    if look.pose:
        roll = smooth([(14, 66), (30, 52), (66, 48), (86, 58), (88, 70), (66, 80), (30, 82), (14, 76)])
        pen.fill(roll, down(48, 82, lighten(look.a, 0.3), look.a, darken(look.a, 0.35)), bulge=4)
        with pen.within(roll):
            pen.lines(
                [
                    smooth([(10, 58 + step * 2), (50, 44 + step * 2.6), (92, 54 + step * 2)], is_closed=False)
                    for step in range(14)
                ],
                0.45,
                darken(look.a, 0.4),
                cover=0.5,
            )
        pen.fill(make_box(44, 47, 52, 82, 1), slant((44, 47), (52, 82), lighten(look.b, 0.25), look.b), bulge=0.8)
        return
    brim = make_ellipse(50, 68, 43, 13)
    pen.fill(brim, slant((8, 56), (92, 82), lighten(look.a, 0.3), look.a, darken(look.a, 0.3)), bulge=2)
    with pen.within(brim):
        pen.lines(
            [make_ellipse(50, 68, 14 + step * 2.3, 4 + step * 0.72) for step in range(13)],
            0.4,
            darken(look.a, 0.4),
            cover=0.5,
        )
    pen.shade(make_ellipse(52, 66.6, 25, 6.6), soft=2, cover=0.4)
    crown = smooth(
        [(28, 64), (30, 46), (37, 34), (50, 31), (63, 34), (70, 46), (72, 64), (61, 68.4), (50, 69.4), (39, 68.4)],
        steps=6,
    )
    pen.fill(crown, glow(42, 42, 38, 38, lighten(look.a, 0.34), look.a, darken(look.a, 0.35)), bulge=2.4)
    with pen.within(crown):
        pen.lines(
            [make_arc(50, 28 + step * 2.4, 23, 6, 10, 170) for step in range(17)], 0.4, darken(look.a, 0.4), cover=0.5
        )
        ribbon = [*make_arc(50, 57, 22.6, 5.4, 180, 0), *make_arc(50, 65, 22.8, 5.4, 0, 180)]
        pen.fill(ribbon, slant((28, 58), (72, 70), lighten(look.b, 0.25), look.b, darken(look.b, 0.3)))
    pen.fill(smooth([(70, 58), (77, 60), (75, 70), (69, 66)]), darken(look.b, 0.1), bulge=1)


@form("scarf", rest=HANG, focus=(50, 54, 17), size=60)
def draw_scarf(pen: Pen, look: Look) -> None:
    """A scarf folded over, its fringe hanging; in a loop in the second pose."""
    if look.pose:
        ring = make_ellipse(50, 40, 30, 24)
        draw_cloth(pen, ring, look.a, bulge=5, weave=0.12)
        draw_checks(pen, ring, look.b, darken(look.a, 0.5), step=8, degrees=20)
        pen.fill(make_ellipse(50, 37, 15, 10), down(28, 48, darken(look.a, 0.5), darken(look.a, 0.32)), soft=0.6)
        draw_folds(
            pen, ring, [[(22, 34), (30, 54), (48, 62)], [(78, 34), (70, 54), (54, 63)]], look.a, width=2.6, depth=0.35
        )
    for left, right, bottom in ((34, 52, 78), (48, 66, 84)) if not look.pose else ((36, 50, 82), (52, 66, 86)):
        top = 12 if not look.pose else 52
        part = smooth(
            [
                (left, top + 2),
                ((left + right) / 2, top),
                (right, top + 2),
                (right + 0.6, (top + bottom) / 2),
                (right, bottom),
                (left, bottom),
                (left - 0.6, (top + bottom) / 2),
            ],
            steps=5,
        )
        fringe = [
            [(left + 0.8 + step * 1.5, bottom - 1), (left + 0.8 + step * 1.5 + math.sin(step) * 0.5, bottom + 7)]
            for step in range(int((right - left) / 1.5))
        ]
        pen.lines(fringe, 0.8, darken(look.a, 0.08))
        pen.shade(move(part, 0.8, 0.6), soft=1.2, cover=0.3)
        draw_cloth(pen, part, look.a, bulge=2, weave=0.12)
        draw_checks(pen, part, look.b, darken(look.a, 0.5), step=8)
        draw_folds(
            pen,
            part,
            [[(left + 6, top + 8), (left + 7, bottom - 20), (left + 5, bottom - 2)]],
            look.a,
            width=1.8,
            depth=0.25,
        )
