"""Camping."""

from __future__ import annotations

from cms.catalog.demo.drawing.colors import BRASS, INK, OAK, STEEL, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import down, glow
from cms.catalog.demo.drawing.forms import LIE, Look, form
from cms.catalog.demo.drawing.motifs import draw_checks, draw_cloth, draw_folds, draw_stitches, draw_wood
from cms.catalog.demo.drawing.outlines import make_arc, make_box, make_ellipse, move, smooth
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Box, Turned, draw_ball, draw_box, draw_opening, draw_turned


def _draw_guy(pen: Pen, start: tuple[float, float], end: tuple[float, float]) -> None:
    pen.line([start, end], 0.4, "#efe7d6")
    pen.line([end, (end[0] + (1 if end[0] > 50 else -1), end[1] + 2.4)], 0.9, STEEL)


@form("tent", focus=(52, 60, 19), size=120)
def draw_tent(pen: Pen, look: Look) -> None:
    """A dome tent, its door open; packed in its bag, poles beside it, in the second pose."""
    if look.pose:
        pen.touch(50, 82, 38, 4)
        sack = smooth([(14, 60), (20, 48), (70, 46), (84, 54), (86, 68), (80, 80), (24, 83), (14, 74)])
        draw_cloth(pen, sack, look.a, bulge=6, weave=0.1)
        draw_folds(pen, sack, [[(26, 50), (30, 64), (26, 80)], [(60, 48), (56, 62), (62, 80)]], look.a, depth=0.24)
        pen.fill(make_ellipse(82, 65, 7, 14), glow(80, 61, 9, 16, lighten(look.a, 0.15), darken(look.a, 0.3)))
        for x in (36, 60):
            pen.fill(make_box(x, 46, x + 4, 82), darken(look.a, 0.5), bulge=0.8)
            pen.fill(make_box(x - 0.6, 60, x + 4.6, 66, 1), INK, bulge=0.6)
        for step in range(4):
            pen.tube([(10, 88 + step * 2), (62 + step * 3, 86 + step * 2)], 1.7, mix(STEEL, look.b, 0.2))
        return
    pen.touch(50, 82, 44, 5)
    for start, end in (((30, 40), (2, 82)), ((74, 38), (99, 80))):
        _draw_guy(pen, start, end)
    side = smooth([(58, 24), (78, 38), (94, 78), (90, 80), (70, 84)], steps=6)
    draw_cloth(pen, [(58, 24), *side, (70, 84)], darken(look.a, 0.22), bulge=2, weave=0)
    front = [
        *smooth([(6, 81), (18, 44), (40, 25), (58, 24)], is_closed=False),
        *smooth([(58, 24), (68, 50), (72, 84)], is_closed=False),
        (6, 82),
    ]
    draw_cloth(pen, front, look.a, bulge=2.6, weave=0.05)
    door = [*smooth([(24, 82), (32, 52), (44, 38), (54, 54), (58, 83)], is_closed=False)]
    pen.fill(door, down(38, 84, darken(look.b, 0.55), darken(look.b, 0.72)))
    mesh = [*smooth([(24, 82), (32, 52), (44, 38), (45, 60), (42, 83)], is_closed=False)]
    pen.fill(mesh, thin(look.b, 0.28))
    flap = smooth([(44, 38), (54, 54), (58, 83), (50, 84), (52, 60)], steps=4)
    draw_cloth(pen, flap, look.b, bulge=1.2, weave=0)
    pen.tube(
        smooth([(6, 82), (18, 44), (40, 25), (58, 24), (68, 50), (72, 84)], is_closed=False),
        1.3,
        mix("#8f98a0", look.b, 0.2),
    )
    pen.tube(smooth([(58, 24), (78, 38), (94, 79)], is_closed=False), 1.1, mix("#8f98a0", look.b, 0.2))
    draw_folds(
        pen, front, [[(14, 74), (24, 52), (38, 34)], [(62, 36), (64, 56), (66, 78)]], look.a, width=2.6, depth=0.18
    )
    mat = [(22, 83), (60, 84), (66, 90), (16, 89)]
    pen.fill(mat, darken(look.b, 0.2))


