"""Pens, brushes, pencils and ink."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import BRASS, INK, STEEL, Color, Paint, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import glow, slant, turned
from cms.catalog.demo.drawing.forms import LIE, Look, form
from cms.catalog.demo.drawing.motifs import (
    draw_leaf,
    draw_wood,
    draw_words,
)
from cms.catalog.demo.drawing.outlines import Point, make_arc, make_box, make_ellipse, move, smooth, turn
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.solids import Turned, draw_ball, draw_top, draw_turned


class Rod:
    """A round thing lying at an angle: pieces along it from -50 to 50, thickness to both sides."""

    def __init__(self, pen: Pen, x: float, y: float, degrees: float) -> None:
        self.pen, self.x, self.y, self.degrees = pen, x, y, degrees

    def at(self, along: float, side: float = 0) -> Point:
        return turn([(self.x + along, self.y + side)], self.degrees, x=self.x, y=self.y)[0]

    def piece(
        self, start: float, end: float, first: float, last: float, color: Paint, *, material: str = "satin"
    ) -> None:
        outline = [self.at(start, -first), self.at(end, -last), self.at(end, last), self.at(start, first)]
        thick = max(first, last)
        light, tones = self.at(start, -thick), self.at(start, thick)
        if material == "metal":
            fill = slant(
                light,
                tones,
                darken(color, 0.3),
                lighten(color, 0.7),
                color,
                darken(color, 0.4),
                lighten(color, 0.15),
                darken(color, 0.45),
            )
        elif material == "clear":
            fill = slant(
                light,
                tones,
                thin(darken(color, 0.2), 0.7),
                thin("#ffffff", 0.75),
                thin(color, 0.3),
                thin(color, 0.4),
                thin(darken(color, 0.3), 0.75),
            )
        else:
            fill = slant(
                light, tones, darken(color, 0.1), lighten(color, 0.5), color, darken(color, 0.18), darken(color, 0.42)
            )
        self.pen.fill(outline, fill)

    def line(self, start: float, end: float, side: float, width: float, color: Paint) -> None:
        self.pen.line([self.at(start, side), self.at(end, side)], width, color)


def draw_nib(rod: Rod, start: float, color: Paint) -> None:
    """A fountain pen's nib, pointing to lower numbers."""
    pen = rod.pen
    outline = smooth(
        [
            rod.at(start, -1.8),
            rod.at(start - 4, -2.2),
            rod.at(start - 10, 0),
            rod.at(start - 4, 2.2),
            rod.at(start, 1.8),
        ],
        steps=5,
    )
    pen.fill(outline, slant(rod.at(start, -2), rod.at(start, 2), lighten(color, 0.5), color, darken(color, 0.3)))
    pen.line([rod.at(start - 9, 0), rod.at(start - 4, 0)], 0.25, INK)
    pen.fill(make_ellipse(*rod.at(start - 4, 0), 0.6), INK)


