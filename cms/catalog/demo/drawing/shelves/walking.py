"""What one carries and wears outdoors."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import INK, STEEL, darken, lighten, thin
from cms.catalog.demo.drawing.fills import across, down, glow, slant, turned
from cms.catalog.demo.drawing.forms import HANG, Look, form
from cms.catalog.demo.drawing.motifs import draw_cloth, draw_folds, draw_leaf
from cms.catalog.demo.drawing.outlines import Outline, make_arc, make_box, make_ellipse, mirror, smooth, turn
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.shelves.tops import draw_collarless_top
from cms.catalog.demo.drawing.solids import Turned, draw_ball, draw_opening, draw_top, draw_turned


@form("steel_bottle", focus=(50, 58, 19), size=25)
def draw_steel_bottle(pen: Pen, look: Look) -> None:
    """A vacuum bottle; open, its cap beside it and steaming, in the second pose."""
    x = 50 if not look.pose else 44
    pen.touch(x, 90, 14)
    body = Turned(x, smooth([(30, 9), (34, 12), (40, 14.6), (46, 15), (88, 15), (91, 14)], is_closed=False))
    draw_turned(pen, body, look.a, "matte")
    pen.fill(body.band(86, 88.6), turned(x - 15, x + 15, STEEL, "metal"))
    draw_leaf(pen, x, 58, 8, -52, lighten(look.a, 0.5) if look.get("mark") is None else look.get("mark"))
    collar = Turned(x, [(26, 9), (31, 9)])
    pen.fill(collar.outline(), turned(x - 9, x + 9, STEEL, "metal"))
    if look.pose:
        draw_opening(pen, collar, STEEL, inside="#8d949a", wall=0.86)
        for shift in (-3, 1.5, 5):
            steam = [(x + shift + math.sin(step * 1.3 + shift) * 1.5, 24 - step * 4) for step in range(6)]
            pen.line(smooth(steam, is_closed=False), 1.6, "#ffffff", soft=1.4, cover=0.4)
        pen.touch(74, 91, 10)
        cap = Turned(74, [(78, 9.6), (80, 10.4), (91, 10.4)])
        draw_turned(pen, cap, look.b)
        draw_top(pen, Turned(74, [(78, 9.6), (79, 9.6)]), look.b)
        return
    cap = Turned(x, [(10, 9), (12, 10), (26, 10)])
    draw_turned(pen, cap, look.b)
    draw_top(pen, Turned(x, [(10, 9), (11, 9)]), look.b, rim=0.86)
    pen.tube(smooth([(x - 8, 13), (x - 10, 4), (x + 10, 4), (x + 8, 13)], is_closed=False), 2, darken(look.b, 0.12))


@form("soft_flask", focus=(50, 60, 18), size=22)
def draw_soft_flask(pen: Pen, look: Look) -> None:
    """A bottle that shrinks as one drinks; lying half empty in the second pose."""
    if look.pose:
        pen.touch(50, 78, 34, 4)
        bag = smooth([(10, 64), (22, 52), (44, 56), (62, 60), (70, 66), (62, 74), (42, 78), (18, 78)])
        cap_x = 74
        pen.fill(
            bag,
            slant(
                (10, 52),
                (62, 80),
                thin(lighten(look.a, 0.4), 0.8),
                thin(look.a, 0.75),
                thin(darken(look.a, 0.25), 0.85),
            ),
            bulge=2.6,
        )
        draw_folds(pen, bag, [[(26, 56), (30, 66), (24, 76)], [(46, 58), (44, 68), (50, 76)]], look.a, depth=0.25)
        pen.fill(make_box(66, 60, cap_x, 73, 1.4), darken(look.a, 0.4), bulge=1)
        pen.fill(make_box(cap_x, 62.4, cap_x + 12, 70.4, 3), lighten(look.b, 0.2), bulge=1)
        return
    pen.touch(50, 88, 15, 3)
    bag = smooth([(42, 32), (36, 40), (33, 60), (35, 82), (42, 89), (58, 89), (65, 82), (67, 60), (64, 40), (58, 32)])
    pen.fill(
        bag,
        across(
            33,
            67,
            thin(darken(look.a, 0.25), 0.8),
            thin("#ffffff", 0.75),
            thin(look.a, 0.5),
            thin(look.a, 0.6),
            thin(darken(look.a, 0.3), 0.85),
        ),
        bulge=2,
    )
    with pen.within(bag):
        pen.fill(
            make_box(30, 46, 70, 92),
            across(33, 67, darken(look.a, 0.1), lighten(look.a, 0.3), look.a, darken(look.a, 0.2)),
            cover=0.72,
        )
        pen.fill(make_ellipse(50, 46, 16, 1.8), lighten(look.a, 0.5), cover=0.8)
        pen.lines([[(56, 52 + step * 6), (62, 52 + step * 6)] for step in range(6)], 0.5, "#ffffff", cover=0.85)
    collar = Turned(50, [(26, 9), (33, 9.4)], 0.2)
    draw_turned(pen, collar, darken(look.a, 0.45))
    nozzle = Turned(50, smooth([(8, 4), (11, 5.4), (18, 5), (25, 6.4)], is_closed=False), 0.24)
    draw_turned(pen, nozzle, lighten(look.b, 0.3))
    pen.fill(make_ellipse(50, 8, 3.6, 1), darken(look.a, 0.3))


@form("water_filter", focus=(44, 60, 18), size=22)
def draw_water_filter(pen: Pen, look: Look) -> None:
    """A filter with its hose; in a brook's water in the second pose."""
    x = 44
    if look.pose:
        pen.fill(make_ellipse(50, 90, 44, 8), glow(44, 88, 50, 10, "#bfdfe6", "#7fb3c2"), cover=0.85)
        for width in (20, 30, 40):
            pen.line([*make_ellipse(46, 90, width, width * 0.16)], 0.5, "#ffffff", cover=0.5)
    else:
        pen.touch(x, 90, 12)
    pen.tube(
        smooth([(x + 10, 26), (72, 24), (86, 44), (78, 70), (88, 88)], is_closed=False),
        2.6,
        thin(lighten(look.b, 0.3), 1),
    )
    shell = Turned(x, [(30, 12), (86, 12), (90, 10)])
    draw_turned(pen, shell, look.a)
    window = shell.label(42, 74, -0.5, 0.5)
    pen.fill(window, turned(x - 6, x + 6, "#e9f2f2", "glass"))
    with pen.within(window):
        pen.fill(window, turned(x - 7, x + 7, "#dfe8e6", "matte"), cover=0.9)
        pen.lines([[(x - 5 + step * 1.6, 40), (x - 5 + step * 1.6, 80)] for step in range(7)], 0.5, "#a9bdbb")
        pen.fill(make_box(x - 8, 60, x + 8, 80), down(60, 80, thin(look.a, 0.35), thin(look.a, 0.6)))
    cap = Turned(x, smooth([(16, 5), (18, 9), (22, 12.4), (31, 12.6)], is_closed=False))
    draw_turned(pen, cap, darken(look.a, 0.4))
    pen.fill(make_box(x - 3, 8, x + 3, 17, 1), darken(look.a, 0.5), bulge=0.8)
    pen.fill(make_box(83, 86, 93, 92, 1.6), darken(look.a, 0.4), bulge=0.8)


