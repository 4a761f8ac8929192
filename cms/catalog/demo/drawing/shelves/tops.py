"""Shirts, jackets and knitwear, laid out flat or folded."""

from __future__ import annotations

from cms.catalog.demo.drawing.colors import INK, Paint, darken, lighten, mix
from cms.catalog.demo.drawing.fills import down, slant
from cms.catalog.demo.drawing.forms import HANG, Look, form
from cms.catalog.demo.drawing.motifs import draw_checks, draw_cloth, draw_folds, draw_stitches, draw_stripes, draw_weave
from cms.catalog.demo.drawing.outlines import (
    Outline,
    join_halves,
    make_arc,
    make_box,
    make_ellipse,
    mirror,
    move,
    smooth,
)
from cms.catalog.demo.drawing.pen import Pen


def fold_cloth(pen: Pen, color: Paint, *, top: float, bottom: float, half: float = 30) -> Outline:
    """A folded garment lying on others."""
    piece = smooth(
        [
            (50 - half, top + 3),
            (50, top),
            (50 + half, top + 3),
            (50 + half + 1, (top + bottom) / 2),
            (50 + half, bottom),
            (50, bottom + 1),
            (50 - half, bottom),
            (50 - half - 1, (top + bottom) / 2),
        ],
        steps=6,
    )
    draw_cloth(pen, piece, color, bulge=2.6, weave=0.08)
    return piece


def _draw_folded(pen: Pen, look: Look, *, collar: str = "round") -> None:
    """A garment folded as in a shop, another under it."""
    fold_cloth(pen, mix(look.a, look.b, 0.45), top=68, bottom=86, half=31)
    front = smooth([(20, 30), (36, 24), (64, 24), (80, 30), (81, 54), (80, 76), (50, 78), (20, 76), (19, 54)], steps=6)
    pen.shade(move(front, 0.6, 1.4), soft=1.2, cover=0.35)
    draw_cloth(pen, front, look.a, bulge=3, weave=0.1)
    decorate_cloth(pen, front, look)
    draw_folds(
        pen,
        front,
        [[(28, 32), (26, 54), (28, 74)], [(72, 32), (74, 54), (72, 74)], [(24, 68), (50, 72), (76, 68)]],
        look.a,
        width=2,
        depth=0.22,
    )
    if collar == "round":
        _draw_neck(pen, look.a, y=24, wide=12)
    else:
        _draw_collar(pen, look, y=22, stand=collar == "stand")


def decorate_cloth(pen: Pen, outline: Outline, look: Look) -> None:
    if look.get("pattern") == "stripes":
        draw_stripes(pen, outline, look.b, step=6, width=2.2)
    elif look.get("pattern") == "linen":
        draw_weave(pen, outline, look.a, step=0.7, cover=0.22)
    elif look.get("pattern") == "cord":
        draw_stripes(pen, outline, darken(look.a, 0.4), step=1.5, width=0.5, is_down=True, cover=0.45)


def _draw_neck(pen: Pen, color: Paint, *, y: float, wide: float) -> None:
    inside = make_ellipse(50, y, wide, wide * 0.34)
    pen.fill(inside, down(y - 4, y + 4, darken(color, 0.42), darken(color, 0.25)))
    rib = make_arc(50, y, wide, wide * 0.62, 178, 2)
    pen.line(rib, 2.4, darken(color, 0.1), bulge=0.6)
    pen.line(make_arc(50, y - 0.2, wide, wide * 0.3, 182, 358), 2, lighten(color, 0.05), bulge=0.5)


def _draw_collar(pen: Pen, look: Look, *, y: float, stand: bool) -> None:
    color = look.a
    pen.fill(make_ellipse(50, y, 10, 3.4), darken(color, 0.4))
    if stand:
        band = [*make_arc(50, y, 10.4, 3.6, 180, 0), *make_arc(50, y + 4, 11.4, 4, 0, 180)]
        pen.fill(band, slant((38, y), (62, y + 8), lighten(color, 0.25), darken(color, 0.1)), bulge=0.7)
    else:
        for side in (False, True):
            wing = [(50, y + 6), (40.5, y - 2), (37.5, y + 3), (42, y + 12)]
            wing = mirror(wing) if side else wing
            pen.shade(move(wing, 0.4, 1), soft=0.8, cover=0.3)
            pen.fill(wing, slant((38, y - 2), (48, y + 12), lighten(color, 0.3), darken(color, 0.04)), bulge=0.8)
    placket = make_box(48, y + 6, 52, 88 if y < 20 else 76, 0.4)
    pen.fill(placket, slant((48, y), (52, 88), lighten(color, 0.1), darken(color, 0.05)), bulge=0.4)
    bottom = 84 if y < 20 else 74
    pen.dots(
        [(50, y + 10 + step * 9) for step in range(int((bottom - y - 10) / 9) + 1)],
        0.95,
        look.get("buttons", "#f4efe4"),
    )
    pen.dots([(50, y + 10 + step * 9) for step in range(int((bottom - y - 10) / 9) + 1)], 0.3, INK)