@form("fountain_pen", rest=LIE, focus=(31, 62, 16), size=14)
def draw_fountain_pen(pen: Pen, look: Look) -> None:
    """An open pen and its cap; closed, on a written page, in the second pose."""
    clear = look.get("clear")
    material = "clear" if clear else look.get("material", "satin")
    trim: Color = STEEL if clear else BRASS if look.get("material") != "metal" else (150, 116, 62, 255)
    if look.pose:
        page = turn(make_box(16, 14, 84, 88, 1), -8)
        pen.fill(move(page, 1, 1.4), INK, soft=1.4, cover=0.25)
        pen.fill(page, slant((16, 14), (84, 88), "#fffdf7", "#f1ecdf"))
        for row in range(11):
            line = turn([(22, 22 + row * 5.4), (78, 22 + row * 5.4)], -8)
            pen.line(line, 0.25, "#cfc7b5")
            wave = [
                (24 + step * 1.1, 20.8 + row * 5.4 + math.sin(step * 1.7 + row) * 0.9 * math.sin(step * 0.41 + row * 2))
                for step in range(20 + (row * 17) % 24)
            ]
            if row < 7:
                pen.line(turn(smooth(wave, is_closed=False, steps=3), -8), 0.5, look.get("ink", "#2f5d7c"))
        rod = Rod(pen, 58, 66, -32)
        pen.line([rod.at(-36, 3.4), rod.at(34, 3.4)], 5, INK, soft=1.6, cover=0.35)
        rod.piece(-34, 2, 2.4, 3.1, look.a, material=material)
        rod.piece(2, 34, 3.4, 3.1, look.a, material=material)
        rod.piece(34, 36, 2.8, 2, trim, material="metal")
        rod.piece(2, 4, 3.5, 3.5, trim, material="metal")
        rod.line(8, 34, -1.2, 1, lighten(trim, 0.3))
        return
    rod = Rod(pen, 48, 50, -30)
    rod.piece(-8, 36, 3.3, 2.6, look.a, material=material)
    if clear:
        rod.piece(-2, 26, 1.9, 1.9, look.get("ink", look.a), material="satin")
        rod.piece(-8, 36, 3.3, 2.6, look.a, material="clear")
    rod.piece(36, 38, 2.5, 1.6, trim, material="metal")
    rod.piece(-10, -8, 3.2, 3.3, trim, material="metal")
    rod.piece(
        -22,
        -10,
        2,
        2.8,
        look.get("grip", darken(look.a, 0.3) if not clear else look.a),
        material="clear" if clear else "satin",
    )
    draw_nib(rod, -22, STEEL if clear else "#d9b56a")
    cap = Rod(pen, 66, 72, -20)
    cap.piece(-14, 16, 3.8, 3.4, look.a, material=material)
    cap.piece(16, 18, 3, 2, trim, material="metal")
    cap.piece(-14, -11.6, 3.9, 3.9, trim, material="metal")
    cap.line(-6, 15, -1.4, 1.1, lighten(trim, 0.3))


@form("gel_pens", rest=LIE, focus=(26, 58, 17), size=15)
def draw_gel_pens(pen: Pen, look: Look) -> None:
    """Pens in a row; a fan of colours in the second pose."""
    palette = look.get("palette", ("#2f3437", "#2f5d8c", "#b5483a"))
    count = 5 if not look.pose else 9
    colors = (
        [palette[index % len(palette)] for index in range(count)]
        if not look.pose
        else ["#2f3437", "#2f5d8c", "#b5483a", "#3f8f6c", "#d9853f", "#8a5aa0", "#d9799a", "#4fa3b8", "#8a6a45"]
    )
    for index, color in enumerate(colors):
        if look.pose:
            rod = Rod(pen, 50, 92, -146 + index * 14)
            shift = 42
        else:
            rod = Rod(pen, 50, 26 + index * 12, -6)
            shift = 0
        rod.piece(
            -14 + shift, 30 + shift, 2.5, 2.5, look.b if not look.pose else lighten(color, 0.08), material="satin"
        )
        rod.piece(-30 + shift, -14 + shift, 2.4, 2.5, mix(color, INK, 0.3))
        for step in range(6):
            rod.pen.line(
                [rod.at(-27 + shift + step * 2, -2.2), rod.at(-27 + shift + step * 2, 2.2)], 0.4, darken(color, 0.5)
            )
        rod.piece(-36 + shift, -30 + shift, 0.7, 2, STEEL, material="metal")
        rod.piece(30 + shift, 34 + shift, 1.4, 1.3, color)
        rod.line(12 + shift, 31 + shift, -1.4, 1.4, color)