@form("trail_poles", rest=HANG, focus=(36, 26, 17), size=120)
def draw_trail_poles(pen: Pen, look: Look) -> None:
    """A pair of poles crossed; folded in three in the second pose."""
    if look.pose:
        for x in (38, 60):
            for shift, (start, end) in enumerate(((16, 74), (26, 84), (20, 80))):
                pen.tube(
                    [(x + shift * 3.2, start), (x + shift * 3.2, end)], 2, look.a if shift else darken("#33363b", 0.1)
                )
            pen.fill(
                make_box(x - 2.4, 10, x + 2.4, 36, 2.4),
                across(x - 2, x + 2, lighten("#33363b", 0.25), "#1f2125"),
                bulge=0.8,
            )
            pen.tube(make_arc(x + 3.2, 78, 4, 7, 10, 170), 0.8, look.b)
            pen.line([(x - 3, 54), (x + 9, 54)], 2.4, "#2a2d31", bulge=0.5)
        return
    for flip in (False, True):

        def place(points: Outline, flip: bool = flip) -> Outline:
            return mirror(points) if flip else points

        pen.tube(place([(34, 22), (58, 90)]), 2.4, look.a)
        pen.tube(place([(47, 59), (58, 90)]), 1.7, STEEL)
        for y in (44, 62):
            at = 34 + (y - 22) * 24 / 68
            pen.fill(place(turn(make_box(at - 2, y - 3, at + 2, y + 3, 0.8), -20, x=at, y=y)), INK, bulge=0.6)
        grip = turn(make_box(29.4, 8, 35.4, 30, 2.8), -20, x=33, y=22)
        pen.fill(place(grip), slant((28, 8), (38, 30), lighten("#4a4038", 0.3), "#2f2824"), bulge=1.2)
        pen.tube(place(smooth([(28, 12), (20, 22), (24, 34), (31, 26)], is_closed=False)), 1.2, darken(look.b, 0.2))
        pen.fill(place(turn(make_ellipse(55.4, 82.6, 4.2, 1.6), -20, x=55, y=82)), INK)