@form("tarp", focus=(50, 36, 19), size=150)
def draw_tarp(pen: Pen, look: Look) -> None:
    """A six-cornered roof on two poles; furnished in the second pose."""
    for x in (22, 80):
        pen.touch(x, 88 if x < 50 else 84, 4, 1)
    pen.tube([(80, 16), (80, 84)], 1.5, STEEL)
    if look.pose:
        pen.touch(48, 87, 18, 3)
        draw_box(pen, Box(38, 68, 22, 3, 9, 0.45), OAK)
        for x in (40, 57, 66):
            pen.tube([(x, 71), (x, 86 - (x > 60) * 4)], 1.2, darken(OAK, 0.3))
        draw_turned(pen, Turned(48, [(62, 2.4), (68, 2.4)]), "#c9533f")
        draw_ball(pen, 56, 64, 2, "#e9c46a")
    under = [(6, 56), (24, 22), (80, 18), (98, 48), (72, 52), (30, 58)]
    pen.fill(under, down(20, 58, darken(look.a, 0.55), darken(look.a, 0.35)))
    left = smooth([(24, 20), (52, 25), (50, 52), (30, 60), (4, 58), (13, 40)], steps=3)
    right = smooth([(52, 25), (80, 16), (91, 34), (99, 50), (74, 52), (50, 52)], steps=3)
    draw_cloth(pen, right, darken(look.a, 0.12), bulge=1.4, weave=0.06)
    draw_cloth(pen, left, look.a, bulge=1.4, weave=0.06)
    pen.line(smooth([(24, 20), (52, 25.6), (80, 16)], is_closed=False), 1.2, lighten(look.a, 0.45), soft=0.4, cover=0.8)
    draw_folds(
        pen, left, [[(28, 24), (22, 40), (10, 56)], [(44, 28), (42, 42), (32, 58)]], look.a, width=2.4, depth=0.2
    )
    draw_folds(
        pen, right, [[(76, 20), (84, 34), (94, 48)], [(62, 24), (64, 38), (72, 50)]], look.a, width=2.4, depth=0.2
    )
    pen.tube([(22, 18), (22, 88)], 1.7, STEEL)
    for start, end in (((4, 58), (-2, 86)), ((30, 59), (26, 91)), ((74, 52), (80, 90)), ((99, 50), (103, 82))):
        _draw_guy(pen, start, end)


@form("camp_chair", focus=(46, 40, 18), size=80)
def draw_camp_chair(pen: Pen, look: Look) -> None:
    """A folding chair with wooden arms; folded flat in the second pose."""
    if look.pose:
        pen.touch(50, 88, 14, 3)
        for x in (38, 45, 54, 61):
            pen.tube([(x, 12), (x + (50 - x) * 0.3, 88)], 2.4, OAK)
        cloth = smooth([(36, 22), (50, 18), (64, 22), (66, 48), (60, 72), (50, 75), (40, 72), (34, 48)])
        draw_cloth(pen, cloth, look.a, bulge=4, weave=0.2)
        draw_folds(pen, cloth, [[(44, 24), (46, 46), (43, 70)], [(56, 24), (54, 46), (58, 70)]], look.a, depth=0.3)
        pen.line([(34, 52), (66, 52)], 3, darken(look.a, 0.45), bulge=0.7)
        return
    for x, y in ((22, 86), (76, 86), (32, 80), (86, 80)):
        pen.touch(x, y, 4, 1.2)
    for points in ([(86, 80), (34, 48)], [(32, 80), (80, 50)]):
        pen.tube(points, 2.6, darken(OAK, 0.2))
    back = smooth([(30, 16), (50, 14), (72, 16), (76, 36), (74, 56), (30, 58), (27, 36)], steps=6)
    draw_cloth(pen, back, look.a, bulge=2.4, weave=0.2)
    seat = smooth([(28, 56), (74, 54), (84, 64), (80, 70), (24, 72), (20, 66)], steps=6)
    draw_cloth(pen, seat, darken(look.a, 0.12), bulge=2, weave=0.2)
    draw_stitches(pen, [(31, 20), (71, 20)], lighten(look.a, 0.4))
    draw_stitches(pen, [(24, 69), (80, 67.6)], lighten(look.a, 0.4))
    for points in ([(22, 86), (78, 52)], [(76, 86), (26, 54)]):
        pen.tube(points, 2.8, OAK)
    for left, right, y in ((12, 34, 46), (70, 92, 44)):
        arm = [(left, y + 3), (left + 8, y - 1), (right, y - 1), (right - 6, y + 3)]
        draw_wood(pen, arm, lighten(OAK, 0.1))
        pen.fill([(left, y + 3), (right - 6, y + 3), (right - 6, y + 5), (left, y + 5)], darken(OAK, 0.25))
        pen.tube([((left + right) / 2, y + 5), ((left + right) / 2 + (3 if left < 50 else -3), 60)], 2.2, OAK)