@form("brush_set", rest=LIE, focus=(34, 36, 17), size=26)
def draw_brush_set(pen: Pen, look: Look) -> None:
    """Brush, ink stick, ink stone and paper; the brush at work in the second pose."""
    paper = turn(make_box(12, 12, 66, 90, 0.6), -3)
    pen.fill(move(paper, 0.8, 1), INK, soft=1.2, cover=0.22)
    pen.fill(paper, slant((12, 12), (66, 90), "#fffdf8", "#efe9da"))
    strokes = (
        [(26, 28), (40, 26), (52, 28)],
        [(39, 20), (39, 44), (36, 58), (24, 68)],
        [(40, 44), (46, 58), (56, 66)],
    )
    if look.pose:
        for stroke in strokes:
            pen.line(turn(smooth(stroke, is_closed=False), -3), 4.2, "#1d1b1f", cover=0.94)
    else:
        for x in (28, 44):
            pen.line([(x, 14), (x - 3, 88)], 0.3, "#d8cfba")
    stone = make_box(68, 52, 94, 88, 4)
    pen.fill(stone, slant((68, 52), (94, 88), "#5b5d60", "#3a3c40", "#26272a"), bulge=2)
    pen.fill(make_ellipse(81, 66, 9, 9), glow(79, 63, 10, 10, "#43464a", "#141517"))
    pen.fill(make_box(72, 78, 90, 85, 3), "#1b1c1f")
    stick = turn(make_box(74, 22, 80, 46, 0.6), 12, x=77, y=34)
    pen.fill(stick, slant((74, 22), (80, 46), "#3a3a3e", "#151518"), bulge=0.6)
    pen.fill(turn(make_box(75.4, 28, 78.6, 40, 0.4), 12, x=77, y=34), BRASS, cover=0.9)
    rod = Rod(pen, 62, 40, -52) if not look.pose else Rod(pen, 66, 50, -60)
    rod.piece(-12, 40, 1.7, 1.5, look.a)
    rod.piece(38, 40, 1.7, 1.4, BRASS)
    rod.piece(-14, -12, 1.9, 1.8, "#efe6d0")
    tip = smooth([rod.at(-14, -1.9), rod.at(-20, -2.5), rod.at(-29, 0), rod.at(-20, 2.5), rod.at(-14, 1.9)], steps=5)
    pen.fill(
        tip,
        slant(
            rod.at(-14),
            rod.at(-28),
            "#b9a88c" if not look.pose else "#5b534a",
            "#3a332c" if not look.pose else "#141316",
        ),
    )


@form("pencils", rest=LIE, focus=(28, 66, 16), size=18)
def draw_pencils(pen: Pen, look: Look) -> None:
    """Cedar pencils; in their box in the second pose."""
    if look.pose:
        box = make_box(14, 20, 86, 80, 2)
        pen.fill(box, slant((14, 20), (86, 80), lighten(look.b, 0.1), darken(look.b, 0.2)), bulge=1.4)
        pen.fill(make_box(18, 24, 82, 76, 1), darken("#8a6a45", 0.3))
        for index in range(8):
            rod = Rod(pen, 50, 27.4 + index * 6.5, 0)
            _draw_pencil(rod, look, span=29)
        return
    for index, (x, y, degrees) in enumerate(((46, 34, -28), (50, 50, -28), (54, 66, -28), (60, 52, 20))):
        rod = Rod(pen, x, y, degrees)
        if index == 3:
            pen.line([rod.at(-30, 2.6), rod.at(32, 2.6)], 4, INK, soft=1.2, cover=0.3)
        _draw_pencil(rod, look, span=36)
    for seed in range(4):
        x, y = 20 + seed * 5, 84 - seed % 2 * 4
        curl = make_arc(x, y, 4, 2.4, 150 + seed * 40, 400 + seed * 40)
        pen.line(curl, 1.5, lighten(look.a, 0.4))
        pen.line(move(curl, 0, 0.8), 0.5, look.b)


def _draw_pencil(rod: Rod, look: Look, *, span: float) -> None:
    rod.piece(-span + 8, span, 2.6, 2.6, look.a)
    rod.line(-span + 8, span, -0.9, 0.3, lighten(look.a, 0.4))
    rod.line(-span + 8, span, 1.1, 0.3, darken(look.a, 0.3))
    rod.piece(-span, -span + 8, 0.9, 2.6, "#ecd2a4")
    rod.piece(-span - 3, -span, 0.2, 0.9, INK)
    rod.piece(span - 3, span, 2.6, 2.6, look.b)


