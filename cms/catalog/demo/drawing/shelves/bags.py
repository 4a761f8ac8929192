"""Bags."""

from __future__ import annotations

from cms.catalog.demo.drawing.colors import BRASS, INK, Paint, darken, lighten, mix
from cms.catalog.demo.drawing.fills import across, down, slant
from cms.catalog.demo.drawing.forms import Look, form
from cms.catalog.demo.drawing.motifs import draw_cloth, draw_folds, draw_stitches, draw_words
from cms.catalog.demo.drawing.outlines import (
    Outline,
    make_arc,
    make_box,
    make_ellipse,
    mirror,
    move,
    round_corners,
    smooth,
)
from cms.catalog.demo.drawing.pen import Pen


def _draw_zip(pen: Pen, points: Outline, color: Paint) -> None:
    pen.line(points, 1.3, darken(color, 0.45))
    draw_stitches(pen, points, lighten(BRASS, 0.3), length=0.45, width=0.7)


@form("tote", focus=(40, 56, 18), size=38)
def draw_tote(pen: Pen, look: Look) -> None:
    """A canvas bag with two handles; filled in the second pose."""
    pen.touch(50, 88, 28, 4)
    handle = look.get("handle", look.b)
    back = smooth([(36, 36), (37, 16), (44, 8), (56, 8), (63, 16), (64, 36)], is_closed=False)
    pen.line(move(back, 1.5, -1.5), 3.4, darken(handle, 0.35))
    if look.pose:
        for x, color, high in ((38, "#d9b25c", 16), (50, "#8fae7b", 22), (60, "#b9765a", 14)):
            pen.fill(
                round_corners([(x - 7, 42 - high), (x + 7, 42 - high), (x + 7, 50), (x - 7, 50)], 5),
                slant((x - 7, 20), (x + 7, 50), lighten(color, 0.25), color, darken(color, 0.2)),
                bulge=2,
            )
    body = round_corners([(20, 36), (80, 36), (76, 89), (24, 89)], [1, 1, 5, 5])
    draw_cloth(pen, body, look.a, bulge=2.6, weave=0.22, step=0.8)
    base = round_corners([(22.6, 72), (77.4, 72), (76, 89), (24, 89)], [0, 0, 5, 5])
    draw_cloth(pen, base, handle, bulge=2, weave=0.16, step=0.8)
    draw_stitches(pen, [(23.4, 74), (76.6, 74)], lighten(handle, 0.4))
    draw_folds(
        pen, body, [[(34, 40), (36, 54), (32, 70)], [(66, 42), (63, 56), (67, 70)]], look.a, width=2.2, depth=0.16
    )
    pen.line([(20.6, 39), (79.4, 39)], 0.4, darken(look.a, 0.3), cover=0.6)
    front = smooth([(36, 58), (36, 30), (40, 18), (50, 14), (60, 18), (64, 30), (64, 58)], is_closed=False)
    pen.line(move(front, 0.6, 0.8), 3.8, INK, soft=0.8, cover=0.25)
    pen.tube(front, 3.6, handle, shine=0.25)
    for x in (36, 64):
        pen.fill(make_box(x - 2.6, 42, x + 2.6, 58, 0.5), handle, bulge=0.6)
        draw_stitches(pen, [(x - 1.8, 44), (x + 1.8, 56), (x + 1.8, 44), (x - 1.8, 56)], lighten(handle, 0.5))
    pen.fill(make_box(45, 60, 55, 66, 0.6), lighten(look.a, 0.3), bulge=0.5)
    draw_words(pen, 50, 62.4, (6, 4), handle, step=1.6, size=0.4)


@form("backpack", focus=(50, 62, 18), size=44)
def draw_backpack(pen: Pen, look: Look) -> None:
    """A rucksack from the front; from its side with the straps in the second pose."""
    pen.touch(50, 88, 25, 4)
    if look.pose:
        strap = smooth([(64, 26), (80, 34), (84, 56), (76, 80)], is_closed=False)
        pen.line(strap, 5, darken(look.a, 0.25), bulge=1.4)
        body = smooth(
            [(32, 22), (44, 11), (58, 13), (68, 26), (72, 60), (68, 86), (50, 89), (34, 88), (27, 78), (27, 46)]
        )
        draw_cloth(pen, body, look.a, bulge=5, weave=0.14)
        front = smooth([(32, 46), (25, 54), (23, 74), (28, 87), (42, 88), (46, 70), (44, 52)])
        draw_cloth(pen, front, mix(look.a, look.b, 0.12), bulge=3, weave=0.14)
        _draw_zip(pen, smooth([(38, 18), (34, 34), (40, 48), (52, 52)], is_closed=False), look.a)
        pocket = smooth([(48, 62), (64, 60), (66, 86), (48, 88)])
        draw_cloth(pen, pocket, darken(look.a, 0.12), bulge=1.4, weave=0.3)
        bottle = round_corners([(51, 44), (61, 43), (62, 72), (51, 73)], 3)
        with pen.within([(40, 30), (80, 30), (80, 63), (40, 65)]):
            pen.fill(bottle, across(51, 62, lighten(look.b, 0.3), look.b, darken(look.b, 0.3)))
            pen.fill(make_box(53.4, 38, 59.4, 45, 1), darken(look.b, 0.4))
        return
    pen.tube(smooth([(44, 16), (45, 7), (55, 7), (56, 16)], is_closed=False), 2.6, darken(look.a, 0.2))
    for flip in (False, True):
        strap = smooth([(36, 20), (22, 34), (19, 60), (27, 80)], is_closed=False)
        pen.line(mirror(strap) if flip else strap, 4.4, darken(look.a, 0.35), bulge=1)
    body = smooth([(28, 30), (34, 16), (50, 12), (66, 16), (72, 30), (75, 62), (71, 87), (50, 90), (29, 87), (25, 62)])
    draw_cloth(pen, body, look.a, bulge=5, weave=0.14)
    _draw_zip(pen, smooth([(29, 52), (32, 28), (50, 19), (68, 28), (71, 52)], is_closed=False), look.a)
    front = smooth([(31, 56), (50, 53), (69, 56), (71, 74), (67, 86), (50, 88), (33, 86), (29, 74)])
    pen.shade(move(front, 0, 0.8), soft=1.4, cover=0.3)
    draw_cloth(pen, front, mix(look.a, look.b, 0.1), bulge=3, weave=0.14)
    _draw_zip(pen, smooth([(31, 62), (50, 59), (69, 62)], is_closed=False), look.a)
    pen.fill(make_box(44, 33, 56, 39, 1), look.b, bulge=0.7)
    draw_words(pen, 50, 35.4, (7, 5), darken(look.a, 0.1), step=1.6, size=0.45)
    for x in (36, 64):
        pen.line([(x, 46), (x, 55)], 1.6, darken(look.a, 0.3))
        pen.fill(make_box(x - 1.8, 48, x + 1.8, 51.6, 0.6), BRASS, bulge=0.5)


