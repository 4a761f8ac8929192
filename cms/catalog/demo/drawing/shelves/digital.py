"""Chargers, what stands on a desk, and what is worn."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import STEEL, Color, darken, lighten, mix
from cms.catalog.demo.drawing.fills import across, down, glow, slant, turned
from cms.catalog.demo.drawing.forms import LIE, Look, form
from cms.catalog.demo.drawing.motifs import draw_plastic, draw_screen_glare, draw_weave, draw_words
from cms.catalog.demo.drawing.outlines import (
    Outline,
    make_arc,
    make_box,
    make_ellipse,
    mirror,
    move,
    smooth,
    turn,
)
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Box, draw_ball, draw_box

DARK: Color = (44, 47, 53, 255)


@form("charger", focus=(38, 62, 16), size=6)
def draw_charger(pen: Pen, look: Look) -> None:
    """A plug with three ports; a cable in it in the second pose."""
    pen.touch(50, 80, 26, 4)
    box = Box(24, 36, 40, 45, 16, 0.5, radius=3.4)
    if not look.pose:
        for y in (38, 50):
            pin = [box.on_side(1, (y - 30) / 45), (88, y - 10), (88, y - 7.4), box.on_side(1, (y - 26) / 45)]
            pen.fill(pin, down(y - 12, y, lighten(STEEL, 0.5), darken(STEEL, 0.25)))
    draw_box(pen, box, look.a)
    for row, (y, color) in enumerate(((46, look.b), (57, look.b), (68, DARK))):
        port = make_box(33, y, 55, y + 5.4, 2.6 if row < 2 else 0.8)
        pen.fill(port, down(y, y + 6, darken(look.a, 0.5), darken(look.a, 0.25)))
        pen.fill(make_box(34.4, y + 1.3, 53.6, y + 4.1, 1.3 if row < 2 else 0.4), darken(DARK, 0.3))
        pen.fill(make_box(37, y + 2.2, 51, y + 3.2, 0.4), color)
    if look.pose:
        pen.fill(make_box(36, 46.6, 52, 51, 2), "#e9e9e7", bulge=0.8)
        pen.tube(
            smooth([(38, 49), (22, 52), (12, 64), (16, 84), (34, 92), (60, 90), (86, 93)], is_closed=False),
            2.6,
            "#ecebe8",
        )


@form("powerbank", focus=(42, 42, 18), size=10)
def draw_powerbank(pen: Pen, look: Look) -> None:
    """A thin battery, its ring of magnets showing; on the back of a telephone in the second pose."""
    if look.pose:
        pen.touch(52, 88, 20, 3)
        phone = make_box(30, 10, 70, 89, 6)
        pen.fill(move(phone, 1.6, 0.4), "#3b4048")
        pen.fill(phone, slant((30, 10), (70, 89), "#eceef0", "#cfd4d9", "#aab0b8"), bulge=1.6)
        pen.fill(make_box(33, 13, 50, 30, 4), slant((33, 13), (50, 30), "#f6f7f8", "#c3c8ce"), bulge=0.8)
        for x, y in ((38, 18), (45, 25), (38, 25.6)):
            pen.fill(make_ellipse(x, y, 3), glow(x - 1, y - 1, 4, 4, "#5a6675", "#15181c"))
        pack = make_box(33, 36, 67, 84, 5)
        pen.shade(move(pack, 1, 1.2), soft=1.4, cover=0.4)
        draw_plastic(pen, pack, look.a, bulge=2)
    else:
        pen.touch(50, 86, 26, 3)
        side = make_box(24, 18, 78, 87, 7)
        pen.fill(side, across(70, 79, darken(look.a, 0.2), darken(look.a, 0.5)))
        pack = make_box(22, 18, 74, 87, 7)
        draw_plastic(pen, pack, look.a, bulge=2)
        draw_weave(pen, pack, look.a, step=0.8, cover=0.07)
        ring = make_ellipse(48, 48, 16)
        pen.line([*ring, ring[0]], 2.2, mix(look.a, look.b, 0.55), cover=0.8)
        pen.line([(48, 66), (48, 72)], 2.2, mix(look.a, look.b, 0.55), cover=0.8)
    pen.dots([(44 + step * 3, 79.4) for step in range(4)], 0.7, "#e8fff4")


@form("cable", rest=LIE, focus=(68, 70, 17), size=12)
def draw_cable(pen: Pen, look: Look) -> None:
    """A braided cable in a coil; unwound in the second pose."""
    if look.pose:
        path = smooth(
            [(12, 30), (30, 22), (44, 40), (28, 60), (44, 78), (68, 70), (64, 46), (80, 32), (90, 40)], is_closed=False
        )
    else:
        path = [
            (50 + (23 + step * 0.05) * math.cos(step * 0.12), 47 + (22 + step * 0.05) * math.sin(step * 0.12))
            for step in range(-12, 158)
        ]
        path = [*path, (70, 78), (80, 82)]
    pen.tube(path, 3.4, look.a)
    braid = [[(x - 1.2, y + 0.8), (x + 1.2, y - 0.8)] for x, y in path]
    pen.lines(braid, 0.4, darken(look.a, 0.45), cover=0.5)
    for (x, y), (near_x, near_y) in ((path[0], path[2]), (path[-1], path[-3])):
        angle = math.degrees(math.atan2(y - near_y, x - near_x))
        for start, end, high, color in ((-2, 4, 2.4, look.b), (3, 12, 3.1, look.b), (12, 18, 1.9, STEEL)):
            piece = turn(make_box(x + start, y - high, x + end, y + high, 1), angle, x=x, y=y)
            pen.fill(
                piece,
                slant((x - 4, y - 6), (x + 8, y + 10), lighten(color, 0.35), color, darken(color, 0.25)),
                bulge=0.8,
            )
    if not look.pose:
        tie = turn(make_box(22, 44, 34, 50, 1.4), 0, x=28, y=47)
        pen.fill(tie, slant((22, 44), (34, 50), lighten(look.b, 0.3), look.b), bulge=0.8)


@form("keyboard", rest=LIE, focus=(70, 40, 19), size=12)
def draw_keyboard(pen: Pen, look: Look) -> None:
    """A small keyboard with a knob; askew, its keys lit from below, in the second pose."""
    angle = -9.0 if look.pose else 0.0
    body = turn(make_box(6, 28, 94, 72, 4), angle)
    pen.fill(turn(make_box(6, 30, 94, 74.5, 4), angle), darken(look.a, 0.4))
    draw_plastic(pen, body, darken(look.a, 0.06), bulge=1.4)
    pen.fill(turn(make_box(9, 31, 91, 69, 2), angle), "#f4b26a" if look.pose else darken(look.a, 0.45))
    for row in range(5):
        widths = _ROWS[row]
        x = 9.8
        for index, width in enumerate(widths):
            if row == 0 and index == len(widths) - 1:
                break
            span = width * 5.4 - 0.8
            color = (
                look.b
                if (row, index) in {(0, 0), (2, 12), (4, 3)}
                else darken(look.a, 0.14)
                if index == 0 or index >= len(widths) - 2
                else look.a
            )
            top = 31.8 + row * 7.4
            pen.fill(turn(make_box(x, top, x + span, top + 6.7, 1.1), angle), darken(color, 0.22))
            pen.fill(
                turn(make_box(x + 0.5, top + 0.3, x + span - 0.5, top + 5.5, 1), angle),
                slant((x, top), (x + span, top + 6), lighten(color, 0.35), color),
            )
            x += width * 5.4
    knob = turn([(86.4, 35.3)], angle)[0]
    draw_ball(pen, *knob, 3.3, mix(look.b, STEEL, 0.35), shine=0.7)


_ROWS = (
    (1,) * 15,
    (1.5, *(1,) * 11, 1.5, 1),
    (1.75, *(1,) * 11, 2.25),
    (2.25, *(1,) * 10, 1.75, 1),
    (1.25, 1.25, 1.25, 6.25, 1.25, 1.25, 1.25, 1.25),
)


@form("vertical_mouse", focus=(44, 44, 19), size=8)
def draw_vertical_mouse(pen: Pen, look: Look) -> None:
    """A mouse that is held like a hand; its other side in the second pose."""

    def flip(points: Outline) -> Outline:
        return mirror(points) if look.pose else points

    pen.touch(52, 83, 32, 5)
    base = flip(smooth([(16, 78), (30, 70), (70, 70), (86, 76), (80, 85), (50, 87), (22, 85)]))
    pen.fill(base, down(70, 87, darken(look.a, 0.3), darken(look.a, 0.55)), bulge=1.6)
    shell = flip(smooth([(24, 78), (26, 54), (36, 30), (52, 20), (66, 26), (78, 48), (82, 76), (60, 80), (40, 80)]))
    draw_plastic(pen, shell, look.a, bulge=5)
    thumb = flip(smooth([(40, 78), (42, 58), (54, 46), (68, 54), (76, 76), (60, 79)]))
    pen.fill(thumb, slant((40, 46), (76, 80), darken(look.a, 0.16), darken(look.a, 0.42)), bulge=3)
    pen.line(
        flip(smooth([(40, 78), (42, 58), (54, 46), (68, 54), (76, 76)], is_closed=False)),
        0.7,
        lighten(look.a, 0.4),
        cover=0.6,
    )
    for points in ([(52, 52), (60, 50.4)], [(62, 51.6), (68, 56)]):
        pen.line(flip(points), 2.6, look.b, bulge=0.6)
    pen.line(flip(smooth([(37, 30), (30, 50), (27, 70)], is_closed=False)), 0.5, darken(look.a, 0.5), cover=0.8)
    wheel = flip(turn(make_box(35, 34, 39.6, 46, 2.2), 22, x=37, y=40))
    pen.fill(wheel, slant((34, 34), (40, 46), lighten(look.b, 0.3), darken(look.b, 0.35)), bulge=0.8)
    pen.fill(flip(make_ellipse(58, 33, 1)), "#9fe8c4")


@form("hub", focus=(40, 60, 18), size=5)
def draw_hub(pen: Pen, look: Look) -> None:
    """A bar of aluminium with ports in its side; turned in the second pose."""
    if look.pose:
        pen.tube(smooth([(14, 66), (4, 60), (4, 40), (24, 30), (40, 36)], is_closed=False), 2.2, DARK)
    else:
        pen.tube(smooth([(84, 56), (95, 54), (98, 66), (90, 86), (74, 90)], is_closed=False), 2.2, DARK)
        pen.fill(turn(make_box(62, 87, 76, 93, 1.6), -6, x=70, y=90), STEEL, bulge=0.8)
    pen.touch(50, 77, 40, 4)
    box = Box(10, 56, 66, 21, 18, 0.5, radius=2.2)
    draw_box(pen, box, look.a, lid=lighten(look.a, 0.2))
    ports: tuple[tuple[float, float, float], ...] = (
        ((14, 12, 6), (29, 9, 3), (41, 9, 3), (53, 5, 2.4), (61, 11, 7))
        if not look.pose
        else ((14, 9, 3), (26, 9, 3), (38, 14, 1.6), (56, 14, 1.6))
    )
    for x, width, high in ports:
        pen.fill(make_box(x, 66 - high / 2 - 0.6, x + width, 66 + high / 2 + 0.6, 0.9), lighten(look.a, 0.35))
        pen.fill(make_box(x + 0.5, 66 - high / 2, x + width - 0.5, 66 + high / 2, 0.7), darken(DARK, 0.35))
    x, y = box.on_lid(0.5, 0.5)
    draw_words(pen, x, y, (12,), darken(look.a, 0.3), size=0.7)


@form("watch", focus=(50, 50, 18), size=24)
def draw_watch(pen: Pen, look: Look) -> None:
    """A light watch on its strap; lying on its side, another face on it, in the second pose."""
    pen.touch(50, 90, 14, 3)
    strap = look.get("strap", look.b)
    upper = smooth([(38, 36), (40, 16), (43, 8), (57, 8), (60, 16), (62, 36)], steps=5)
    lower = smooth([(38, 64), (40, 82), (43, 91), (57, 91), (60, 82), (62, 64)], steps=5)
    for part in (upper, lower):
        pen.fill(part, across(37, 63, darken(strap, 0.24), lighten(strap, 0.2), strap, darken(strap, 0.34)), bulge=1.6)
    pen.dots([(50, 72 + step * 4) for step in range(5)], 0.9, darken(strap, 0.5))
    pen.fill(make_box(69, 45, 72.6, 55, 1.2), across(69, 73, lighten(STEEL, 0.4), darken(STEEL, 0.4)))
    pen.fill(
        make_box(29, 29, 71, 71, 12),
        slant((29, 29), (71, 71), lighten(look.a, 0.45), look.a, darken(look.a, 0.3)),
        bulge=2,
    )
    screen = make_box(32.5, 32.5, 67.5, 67.5, 9)
    pen.fill(screen, slant((32, 32), (68, 68), "#1d2126", "#0b0d10"))
    if look.pose:
        ring = make_arc(50, 50, 12.5, 12.5, -90, 160)
        pen.line(make_arc(50, 50, 12.5, 12.5, 0, 360), 2.6, "#2c3239")
        pen.line(ring, 2.6, "#7fd6a8")
        pen.line(make_arc(50, 50, 8.6, 8.6, -90, 60), 2.2, "#e8a35f")
        heart = smooth([(50, 48.6), (52.4, 46), (54.6, 48.4), (50, 54), (45.4, 48.4), (47.6, 46)])
        pen.fill(heart, "#ef6f6c")
    else:
        _draw_time(pen, 50, 44.6)
        for step, (color, share) in enumerate((("#e8a35f", 0.8), ("#7fd6a8", 0.55), ("#8fb7ea", 0.9))):
            pen.line([(40, 56 + step * 3), (60, 56 + step * 3)], 1.2, "#2c3239")
            pen.line([(40, 56 + step * 3), (40 + 20 * share, 56 + step * 3)], 1.2, color)
    draw_screen_glare(pen, screen)


def _draw_time(pen: Pen, x: float, y: float) -> None:
    """10:08, of seven segments each."""
    for offset, segments in ((-11, "bc"), (-5, "abcdef"), (4.4, "abcdef"), (10.4, "abcdefg")):
        left, right, top, middle, bottom = x + offset - 1.7, x + offset + 1.7, y - 4, y, y + 4
        ends = {
            "a": [(left, top), (right, top)],
            "b": [(right, top), (right, middle)],
            "c": [(right, middle), (right, bottom)],
            "d": [(left, bottom), (right, bottom)],
            "e": [(left, middle), (left, bottom)],
            "f": [(left, top), (left, middle)],
            "g": [(left, middle), (right, middle)],
        }
        pen.lines([ends[name] for name in segments], 1.05, "#f4f6f8")
    pen.dots([(x - 0.2, y - 1.8), (x - 0.2, y + 1.8)], 0.6, "#f4f6f8")


@form("ring", focus=(42, 50, 18), size=3)
def draw_ring(pen: Pen, look: Look) -> None:
    """A ring of titanium standing up; on its charger in the second pose."""
    y = 50.0
    if look.pose:
        pen.touch(50, 86, 26, 5)
        pen.fill(make_ellipse(50, 82, 27, 6.4), "#2b2e33")
        pen.fill(make_ellipse(50, 79.6, 26, 6), glow(44, 77, 34, 8, "#5b6068", "#33363c"))
        pen.fill(make_ellipse(50, 79, 12, 2.6), glow(50, 79, 12, 3, "#7fd6b8", "#33504a"))
        y = 50
    else:
        pen.touch(50, 84, 16, 3)
    outer = make_ellipse(50, y, 29, 32)
    inner = make_ellipse(53, y, 23, 27)
    pen.fill(outer, turned(20, 80, look.a, "metal"), bulge=1.6)
    pen.fill(inner, slant((32, y - 26), (76, y + 26), darken(look.b, 0.4), look.b, lighten(look.b, 0.35)))
    hole = make_ellipse(56.4, y, 20, 24.6)
    for angle in (150, 170, 190):
        at = math.radians(angle)
        pen.fill(
            make_ellipse(54.4 + 21.6 * math.cos(at), y + 25.6 * math.sin(at), 1.2, 1.6),
            "#6fe0a8" if angle == 170 else "#3f8f6c",
        )
    pen.cut(hole)