def _make_body(*, long: bool) -> tuple[Outline, Outline]:
    """Front and left sleeve of a top laid flat."""
    body = join_halves(
        smooth([(42, 14), (33, 17), (27, 24), (30, 36), (29.4, 60), (28.6, 88)], is_closed=False, steps=5)
    )
    if long:
        sleeve = smooth(
            [(34, 16.6), (24, 22), (17, 44), (11, 72), (10, 80), (18, 82.6), (22, 70), (27.6, 48), (31, 36)], steps=5
        )
    else:
        sleeve = smooth([(34, 16.6), (24, 21), (13, 38), (11, 43), (23, 48.6), (27, 41), (31, 36)], steps=5)
    return body, sleeve


def _draw_top(pen: Pen, look: Look, *, long: bool) -> Outline:
    body, sleeve = _make_body(long=long)
    for part in (sleeve, mirror(sleeve)):
        draw_cloth(pen, part, darken(look.a, 0.05), bulge=2.6, weave=0.08)
        decorate_cloth(pen, part, look)
    draw_cloth(pen, body, look.a, bulge=3, weave=0.1)
    decorate_cloth(pen, body, look)
    for flip in (False, True):
        seam = smooth([(34, 16.6), (30, 26), (31, 37)], is_closed=False)
        pen.line(mirror(seam) if flip else seam, 0.5, darken(look.a, 0.4), cover=0.55)
    draw_folds(
        pen,
        body,
        [
            [(33, 38), (38, 52), (34, 70)],
            [(67, 38), (62, 54), (66, 76)],
            [(46, 60), (52, 74), (46, 88)],
            [(40, 30), (50, 36), (60, 30)],
        ],
        look.a,
        width=2.2,
        depth=0.18,
    )
    cuff = 81.4 if long else 46.4
    hem = [(29, 86), (50, 87), (71, 86)]
    draw_stitches(pen, hem, darken(look.a, 0.35), length=0.8, width=0.25)
    if not long:
        for flip in (False, True):
            line = [(13, cuff - 4.6), (24, cuff + 0.4)]
            draw_stitches(pen, mirror(line) if flip else line, darken(look.a, 0.35), length=0.8, width=0.25)
    return body


def draw_collarless_top(pen: Pen, look: Look) -> Outline:
    """A long-sleeved top up to its neck; returns its front."""
    return _draw_top(pen, look, long=True)


@form("tee", rest=HANG, focus=(50, 24, 16), size=70, folds=True)
def draw_tee(pen: Pen, look: Look) -> None:
    """A T-shirt; folded in the second pose."""
    if look.pose:
        _draw_folded(pen, look)
        return
    _draw_top(pen, look, long=bool(look.get("long")))
    _draw_neck(pen, look.a, y=15, wide=9.4)


@form("shirt", rest=HANG, focus=(50, 28, 16), size=74, folds=True)
def draw_shirt(pen: Pen, look: Look) -> None:
    """A shirt with buttons; folded in the second pose."""
    is_stand = look.get("collar") == "stand"
    if look.pose:
        _draw_folded(pen, look, collar="stand" if is_stand else "wings")
        return
    _draw_top(pen, look, long=True)
    for flip in (False, True):
        cuff = smooth([(9.6, 76), (19.8, 78.6), (18.4, 84), (8.6, 82)])
        draw_cloth(pen, mirror(cuff) if flip else cuff, lighten(look.a, 0.06), bulge=1, weave=0)
    _draw_collar(pen, look, y=14, stand=is_stand)
    if not is_stand:
        pocket = make_box(56, 36, 66, 48, 1)
        draw_cloth(pen, pocket, look.a, bulge=0.6, weave=0.08)
        draw_stitches(pen, [*pocket, pocket[0]], darken(look.a, 0.35), length=0.7, width=0.25)