@form("ink_bottle", focus=(50, 62, 18), size=7)
def draw_ink_bottle(pen: Pen, look: Look) -> None:
    """A bottle of ink in a cut of its own; with a swatch of its colour in the second pose."""
    x = 50 if not look.pose else 36
    pen.touch(x, 83, 23, 5)
    body = smooth(
        [
            (x - 9, 43),
            (x - 22, 52),
            (x - 25, 62),
            (x - 24, 78),
            (x - 18, 85),
            (x, 87),
            (x + 18, 85),
            (x + 24, 78),
            (x + 25, 62),
            (x + 22, 52),
            (x + 9, 43),
        ],
        steps=5,
    )
    pen.fill(body, turned(x - 25, x + 25, mix(look.a, "#dfe9ee", 0.4), "glass"))
    ink = smooth(
        [(x - 20, 56), (x, 58), (x + 20, 56), (x + 22, 66), (x + 20, 79), (x, 83), (x - 20, 79), (x - 22, 66)], steps=5
    )
    pen.fill(ink, slant((x - 20, 56), (x + 20, 84), lighten(look.a, 0.25), look.a, darken(look.a, 0.45)), cover=0.96)
    pen.fill(make_ellipse(x, 57, 19, 2.4), lighten(look.a, 0.35), cover=0.8)
    pen.fill([(x - 22, 56), (x - 16, 54), (x - 15, 82), (x - 21, 79)], "#ffffff", soft=0.8, cover=0.45)
    pen.fill(make_box(x - 11, 64, x + 11, 78, 1), slant((x - 11, 64), (x + 11, 78), "#fffdf6", "#ece5d4"))
    draw_leaf(pen, x, 68.4, 7, -40, look.a)
    draw_words(pen, x, 74, (13, 8), darken(look.a, 0.3), step=2, size=0.5)
    cap = Turned(x, [(27, 11), (29, 12.4), (43, 12.4)])
    draw_turned(pen, cap, "#33363b", "satin")
    pen.lines(
        [[(x + 12.4 * math.sin(step * 0.26), 31), (x + 12.4 * math.sin(step * 0.26), 43)] for step in range(-5, 6)],
        0.3,
        "#1c1e21",
        cover=0.7,
    )
    draw_top(pen, Turned(x, [(27, 11), (28, 11)]), "#3d4147", rim=0.86)
    if look.pose:
        pen.touch(78, 87, 18, 2)
        card = [(60, 58), (92, 54), (98, 86), (64, 90)]
        pen.fill(card, slant((60, 56), (98, 90), "#fffdf7", "#e9e2d2"))
        wash = smooth([(66, 63), (78, 60), (89, 61), (91, 68), (80, 71), (69, 71)])
        pen.fill(wash, slant((66, 60), (91, 71), look.a, lighten(look.a, 0.45), darken(look.a, 0.1)))
        pen.line(smooth([(70, 79), (76, 76), (82, 80), (88, 76), (92, 78)], is_closed=False), 0.8, look.a)


@form("pen_tray", rest=LIE, focus=(36, 46, 17), size=8)
def draw_pen_tray(pen: Pen, look: Look) -> None:
    """A tray hollowed from walnut; with pens in it in the second pose."""
    tray = make_box(8, 34, 92, 66, 6)
    draw_wood(pen, tray, look.a, seed=5)
    pen.fill(tray, thin(look.a, 0), bulge=2)
    for left, right in ((13, 64), (68, 87)):
        hollow = make_box(left, 39, right, 61, 5)
        draw_wood(pen, hollow, darken(look.a, 0.22), seed=9)
        with pen.within(hollow):
            pen.line([(left, 40), (right, 40)], 5, INK, soft=2, cover=0.5)
            pen.line([(left + 1, 42), (left + 1, 60)], 3, INK, soft=1.6, cover=0.4)
            pen.line([(left, 61.4), (right, 61.4)], 1.6, lighten(look.a, 0.5), soft=0.8, cover=0.5)
    if look.pose:
        for y, color in ((46, "#b8924a"), (54, "#33363b")):
            rod = Rod(pen, 39, y, 2)
            pen.line([rod.at(-20, 2.4), rod.at(22, 2.4)], 3, INK, soft=1, cover=0.4)
            rod.piece(-21, 20, 1.9, 2.2, color, material="metal" if y == 46 else "satin")
            rod.line(4, 18, -0.8, 0.7, STEEL)
        for step in range(5):
            draw_ball(pen, 72 + step * 3, 48 + (step * 7) % 9, 1.6, (BRASS, STEEL)[step % 2])
    else:
        draw_words(pen, 78, 50, (8,), darken(look.a, 0.45), size=0.6)