@form("roll_table", focus=(40, 44, 18), size=45)
def draw_roll_table(pen: Pen, look: Look) -> None:
    """A slatted table; laid in the second pose."""
    for x, y in ((18, 86), (70, 86), (34, 80), (88, 78)):
        pen.touch(x, y, 4, 1.2)
    for points in ([(34, 80), (62, 50)], [(88, 78), (60, 50)], [(40, 50), (88, 78)]):
        pen.tube(points, 1.8, "#4a4f55")
    for points in ([(18, 86), (56, 54)], [(70, 86), (30, 54)]):
        pen.tube(points, 2, "#5d6368")
    top = [(8, 54), (26, 38), (96, 38), (82, 54)]
    draw_wood(pen, top, look.a)
    slats = [[(8 + 18 * at, 54 - 16 * at), (82 + 14 * at, 54 - 16 * at)] for at in (0.14, 0.28, 0.42, 0.56, 0.7, 0.84)]
    pen.lines(slats, 0.7, darken(look.a, 0.55), cover=0.75)
    pen.lines([move(slat, 0, 0.7) for slat in slats], 0.4, lighten(look.a, 0.5), cover=0.6)
    draw_wood(pen, [(8, 54), (82, 54), (82, 57), (8, 57)], darken(look.a, 0.2))
    pen.fill([(82, 54), (96, 38), (96, 41), (82, 57)], darken(look.a, 0.35))
    if look.pose:
        draw_turned(pen, Turned(40, [(32, 5), (36, 6), (46, 6)]), "#3f6f6a")
        pen.tube(make_arc(47, 40, 4, 4, -80, 80), 1.3, "#3f6f6a")
        draw_opening(pen, Turned(40, [(32, 5), (34, 5)]), "#3f6f6a")
        plate = Turned(62, smooth([(46, 9), (48, 6), (49, 5)], is_closed=False), 0.3)
        draw_turned(pen, plate, "#f1ede4")
        draw_opening(pen, plate, "#f1ede4", inside="#ffffff", wall=0.9)
        for x, color in ((59, "#d9533f"), (63, "#e9c46a"), (66, "#8fae7b")):
            draw_ball(pen, x, 44.6, 2.4, color)
        draw_ball(pen, 78, 43, 2.6, "#d98a3f")


@form("lantern", focus=(50, 50, 19), size=24)
def draw_lantern(pen: Pen, look: Look) -> None:
    """A camping lantern in an old form; lit in the second pose."""
    pen.touch(50, 87, 20)
    arch = smooth([(33, 40), (30, 20), (38, 7), (62, 7), (70, 20), (67, 40)], is_closed=False)
    pen.tube(arch, 1.5, STEEL)
    is_lit = look.pose == 1
    if is_lit:
        pen.fill(
            make_ellipse(50, 46, 44),
            glow(50, 46, 44, 44, (255, 208, 120, 150), (255, 214, 140, 50), (255, 220, 160, 0)),
        )
    draw_turned(pen, Turned(50, smooth([(70, 15), (72, 19), (82, 20), (87, 19)], is_closed=False)), look.a)
    draw_turned(pen, Turned(50, [(62, 9), (70, 13)]), darken(look.a, 0.12))
    if is_lit:
        pen.fill(
            smooth([(50, 32), (53, 46), (52, 56), (50, 60), (48, 56), (47, 46)]),
            down(32, 60, "#fff4cf", "#ffc75c", "#f09a3a"),
        )
        pen.fill(make_ellipse(50, 48, 11, 14), glow(50, 48, 11, 14, (255, 240, 190, 200), (255, 210, 120, 0)))
    else:
        pen.fill(make_ellipse(50, 52, 3, 8), down(44, 60, "#fff6de", "#d9c8a0"))
    globe = Turned(50, smooth([(30, 9), (36, 14), (46, 17), (56, 14.6), (62, 9)], is_closed=False))
    draw_turned(pen, globe, "#cfdde0" if not is_lit else "#ffe3a8", "glass")
    for x in (31, 69):
        pen.tube(smooth([(x + (50 - x) * 0.26, 28), (x, 46), (x + (50 - x) * 0.2, 70)], is_closed=False), 1.5, STEEL)
    pen.lines([make_arc(50, y, 17.4, 3, 10, 170) for y in (42, 50)], 0.6, STEEL)
    draw_turned(pen, Turned(50, smooth([(14, 4), (18, 8), (24, 14), (30, 15)], is_closed=False)), look.a)
    pen.dots([(44 + step * 3, 22) for step in range(5)], 0.8, darken(look.a, 0.55))
    draw_ball(pen, 50, 79, 2.6, BRASS)