@form("field_jacket", rest=HANG, focus=(36, 62, 17), size=76)
def draw_field_jacket(pen: Pen, look: Look) -> None:
    """A jacket with four pockets; open, showing its lining, in the second pose."""
    _draw_top(pen, look, long=True)
    if look.pose:
        lining = join_halves(smooth([(44, 16), (40, 40), (40, 88)], is_closed=False))
        draw_cloth(pen, lining, look.b, bulge=1, weave=0.12)
        draw_checks(pen, lining, darken(look.a, 0.1), darken(look.a, 0.4), step=5)
        pen.fill(make_box(46, 24, 54, 29, 0.6), look.a)
    else:
        placket = make_box(46.6, 20, 53.4, 88, 0.6)
        draw_cloth(pen, placket, lighten(look.a, 0.05), bulge=0.8, weave=0.06)
        draw_stitches(pen, [(47.6, 22), (47.6, 86)], darken(look.a, 0.4), length=0.8, width=0.25)
        pen.dots([(50, 28 + step * 12) for step in range(5)], 1.2, look.get("buttons", "#a08f6a"))
    for x, y, width, high in ((34.5, 33, 11, 12), (55.5, 33, 11, 12), (32.5, 62, 13.4, 17), (55.4, 62, 13.4, 17)):
        if look.pose:
            x += -2 if x < 50 else 2.4
        pocket = make_box(x, y, x + width, y + high, 1)
        draw_cloth(pen, pocket, look.a, bulge=1, weave=0.06)
        flap = make_box(x - 0.6, y - 1, x + width + 0.6, y + 4.4, 0.8)
        pen.shade(move(flap, 0.2, 0.8), soft=0.6, cover=0.35)
        draw_cloth(pen, flap, lighten(look.a, 0.08), bulge=0.8, weave=0)
        pen.dots([(x + width / 2, y + 2.6)], 0.9, look.get("buttons", "#a08f6a"))
    for flip in (False, True):
        wing = [(50, 22), (40, 11), (34, 15), (40, 28)]
        wing = mirror(wing) if flip else wing
        pen.shade(move(wing, 0.4, 1), soft=0.8, cover=0.3)
        pen.fill(
            wing,
            slant(
                (34, 11), (50, 28), lighten(look.get("collar", look.a), 0.16), darken(look.get("collar", look.a), 0.1)
            ),
            bulge=1,
        )


@form("cardigan", rest=HANG, focus=(48, 46, 16), size=66, folds=True)
def draw_cardigan(pen: Pen, look: Look) -> None:
    """A knitted jacket; folded in the second pose."""
    if look.pose:
        _draw_folded(pen, look)
        _draw_knit(pen, make_box(21, 29, 79, 75, 6), look.a)
        pen.dots([(50, 36 + step * 9) for step in range(5)], 1.3, look.get("buttons", "#6a4a38"))
        return
    body = _draw_top(pen, look, long=True)
    _draw_knit(pen, body, look.a)
    opening = join_halves([(42.5, 14), (47.5, 46), (50, 48)])
    pen.fill(opening, down(14, 48, darken(look.a, 0.4), darken(look.a, 0.28)))
    edge = smooth([(41.5, 13.4), (45.4, 34), (49, 48), (49.4, 88)], is_closed=False)
    for flip in (True, False):
        pen.line(mirror(edge) if flip else edge, 3, darken(look.a, 0.06), bulge=0.8)
    pen.dots([(49.4, 52 + step * 8.4) for step in range(5)], 1.3, look.get("buttons", "#6a4a38"))
    draw_stripes(pen, make_box(29, 83.4, 71, 89, 0), darken(look.a, 0.35), step=1.2, width=0.4, is_down=True, cover=0.5)
    for flip in (False, True):
        pocket = make_box(33, 66, 44, 79, 1)
        pocket = mirror(pocket) if flip else pocket
        pen.line([*pocket, pocket[0]], 0.6, darken(look.a, 0.3), cover=0.7)


def _draw_knit(pen: Pen, outline: Outline, color: Paint) -> None:
    left = min(x for x, _y in outline)
    right = max(x for x, _y in outline)
    rows = [
        [(x, y), (x + 0.8, y + 1), (x + 1.6, y)]
        for y in range(14, 90, 2)
        for x in (left + step * 1.6 for step in range(int((right - left) / 1.6)))
    ]
    with pen.within(outline):
        pen.lines(rows, 0.34, darken(color, 0.4), cover=0.35)