@form("headlamp", focus=(50, 60, 19), size=8)
def draw_headlamp(pen: Pen, look: Look) -> None:
    """A lamp on an elastic band; shining in the second pose."""
    pen.touch(50, 84, 30, 4)
    back = make_arc(50, 46, 34, 14, 178, 362)
    pen.line(back, 6.4, darken(look.b, 0.35), bulge=1)
    front = [(16, 46), *make_arc(50, 46, 34, 28, 178, 2)]
    pen.line(front, 8, look.b, bulge=1.6)
    pen.line(front, 1.6, look.a)
    if look.pose:
        beam = [(38, 66), (62, 66), (92, 120), (8, 120)]
        pen.fill(beam, down(64, 100, (255, 246, 206, 200), (255, 246, 206, 0)), soft=3)
    body = make_box(32, 54, 68, 86, 8)
    pen.fill(body, slant((32, 54), (68, 86), lighten(look.a, 0.35), look.a, darken(look.a, 0.25)), bulge=2.4)
    pen.fill(make_ellipse(50, 70, 13), darken(look.b, 0.3))
    lens = make_ellipse(50, 70, 11.4)
    pen.fill(
        lens,
        glow(50, 70, 12, 12, "#fffbe0", "#ffe9a0", "#d9b84f")
        if look.pose
        else glow(46, 66, 14, 14, "#ffffff", "#cfd8de", "#8f9ba5"),
    )
    for angle in range(0, 360, 45):
        at = math.radians(angle)
        pen.line(
            [(50 + 4 * math.cos(at), 70 + 4 * math.sin(at)), (50 + 10.4 * math.cos(at), 70 + 10.4 * math.sin(at))],
            0.35,
            "#ffffff",
            cover=0.6,
        )
    draw_ball(pen, 50, 70, 3.2, "#fff3c0")
    pen.fill(make_box(45, 51.6, 55, 55, 1.2), darken(look.b, 0.2), bulge=0.6)


