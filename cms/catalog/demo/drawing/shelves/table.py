"""What is laid on the table."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import INK, OAK, WALNUT, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import glow, slant
from cms.catalog.demo.drawing.forms import HANG, LIE, Look, form
from cms.catalog.demo.drawing.motifs import (
    draw_cloth,
    draw_crumbs,
    draw_folds,
    draw_leaf,
    draw_steam,
    draw_stitches,
    draw_wood,
)
from cms.catalog.demo.drawing.outlines import (
    make_box,
    make_ellipse,
    mirror,
    move,
    smooth,
    turn,
)
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Box, Turned, draw_ball, draw_box, draw_opening, draw_turned


@form("board", rest=LIE, focus=(36, 40, 18), size=40)
def draw_board(pen: Pen, look: Look) -> None:
    """A board of one piece; with bread on it in the second pose."""
    board = make_box(8, 24, 92, 78, 6)
    pen.fill(move(board, 0.4, 1.6), darken(look.a, 0.55))
    draw_wood(pen, board, look.a, seed=12)
    pen.fill(board, thin(look.a, 0), bulge=1.6)
    pen.fill(make_ellipse(85, 51, 3.6), darken(look.a, 0.55))
    pen.fill(make_ellipse(85.4, 51.6, 2.9), "#e7e2da")
    groove = make_box(13, 29, 79, 73, 4)
    pen.line([*groove, groove[0]], 1.2, darken(look.a, 0.4), cover=0.7)
    pen.line(move([*groove, groove[0]], 0.5, 0.6), 0.5, lighten(look.a, 0.4), cover=0.5)
    if look.pose:
        loaf = smooth([(20, 52), (26, 38), (44, 33), (56, 42), (54, 60), (38, 68), (24, 64)])
        pen.fill(move(loaf, 1.4, 2), INK, soft=1.8, cover=0.4)
        pen.fill(loaf, glow(36, 44, 26, 24, "#e9b873", "#c98a45", "#8f5526"), bulge=3)
        with pen.within(loaf):
            for step in range(4):
                pen.line([(26 + step * 8, 38 + step), (32 + step * 7, 62 + step)], 2, "#f1d5a3", soft=0.5, cover=0.85)
        for step in range(2):
            slice_ = turn(smooth([(60, 44), (72, 42), (76, 50), (74, 62), (62, 63), (58, 54)]), step * 14, x=66, y=54)
            slice_ = move(slice_, step * 3, step * 4)
            pen.fill(move(slice_, 0.8, 1.2), INK, soft=1, cover=0.3)
            pen.fill(slice_, "#b9793c")
            pen.fill([(x * 0.92 + 5.4 + step * 0.3, y * 0.92 + 4.3 + step * 0.3) for x, y in slice_], "#f6e3bf")


@form("bowl", focus=(40, 56, 18), size=7)
def draw_bowl(pen: Pen, look: Look) -> None:
    """A stack of rice bowls; one full of rice in the second pose."""
    if look.pose:
        pen.touch(50, 82, 16)
        rice = smooth([(22, 48), (30, 36), (50, 30), (70, 36), (78, 48), (50, 56)])
        pen.fill(rice, glow(44, 38, 30, 22, "#ffffff", "#f4efe4"))
        grains = [(50 + 24 * math.sin(step * 2.4), 42 + 9 * math.cos(step * 1.9)) for step in range(70)]
        with pen.within(rice):
            pen.lines([[(x - 1, y), (x + 1, y + math.sin(x) * 0.8)] for x, y in grains], 0.8, "#d9d2c2", cover=0.6)
        _draw_bowl(pen, 50, 46, 82, 31, look, is_front_only=True)
        for side in (0, 3):
            pen.tube([(64 + side, 44), (100, 18 + side)], 1.4, WALNUT)
        draw_steam(pen, 44, 28, 20)
        return
    pen.touch(50, 84, 17)
    for step, y in enumerate((84, 74, 64)):
        _draw_bowl(pen, 50, y - 32 + step * 1.2, y, 31, look)


def _draw_bowl(
    pen: Pen, x: float, top: float, bottom: float, radius: float, look: Look, *, is_front_only: bool = False
) -> None:
    high = bottom - top
    body = Turned(
        x,
        smooth(
            [
                (top, radius),
                (top + high * 0.3, radius * 0.94),
                (top + high * 0.65, radius * 0.7),
                (bottom - high * 0.13, radius * 0.42),
                (bottom - high * 0.12, radius * 0.4),
                (bottom, radius * 0.42),
            ],
            is_closed=False,
        ),
        0.24,
    )
    draw_turned(pen, body, look.a, "gloss")
    pen.fill(body.band(top + 1, top + 2), thin(darken(look.a, 0.5), 0.35))
    if not is_front_only:
        draw_opening(pen, body, look.a, inside=lighten(look.a, 0.35), wall=0.95)


@form("plate", rest=LIE, focus=(38, 38, 18), size=3)
def draw_plate(pen: Pen, look: Look) -> None:
    """A plate with a changing glaze; laid for a meal in the second pose."""
    middle = (50, 50) if not look.pose else (46, 52)
    x, y = middle
    radius = 38.0 if not look.pose else 33.0
    pen.fill(
        make_ellipse(x, y, radius),
        glow(x - 10, y - 12, radius * 1.4, radius * 1.4, lighten(look.a, 0.4), look.a, darken(look.a, 0.35)),
        bulge=1.8,
    )
    pen.fill(
        make_ellipse(x, y, radius * 0.7),
        glow(x + 6, y + 8, radius, radius, lighten(look.a, 0.3), mix(look.a, "#a9937a", 0.35), darken(look.a, 0.25)),
    )
    pen.line(make_ellipse(x, y, radius * 0.7), 0.7, lighten(look.a, 0.5), cover=0.6)
    pen.line(make_ellipse(x, y, radius * 0.97), 1.2, "#8a6a4a", cover=0.6)
    specks = [
        (
            x + radius * 0.9 * math.sin(step * 2.4) * ((step * 37 % 100) / 100) ** 0.5,
            y + radius * 0.9 * math.cos(step * 2.4) * ((step * 37 % 100) / 100) ** 0.5,
        )
        for step in range(90)
    ]
    pen.dots(specks, 0.35, darken(look.a, 0.6), cover=0.55)
    if look.pose:
        for step in range(5):
            draw_leaf(
                pen,
                x + 8 * math.sin(step * 1.4),
                y + 7 * math.cos(step * 1.7),
                15,
                step * 70,
                mix("#6f8f4a", "#9bb66b", step / 5),
            )
        for step in range(4):
            draw_ball(pen, x - 8 + step * 5, y + 2 + step % 2 * 5, 3, ("#d9533f", "#e9b84a")[step % 2])
        for shift in (0, 4):
            pen.tube([(88 + shift, 22), (84 + shift, 84)], 1.7, WALNUT)


@form("chopsticks", rest=LIE, focus=(30, 34, 17), size=24)
def draw_chopsticks(pen: Pen, look: Look) -> None:
    """Five pairs, each its own; in their box in the second pose."""
    woods = ("#5a3d2b", "#a9713f", "#d9b88f", "#7a3b2e", "#3d4b40")
    if look.pose:
        box = make_box(10, 30, 90, 70, 3)
        draw_wood(pen, box, "#b98d5f", seed=4)
        pen.fill(make_box(14, 34, 86, 66, 1.4), darken("#7a5a38", 0.35))
    for index, color in enumerate(woods):
        for side in (0, 2.6):
            if look.pose:
                y = 37 + index * 5.8 + side
                ends = [(17, y), (83, y)]
            else:
                ends = turn([(10, 26 + index * 11 + side), (90, 26 + index * 11 + side)], -10 + side * 0.3)
            pen.tube(ends, 1.9, color, shine=0.3)
            tip = [
                ends[1],
                (ends[1][0] + (ends[0][0] - ends[1][0]) * 0.12, ends[1][1] + (ends[0][1] - ends[1][1]) * 0.12),
            ]
            pen.line(tip, 1.9, mix(color, "#e9d9b8", 0.75))


@form("apron", rest=HANG, focus=(50, 58, 17), size=90, folds=True)
def draw_apron(pen: Pen, look: Look) -> None:
    """An apron with crossed straps; folded in the second pose."""
    if look.pose:
        for step, (top, bottom, color) in enumerate(((62, 82, darken(look.a, 0.08)), (40, 66, look.a))):
            piece = smooth(
                [
                    (22, top + 3),
                    (50, top),
                    (78, top + 3),
                    (79, (top + bottom) / 2),
                    (78, bottom),
                    (50, bottom + 1),
                    (22, bottom),
                    (21, (top + bottom) / 2),
                ],
                steps=6,
            )
            pen.shade(move(piece, 0.4, 1.2), soft=1.2, cover=0.3)
            draw_cloth(pen, piece, color, bulge=3, weave=0.22)
            if step:
                draw_stitches(pen, [(24, 62), (76, 62)], lighten(look.a, 0.4))
        pen.line(smooth([(50, 41), (49, 60), (50, 82)], is_closed=False), 3, darken(look.a, 0.14), bulge=0.8)
        pen.line(smooth([(30, 60), (50, 54), (70, 60)], is_closed=False), 2.6, darken(look.a, 0.14), bulge=0.8)
        return
    for flip in (False, True):
        strap = smooth([(38, 28), (41, 16), (55, 8), (60, 16)], is_closed=False)
        pen.line(mirror(strap) if flip else strap, 3, darken(look.a, 0.12), bulge=0.8)
    body = smooth(
        [(38, 27), (62, 27), (64, 40), (74, 48), (76, 70), (75, 91), (50, 93), (25, 91), (24, 70), (26, 48), (36, 40)],
        steps=6,
    )
    draw_cloth(pen, body, look.a, bulge=2.4, weave=0.24)
    draw_folds(
        pen,
        body,
        [[(34, 50), (36, 70), (33, 90)], [(66, 50), (63, 72), (67, 90)], [(50, 72), (52, 82), (50, 92)]],
        look.a,
        width=2.4,
        depth=0.2,
    )
    pocket = make_box(34, 54, 66, 72, 1.4)
    draw_cloth(pen, pocket, look.a, bulge=0.8, weave=0.22)
    draw_stitches(pen, [*pocket, pocket[0]], lighten(look.a, 0.45))
    draw_stitches(pen, [(50, 54), (50, 72)], lighten(look.a, 0.45))
    pen.tube([(56, 60), (57, 44)], 1.6, OAK)
    pen.fill(make_ellipse(57, 42, 2.6, 3.6), OAK, bulge=0.8)
    with pen.within(make_box(52, 55, 62, 80)):
        draw_cloth(pen, pocket, look.a, bulge=0, weave=0.22)


@form("glass_boxes", focus=(42, 66, 18), size=16)
def draw_glass_boxes(pen: Pen, look: Look) -> None:
    """Glass boxes stacked; one open and filled in the second pose."""
    pen.touch(52, 86, 38, 4)
    stack = (
        ((10, 66, 60, 20, 22), (16, 44, 50, 17, 19), (22, 25, 40, 14, 16)) if not look.pose else ((10, 64, 60, 22, 24),)
    )
    foods = (("#d9653f", "#e9b84a"), ("#8fae5a", "#5f8f3f"), ("#b04a5a", "#e6c6c0"))
    for index, (left, top, width, high, depth) in enumerate(stack):
        box = Box(left, top, width, high, depth, 0.4, radius=2)
        first, second = foods[index]
        inner = Box(left + 1.4, top + high * 0.3, width - 2.8, high * 0.66, depth - 2, 0.4, radius=1.4)
        draw_box(pen, inner, first, lid=lighten(second, 0.1))
        draw_crumbs(
            pen,
            inner.left + inner.width * 0.6,
            inner.top - 1,
            width * 0.4,
            (second, lighten(first, 0.3)),
            count=40,
            size=5,
            seed=index,
        )
        pen.fill(
            box.hull(),
            slant((left, top), (box.right, box.bottom), thin("#ffffff", 0.5), thin(look.a, 0.2), thin(look.a, 0.34)),
        )
        pen.line([*box.front(), box.front()[0]], 0.8, "#ffffff", cover=0.55)
        pen.fill(
            [box.on_front(0.05, 0.1), box.on_front(0.16, 0.1), box.on_front(0.1, 0.92), box.on_front(0.03, 0.92)],
            "#ffffff",
            cover=0.5,
        )
        if not look.pose:
            cover = Box(left - 1.4, top - 4, width + 2.8, 5, depth, 0.4, radius=1.4)
            draw_box(pen, cover, look.get("lid", darken(look.a, 0.12)))
    if look.pose:
        leaning = [(84, 84), (99, 46), (103, 47), (90, 86)]
        pen.touch(90, 85, 6, 2)
        pen.fill(leaning, slant((84, 46), (103, 86), lighten(look.a, 0.35), look.a, darken(look.a, 0.25)), bulge=1.2)
