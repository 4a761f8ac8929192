"""Lamps, scent, storage and what decorates."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import BRASS, CREAM, INK, OAK, PAPER, WALNUT, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import across, down, glow, slant, turned
from cms.catalog.demo.drawing.forms import HANG, Look, form
from cms.catalog.demo.drawing.motifs import (
    cut_in_dashes,
    draw_blossom,
    draw_cloth,
    draw_folds,
    draw_leaf,
    draw_weave,
    draw_wood,
    draw_words,
)
from cms.catalog.demo.drawing.outlines import (
    make_arc,
    make_box,
    make_ellipse,
    move,
    smooth,
    turn,
)
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import (
    Box,
    Turned,
    draw_ball,
    draw_box,
    draw_opening,
    draw_top,
    draw_turned,
    draw_turned_in,
)


@form("floor_lamp", focus=(50, 32, 22), size=140)
def draw_floor_lamp(pen: Pen, look: Look) -> None:
    """A paper lantern on three legs; switched on in the second pose."""
    for end in (30, 50, 70):
        pen.tube([(50, 52), (end, 92 if end != 50 else 89)], 2, look.b)
        pen.touch(end, 92 if end != 50 else 89, 3, 1)
    is_on = look.pose == 1
    if is_on:
        pen.fill(
            make_ellipse(50, 30, 38),
            glow(50, 30, 38, 38, (255, 214, 140, 120), (255, 220, 160, 40), (255, 220, 160, 0)),
        )
    profile = [
        (30 - 25 * math.cos(step * math.pi / 16), max(6, 27 * math.sin(step * math.pi / 16))) for step in range(17)
    ]
    body = Turned(50, profile, 0.1)
    light = lighten(look.a, 0.5) if is_on else look.a
    if is_on:
        draw_turned_in(
            pen,
            body,
            ((0, darken(look.a, 0.04)), (0.3, lighten(look.a, 0.55)), (0.55, lighten(look.a, 0.8)), (1, look.a)),
            relief=0.2,
        )
    else:
        draw_turned(pen, body, light, "matte", relief=0.4)
    with pen.within(body.outline()):
        pen.lines([body.ring(6 + step * 3.4)[:37] for step in range(15)], 0.32, darken(look.a, 0.4), cover=0.5)
    for y in (5, 55):
        pen.fill(make_ellipse(50, y, 6.6, 1.5), look.b)


@form("clip_lamp", focus=(60, 30, 18), size=38)
def draw_clip_lamp(pen: Pen, look: Look) -> None:
    """A small lamp on a bent neck that clips to a book; lit in the second pose."""
    pen.touch(44, 86, 26, 3)
    for step, color in enumerate(("#7f9a8c", "#e9e0d0", "#b9765a")):
        draw_box(pen, Box(20 + step, 80 - step * 6, 44 - step * 2, 6, 10, 0.4, radius=0.6), color)
    pen.fill(make_box(36, 52, 46, 70, 2.4), across(36, 46, lighten(look.a, 0.3), look.a, darken(look.a, 0.25)), bulge=1)
    pen.tube(smooth([(41, 53), (40, 34), (46, 20), (58, 18)], is_closed=False), 2.4, "#5d6368")
    head = turn(make_box(52, 12, 82, 25, 6), 14, x=60, y=18)
    if look.pose:
        beam = [(58, 24), (82, 30), (98, 70), (44, 70)]
        pen.fill(beam, down(24, 72, (255, 236, 180, 170), (255, 236, 190, 0)), soft=2.5)
    pen.fill(head, slant((54, 10), (78, 34), lighten(look.a, 0.35), look.a, darken(look.a, 0.25)), bulge=2)
    strip = turn(make_box(55, 23.6, 79, 25.6, 1), 14, x=60, y=18)
    pen.fill(strip, "#fff6d8" if look.pose else "#e9e6de")


@form("candle", focus=(50, 60, 19), size=9)
def draw_candle(pen: Pen, look: Look) -> None:
    """A candle in a glass; it burns in the second pose, its lid beside it."""
    x = 50 if not look.pose else 40
    pen.touch(x, 82, 20)
    wax = mix(look.a, "#fff6e6", 0.62)
    inside = Turned(x, [(48, 18.4), (80, 18.4)])
    pen.fill(inside.outline(), turned(x - 18.4, x + 18.4, wax, "satin"))
    pen.fill(inside.ring(48), glow(x, 48, 20, 5, lighten(wax, 0.5), wax))
    pen.line([(x, 48), (x + 0.4, 42.6)], 0.9, INK)
    if look.pose:
        pen.fill(make_ellipse(x, 40, 17, 20), glow(x, 40, 17, 20, (255, 200, 110, 150), (255, 210, 130, 0)))
        flame = smooth([(x, 28), (x + 2.8, 37), (x + 2.4, 42), (x, 43.6), (x - 2.4, 42), (x - 2.6, 37)])
        pen.fill(flame, down(28, 44, "#fff3c4", "#ffc457", "#f08a2c"))
    glass = Turned(x, [(38, 20), (81, 20), (83, 18.6)])
    draw_turned(pen, glass, lighten(look.b, 0.3), "glass", relief=0.1)
    pen.line(glass.ring(38), 0.5, thin("#ffffff", 0.8))
    pen.fill(glass.label(54, 74, -0.6, 0.5), turned(x - 13, x + 10, PAPER, "matte"))
    draw_blossom(pen, x - 1.6, 62, 4, look.a)
    draw_words(pen, x - 1.6, 70.4, (12, 8), darken(look.a, 0.5), step=1.9, size=0.5)
    if look.pose:
        pen.touch(76, 86, 17)
        lid = Turned(76, [(81, 17), (86, 17)], 0.3)
        draw_turned(pen, lid, OAK, "matte")
        draw_top(pen, lid, OAK, rim=0.86)


@form("diffuser", focus=(50, 62, 18), size=24)
def draw_diffuser(pen: Pen, look: Look) -> None:
    """Reeds in a bottle of scented oil; a dry flower keeps it company in the second pose."""
    x = 50 if not look.pose else 44
    pen.touch(x, 86, 16)
    for end, top in ((x - 17, 14), (x - 8, 9), (x - 1, 7), (x + 7, 10), (x + 16, 15)):
        pen.line(
            [(x + (end - x) * 0.12, 52), (end, top)], 1, across(end - 2, end + 2, lighten("#b98f5f", 0.3), "#8f6b45")
        )
    body = Turned(x, smooth([(56, 6), (58, 8), (62, 15), (68, 16.4), (84, 16), (86, 14.6)], is_closed=False))
    oil = Turned(x, [(68, 15.4), (84, 15.2), (85, 13.8)])
    draw_turned(pen, oil, mix(look.a, "#f3e2b8", 0.5), "matte")
    draw_turned(pen, body, look.a, "glass")
    pen.fill(body.label(68, 81, -0.55, 0.55), turned(x - 9, x + 9, PAPER, "matte"))
    draw_leaf(pen, x, 72.6, 7, -60, look.a)
    draw_words(pen, x, 78, (9, 6), darken(look.a, 0.4), step=1.8, size=0.45)
    neck = Turned(x, [(48, 6.4), (57, 6.4)], 0.24)
    draw_turned(pen, neck, BRASS, "metal")
    draw_top(pen, Turned(x, [(48, 6.4), (49, 6.4)], 0.24), darken(BRASS, 0.2))
    if look.pose:
        pen.touch(76, 88, 12, 2)
        pen.tube(smooth([(64, 90), (76, 86), (92, 88)], is_closed=False), 0.9, "#8a8f5a")
        for step in range(5):
            draw_blossom(pen, 72 + step * 5, 84 + (step % 2) * 3, 3, mix("#d9a06a", look.a, 0.2))


@form("basket", focus=(38, 66, 17), size=28)
def draw_basket(pen: Pen, look: Look) -> None:
    """A woven basket with two handles; with a blanket in it in the second pose."""
    pen.touch(50, 84, 25)
    body = Turned(50, smooth([(44, 32), (56, 31), (72, 27.5), (84, 24)], is_closed=False))
    if look.pose:
        draw_opening(pen, body, darken(look.a, 0.1), wall=0.92)
        cloth = smooth([(24, 46), (30, 30), (44, 24), (58, 30), (72, 26), (78, 40), (70, 50), (50, 52), (32, 51)])
        draw_cloth(pen, cloth, "#d9d3c7", bulge=4, weave=0.2)
        draw_folds(pen, cloth, [[(38, 30), (44, 40), (40, 50)], [(58, 32), (60, 42), (66, 50)]], "#d9d3c7", depth=0.3)
        clip = [(10, 44), *make_arc(50, 44, 32, 32 * 0.17, 180, 0), (90, 44), (90, 95), (10, 95)]
    else:
        clip = [(0, 0), (100, 0), (100, 100), (0, 100)]
    with pen.within(clip):
        draw_turned(pen, body, look.a, "matte")
        with pen.within(body.outline()):
            for row in range(15):
                y = 44 + row * 2.8
                rings = cut_in_dashes(body.band(y, y + 0.1)[:37], 3, 1.6)
                pen.lines(
                    rings if row % 2 else [move(ring, 2.3, 0) for ring in rings], 1.7, lighten(look.a, 0.22), cover=0.75
                )
                pen.lines([move(ring, 0.3, 1.2) for ring in rings], 0.5, darken(look.a, 0.5), cover=0.4)
    if not look.pose:
        draw_opening(pen, body, look.a, wall=0.92)
    rim = make_arc(50, 44, 32, 32 * 0.17, 180, 0) if look.pose else body.ring(44)
    pen.tube(rim, 2.2, look.a)
    for x in (19, 81):
        pen.tube(
            smooth(
                [
                    (x - (x - 50) * 0.02, 52),
                    (x + (x - 50) * 0.16, 50),
                    (x + (x - 50) * 0.14, 60),
                    (x - (x - 50) * 0.06, 61),
                ],
                is_closed=False,
            ),
            1.8,
            darken(look.a, 0.1),
        )


@form("shelf", focus=(34, 52, 19), size=30)
def draw_shelf(pen: Pen, look: Look) -> None:
    """A small wooden shelf for a desk; filled in the second pose."""
    pen.touch(52, 84, 42, 3)
    levels = (30, 56, 80)
    back = [(22, 22), (92, 22), (92, 76), (22, 76)]
    pen.fill(back, down(22, 76, darken(look.a, 0.42), darken(look.a, 0.3)))
    for y in levels:
        board = [(10, y), (20, y - 7), (92, y - 7), (82, y)]
        draw_wood(pen, board, lighten(look.a, 0.14), seed=y)
        draw_wood(pen, [(10, y), (82, y), (82, y + 4), (10, y + 4)], look.a, seed=y + 1)
        if look.pose and y > 30:
            _fill_shelf(pen, y)
    for x in (10, 82):
        draw_wood(pen, [(x, 24), (x + 4, 24), (x + 4, 84), (x, 84)], look.a, degrees=90, seed=x)
        pen.fill(
            [(x + 4, 24), (x + 12, 18), (x + 12, 77), (x + 4, 84)],
            down(18, 84, darken(look.a, 0.2), darken(look.a, 0.4)),
            cover=1 if x > 50 else 0.0,
        )


def _fill_shelf(pen: Pen, y: float) -> None:
    if y < 60:
        for step, (color, height) in enumerate((("#a4553f", 19), ("#e3d8c1", 21), ("#3f5d57", 18), ("#d7a13b", 20))):
            draw_box(pen, Box(22 + step * 5.4, y - 3 - height, 4.8, height, 3, 0.4, radius=0.3), color)
        draw_turned(
            pen, Turned(62, smooth([(y - 12, 5), (y - 8, 7), (y - 3, 4.6)], is_closed=False)), "#8fa39a", "gloss"
        )
        for angle in (-115, -90, -68):
            draw_leaf(
                pen,
                62 + math.cos(math.radians(angle)) * 5,
                y - 16 + math.sin(math.radians(angle)) * 2,
                9,
                angle,
                "#6f8f5f",
            )
    else:
        draw_box(pen, Box(20, y - 12, 26, 9, 6, 0.4, radius=0.6), CREAM)
        draw_turned(pen, Turned(64, [(y - 14, 6), (y - 3, 6)]), "#7f9ab0")
        draw_opening(pen, Turned(64, [(y - 14, 6), (y - 3, 6)]), "#7f9ab0")
        for x in (61, 64, 66.6):
            pen.line([(x, y - 14), (x + (x - 64) * 0.6, y - 24)], 1, "#d7a13b" if x == 64 else WALNUT)


@form("storage_box", focus=(34, 62, 18), size=36)
def draw_storage_box(pen: Pen, look: Look) -> None:
    """A cloth box with a window in its front; open and filled in the second pose."""
    pen.touch(54, 84, 38, 3)
    box = Box(10, 44, 62, 40, 20, 0.55, radius=2)
    draw_box(pen, box, look.a, lid=darken(look.a, 0.5) if look.pose else None)
    if look.pose:
        for step, color in enumerate(("#d9c7b0", "#b9765a", "#e9e4da")):
            x, y = box.on_lid(0.2 + step * 0.3, 0.5)
            draw_cloth(pen, make_box(x - 9, y - 8, x + 9, y + 6, 3), color, bulge=2.4, weave=0.15)
        draw_cloth(
            pen,
            [box.on_front(0, 0), box.on_front(1, 0), box.on_front(1, 1), box.on_front(0, 1)],
            look.a,
            bulge=1.2,
            weave=0.2,
        )
    else:
        draw_weave(pen, box.hull(), look.a, step=0.9, cover=0.18)
    window = make_box(18, 54, 56, 76, 2)
    pen.fill(window, slant((18, 54), (56, 76), "#eef2f4", "#aeb9c2"), cover=0.9)
    with pen.within(window):
        for step, color in enumerate(("#d9c7b0", "#b9765a", "#8fa39a")):
            draw_cloth(pen, make_box(16, 70 - step * 7, 60, 76 - step * 7, 2), color, bulge=1.2, weave=0.1)
        pen.fill([(24, 54), (36, 54), (26, 76), (14, 76)], "#ffffff", cover=0.3)
    pen.line([*window, window[0]], 1, darken(look.a, 0.3))
    pen.line([(30, 49), (44, 49)], 2.6, darken(look.a, 0.3))
    pen.line([(30, 48.6), (44, 48.6)], 2, look.b)


@form("moon_vase", focus=(50, 54, 20), size=22)
def draw_moon_vase(pen: Pen, look: Look) -> None:
    """A round vase with a small mouth; a twig in it in the second pose."""
    pen.touch(50, 86, 14)
    if look.pose:
        twig = smooth([(50, 40), (48, 24), (54, 10), (66, -4)], is_closed=False)
        pen.tube(twig, 1.3, "#6a5442")
        pen.tube(smooth([(50, 22), (40, 10), (32, 4)], is_closed=False), 1, "#6a5442")
        for x, y in ((66, -4), (58, 4), (50, 14), (32, 4), (39, 9), (62, 8), (44, 16)):
            draw_blossom(pen, x, y, 3.8, "#f1c9c4", middle="#d98a6a")
    profile = smooth(
        [(39, 6), (42, 6.4), (46, 15), (54, 24), (64, 27), (74, 23.5), (82, 15), (86, 12), (87, 12)], is_closed=False
    )
    body = Turned(50, profile)
    draw_turned(pen, body, look.a, "matte", relief=0.75)
    with pen.within(body.outline()):
        pen.shine(make_ellipse(40, 56, 6, 9), soft=4, cover=0.4)
        pen.lines([body.ring(50 + step * 4.3)[2:35] for step in range(8)], 0.25, darken(look.a, 0.3), cover=0.18)
    draw_opening(pen, Turned(50, [(39, 6), (40, 6)]), look.a, wall=0.8)


@form("clock", rest=HANG, focus=(56, 42, 17), size=30)
def draw_clock(pen: Pen, look: Look) -> None:
    """A wall clock in a wooden ring."""
    ring = make_ellipse(50, 50, 36)
    draw_wood(pen, ring, look.a, degrees=20, seed=4)
    pen.fill(ring, glow(40, 38, 60, 60, thin("#ffffff", 0.35), thin("#ffffff", 0), thin(INK, 0.35)), bulge=2)
    pen.fill(make_ellipse(50, 50, 31), darken(look.a, 0.45))
    pen.fill(make_ellipse(50.4, 50.6, 30.4), glow(44, 42, 40, 40, lighten(look.b, 0.5), look.b, darken(look.b, 0.1)))
    ticks = [turn([(50, 23), (50, 26.5 if step % 3 else 28)], step * 30) for step in range(12)]
    pen.lines(ticks, 0.9, mix(look.a, INK, 0.5))
    hour, minute = (305, 60) if not look.pose else (75, 180)
    for angle, length, width in ((hour, 15, 1.9), (minute, 22, 1.3)):
        hand = turn([(50, 54), (50, 50 - length)], angle)
        pen.line(move(hand, 0.7, 1), width, INK, soft=0.6, cover=0.3)
        pen.line(hand, width, INK)
    pen.line(turn([(50, 57), (50, 25)], 200 if not look.pose else 260), 0.5, "#b5483a")
    draw_ball(pen, 50, 50, 1.7, BRASS)