@form("bike_lights", focus=(32, 52, 18), size=6)
def draw_bike_lights(pen: Pen, look: Look) -> None:
    """A white and a red light; on, both, in the second pose."""
    for x, color, lit in ((30, "#eef3f6", "#fff8d8"), (70, look.a, "#ff6a55")):
        pen.touch(x, 82, 15, 4)
        pen.line(make_arc(x, 62, 19, 20, 100, 260) if x < 50 else make_arc(x, 62, 19, 20, -80, 80), 2.6, INK)
        if look.pose:
            pen.fill(make_ellipse(x, 54, 28), glow(x, 54, 28, 28, thin(lit, 0.75), thin(lit, 0.2), thin(lit, 0)))
        body = make_box(x - 15, 32, x + 15, 82, 10)
        pen.fill(body, slant((x - 15, 32), (x + 15, 82), lighten("#3a3e44", 0.25), "#3a3e44", "#1d1f22"), bulge=2.6)
        lens = make_box(x - 11, 37, x + 11, 71, 8)
        pen.fill(
            lens,
            glow(
                x - 2,
                50,
                18,
                24,
                lighten(lit if look.pose else color, 0.5),
                lit if look.pose else color,
                darken(lit if look.pose else color, 0.25),
            ),
            bulge=1,
        )
        pen.lines(
            [[(x - 9, 42 + step * 4.6), (x + 9, 42 + step * 4.6)] for step in range(6)], 0.6, thin("#ffffff", 0.6)
        )
        pen.dots([(x, 46), (x, 54), (x, 62)], 2.6, lighten(lit if look.pose else color, 0.6))
        draw_ball(pen, x, 76.6, 2, "#6a7077")


@form("rain_shell", rest=HANG, focus=(50, 24, 17), size=76, folds=True)
def draw_rain_shell(pen: Pen, look: Look) -> None:
    """A hooded jacket, dry inside; packed into its pocket in the second pose."""
    if look.pose:
        pouch = smooth([(24, 40), (40, 34), (64, 35), (78, 42), (80, 64), (70, 76), (38, 78), (22, 68)])
        draw_cloth(pen, pouch, look.a, bulge=6, weave=0.03)
        draw_folds(
            pen,
            pouch,
            [[(34, 40), (40, 54), (34, 70)], [(62, 38), (58, 54), (66, 70)], [(46, 44), (52, 56), (48, 72)]],
            look.a,
            width=2.4,
            depth=0.3,
        )
        pen.line(smooth([(26, 44), (50, 39), (76, 46)], is_closed=False), 1.2, darken(look.a, 0.5))
        pen.tube(smooth([(76, 46), (86, 44), (88, 52)], is_closed=False), 1.4, look.b)
    else:
        hood = smooth([(38, 20), (37, 8), (44, 0), (56, 0), (63, 8), (62, 20), (50, 24)])
        draw_cloth(pen, hood, darken(look.a, 0.08), bulge=3, weave=0)
        body = draw_collarless_top(pen, look)
        pen.fill(make_ellipse(50, 12, 9, 8), down(4, 20, darken(look.a, 0.55), darken(look.a, 0.35)))
        pen.line([(50, 18), (50, 88)], 1.5, darken(look.a, 0.45))
        pen.line([(50.5, 18), (50.5, 88)], 0.5, look.b, cover=0.8)
        for flip in (False, True):
            zipper = [(36, 56), (38, 74)]
            pen.line(mirror(zipper) if flip else zipper, 1.1, darken(look.a, 0.45))
        with pen.within(body):
            yoke = smooth([(20, 10), (80, 10), (76, 34), (50, 39), (24, 34)], steps=3)
            pen.fill(yoke, darken(look.a, 0.22), cover=0.55)
        pen.fill(make_box(57, 28, 65, 31, 0.8), look.b)
    for x, y in ((30, 50), (44, 60), (66, 46), (58, 70), (36, 72), (70, 62), (28, 30), (62, 26)):
        pen.fill(make_ellipse(x, y, 0.9), glow(x - 0.3, y - 0.3, 1.2, 1.2, "#ffffff", thin("#ffffff", 0.15)))