@form("sleeping_bag", rest=LIE, focus=(46, 26, 17), size=60)
def draw_sleeping_bag(pen: Pen, look: Look) -> None:
    """A mummy bag spread out; stuffed into its sack in the second pose."""
    if look.pose:
        sack = smooth([(28, 26), (50, 20), (72, 26), (78, 50), (72, 78), (50, 83), (28, 78), (22, 50)])
        draw_cloth(pen, sack, look.a, bulge=8, weave=0.06)
        draw_folds(
            pen,
            sack,
            [[(34, 30), (38, 44), (34, 60)], [(62, 28), (58, 44), (66, 62)], [(46, 24), (50, 34), (54, 24)]],
            look.a,
            width=2.6,
            depth=0.28,
        )
        for x in (36, 60):
            pen.line(smooth([(x, 22), (x - 1, 52), (x, 81)], is_closed=False), 2.4, darken(look.a, 0.5), bulge=0.6)
        pen.line([(30, 40), (72, 40)], 2.4, darken(look.a, 0.5), bulge=0.6)
        pen.tube(smooth([(48, 22), (44, 12), (54, 10), (56, 18)], is_closed=False), 1.2, look.b)
        return
    bag = smooth(
        [(50, 8), (64, 14), (70, 30), (67, 54), (62, 78), (54, 91), (46, 91), (38, 78), (33, 54), (30, 30), (36, 14)]
    )
    draw_cloth(pen, bag, look.a, bulge=5, weave=0.04)
    with pen.within(bag):
        for step in range(9):
            y = 34 + step * 7
            seam = smooth([(26, y), (50, y + 2.4), (74, y)], is_closed=False)
            pen.line(move(seam, 0, 0.4), 2.4, INK, soft=1.2, cover=0.22)
            pen.line(move(seam, 0, -1.8), 2.4, "#ffffff", soft=1.4, cover=0.2)
            pen.line(seam, 0.4, darken(look.a, 0.5), cover=0.8)
    hood = make_ellipse(50, 22, 13, 12)
    pen.fill(hood, glow(48, 20, 15, 14, darken(look.b, 0.35), darken(look.b, 0.12)))
    pen.line([*hood, hood[0]], 2, darken(look.a, 0.25), bulge=0.6)
    pen.line(smooth([(57, 32), (60, 52), (57, 70)], is_closed=False), 0.9, look.b)


@form("picnic_mat", rest=LIE, focus=(36, 50, 18), size=60)
def draw_picnic_mat(pen: Pen, look: Look) -> None:
    """A checked mat laid out with a basket; folded with its strap in the second pose."""
    if look.pose:
        fold = make_box(18, 34, 82, 74, 5)
        draw_cloth(pen, fold, look.a, bulge=5, weave=0.1)
        draw_checks(pen, fold, look.b, darken(look.a, 0.45), step=10)
        pen.line([(18, 54), (82, 54)], 0.8, darken(look.a, 0.5), soft=0.4, cover=0.7)
        for x in (32, 64):
            pen.fill(make_box(x, 33, x + 4, 75, 0.8), "#7a5237", bulge=0.8)
            pen.fill(make_box(x - 0.8, 58, x + 4.8, 64, 1), BRASS, bulge=0.6)
        pen.tube(smooth([(34, 34), (36, 22), (64, 22), (66, 34)], is_closed=False), 2.4, "#7a5237")
        return
    mat = [(12, 26), (86, 22), (94, 76), (6, 82)]
    draw_cloth(pen, mat, look.a, bulge=1, weave=0.08)
    draw_checks(pen, mat, look.b, darken(look.a, 0.45), step=9, degrees=-3)
    edge = [*mat, mat[0]]
    pen.line(edge, 1.4, darken(look.a, 0.3))
    plate = make_ellipse(40, 54, 13, 12)
    pen.fill(move(plate, 1, 1.4), INK, soft=1.4, cover=0.35)
    pen.fill(plate, glow(36, 50, 17, 16, "#ffffff", "#e6e0d4"), bulge=1)
    for x, y, color in ((36, 52, "#d9533f"), (43, 51, "#e9b84a"), (40, 58, "#8fae7b"), (45, 57, "#d9533f")):
        pen.fill(make_ellipse(x + 0.6, y + 0.9, 3), INK, soft=0.6, cover=0.3)
        draw_ball(pen, x, y, 3, color)
    for x, y in ((66, 40), (74, 54)):
        pen.fill(make_ellipse(x + 0.8, y + 1, 5), INK, soft=1, cover=0.35)
        pen.fill(make_ellipse(x, y, 5), glow(x - 1, y - 1, 6, 6, "#ffffff", "#d9d3c6"))
        pen.fill(make_ellipse(x, y, 4), glow(x - 1, y - 1, 5, 5, "#e8a95f", "#b9702f"))