@form("sling", focus=(50, 60, 18), size=26)
def draw_sling(pen: Pen, look: Look) -> None:
    """A small bag on a long strap; turned over in the second pose."""
    pen.touch(50, 84, 32, 4)
    strap = smooth([(20, 56), (18, 26), (34, 10), (62, 8), (82, 24), (82, 54)], is_closed=False)
    pen.line(strap, 3.4, darken(look.a, 0.42), bulge=0.9)
    pen.fill(make_box(30, 9.4, 40, 17, 1), BRASS, bulge=0.6)
    body = smooth([(16, 58), (26, 48), (50, 45), (74, 48), (85, 58), (84, 74), (72, 84), (50, 86), (28, 84), (16, 74)])
    draw_cloth(pen, body, look.a, bulge=5, weave=0.12)
    if look.pose:
        mesh = smooth([(24, 58), (50, 53), (76, 58), (74, 76), (50, 79), (26, 76)])
        draw_cloth(pen, mesh, darken(look.a, 0.3), bulge=2, weave=0.4)
    else:
        _draw_zip(pen, smooth([(20, 60), (34, 53), (50, 51.6), (66, 53), (80, 60)], is_closed=False), look.a)
        _draw_zip(pen, smooth([(26, 68), (50, 64.6), (74, 68)], is_closed=False), look.a)
        pen.tube([(72, 67.6), (75, 73)], 1.1, look.b)
        pen.fill(make_box(30, 72, 42, 78, 0.8), look.b, bulge=0.6)
    pen.line(
        smooth([(18, 72), (30, 82), (50, 84), (70, 82), (82, 72)], is_closed=False),
        0.5,
        darken(look.a, 0.35),
        cover=0.6,
    )


@form("dry_bag", focus=(50, 56, 19), size=40)
def draw_dry_bag(pen: Pen, look: Look) -> None:
    """A roll-top bag that keeps water out; open in the second pose."""
    pen.touch(50, 87, 22, 4)
    strap = smooth([(68, 32), (84, 40), (84, 70), (70, 82)], is_closed=False)
    pen.line(strap, 2.8, INK, bulge=0.8)
    top = 30 if not look.pose else 22
    body = [(29, top), (71, top), (72.6, 82), *make_arc(50, 82, 22.6, 6, 0, 180), (27.4, 82)]
    pen.fill(
        body,
        across(27, 73, darken(look.a, 0.3), lighten(look.a, 0.35), look.a, darken(look.a, 0.12), darken(look.a, 0.38)),
        bulge=1.6,
    )
    draw_folds(
        pen,
        body,
        [[(36, 34), (40, 44), (36, 56)], [(62, 32), (58, 42), (64, 52)], [(44, 34), (50, 40), (56, 34)]],
        look.a,
        width=2,
        depth=0.24,
    )
    pen.line([(28, 78), (72, 78)], 0.6, darken(look.a, 0.35), cover=0.6)
    if look.pose:
        rim = make_ellipse(50, 22, 21, 5)
        pen.fill(rim, down(17, 27, darken(look.a, 0.5), darken(look.a, 0.25)))
        pen.line([*rim, rim[0]], 1.8, INK)
    else:
        roll = round_corners([(26, 20), (74, 20), (74, 32), (26, 32)], 5)
        pen.fill(roll, down(20, 32, lighten(look.a, 0.3), look.a, darken(look.a, 0.35)), bulge=1.8)
        for x in (26, 66):
            pen.fill(make_box(x - 1, 18.6, x + 9, 33.4, 1.6), INK, bulge=0.8)
        pen.tube(smooth([(30, 19), (38, 10), (62, 10), (70, 19)], is_closed=False), 2.4, INK)
    pen.fill(make_ellipse(50, 58, 9), look.b, cover=0.95)
    wave = [
        smooth([(43, y), (46.4, y - 1.6), (50, y), (53.6, y + 1.6), (57, y)], is_closed=False) for y in (55, 58.4, 61.8)
    ]
    pen.lines(wave, 1, look.a)
