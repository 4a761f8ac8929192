"""Tea: tins, bags, boxes and jars."""

from __future__ import annotations

import math

from cms.catalog.demo.drawing.colors import BRASS, GOLD, INK, OAK, PAPER, Paint, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import across, down, glow, slant, turned
from cms.catalog.demo.drawing.forms import LIE, Look, form
from cms.catalog.demo.drawing.motifs import (
    draw_blossom,
    draw_crumbs,
    draw_label,
    draw_sprig,
    draw_words,
)
from cms.catalog.demo.drawing.outlines import make_arc, make_box, make_ellipse, move, smooth, turn
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.shelves.food import draw_pieces
from cms.catalog.demo.drawing.solids import (
    Box,
    Turned,
    draw_box,
    draw_opening,
    draw_top,
    draw_turned,
)

GREEN_LEAVES = ("#5b6b36", "#7a8a4c", "#46552c")


@form("tin", focus=(50, 58, 19), size=13)
def draw_tin(pen: Pen, look: Look) -> None:
    """A tea tin with a domed lid; opened in its second pose."""
    x = 50 if look.pose == 0 else 36
    lid_color = look.get("lid", look.b)
    finish = look.get("finish", "satin")
    pen.touch(x, 80, 19)
    body = Turned(x, [(36, 19), (80, 19)])
    pen.fill(body.outline(), turned(x - 19, x + 19, look.a, "satin"))
    pen.fill(body.band(75, 76.2), thin(GOLD, 0.9))
    if look.get("pattern") == "hills":
        _draw_hills(pen, body, look)
    else:
        pen.fill(body.label(46, 69, -0.62, 0.62), turned(x - 12, x + 13, PAPER, "matte"))
        frame = body.label(47, 68, -0.57, 0.57)
        pen.line([*frame, frame[0]], 0.3, mix(look.a, GOLD, 0.5))
        draw_sprig(pen, x, 58.5, 10, look.a)
        draw_words(pen, x, 67.4, (10, 6), mix(look.a, INK, 0.5), step=1.9, size=0.45)
    leaves = look.get("leaves", GREEN_LEAVES)
    if look.pose == 0:
        neck = Turned(x, [(25, 17.6), (27, 19.4), (38, 19.4)])
        pen.shade(body.band(38, 40.5), soft=0.8, cover=0.35)
        draw_turned(pen, neck, lid_color, finish)
        draw_top(pen, Turned(x, [(25, 17.6), (26, 17.6)]), lid_color, rim=0.88)
        return
    draw_opening(pen, Turned(x, [(36, 19), (40, 19)]), "#d5d2cb")
    with pen.within(Turned(x, [(36, 17), (40, 17)]).ring(36)):
        draw_crumbs(pen, x, 40.5, 18, leaves, count=130)
    pen.touch(73, 79, 19)
    lid = Turned(73, [(66, 18), (68, 19.4), (79, 19.4)])
    draw_turned(pen, lid, lid_color, finish)
    draw_top(pen, Turned(73, [(66, 18), (67, 18)]), lid_color, rim=0.88)
    pen.touch(55, 89, 9, 1.5)
    draw_crumbs(pen, 55, 89, 9, leaves, count=50, seed=9)


def _draw_hills(pen: Pen, body: Turned, look: Look) -> None:
    with pen.within(body.band(42, 73)):
        for step, (height, share) in enumerate(((56, 0.25), (61, 0.5), (66, 0.8))):
            ridge = [
                (body.x - 22 + 4 * at, height + 3.4 * math.sin(at * (0.9 + step * 0.2) + step * 2)) for at in range(12)
            ]
            outline = [*smooth(ridge, is_closed=False), (body.x + 22, 80), (body.x - 22, 80)]
            pen.fill(outline, turned(body.x - 19, body.x + 19, mix(look.a, look.b, 0.75 - share * 0.7)))
        pen.fill(make_ellipse(body.x + 7, 50, 3), lighten(look.b, 0.3))


@form("pouch", focus=(50, 56, 20), size=22)
def draw_pouch(pen: Pen, look: Look) -> None:
    """A standing bag with a folded top; its second pose has a bowl of tea before it."""
    x = 50 if look.pose == 0 else 42
    pen.touch(x, 83, 21, 4)
    body = smooth(
        [
            (x - 20, 24),
            (x - 21, 50),
            (x - 23, 78),
            (x - 19, 83),
            (x, 85),
            (x + 19, 83),
            (x + 23, 78),
            (x + 21, 50),
            (x + 20, 24),
        ],
        steps=5,
    )
    body = [(x - 20, 24), *[point for point in body if point[1] > 24.5], (x + 20, 24)]
    pen.fill(
        body,
        across(
            x - 22,
            x + 22,
            darken(look.a, 0.16),
            lighten(look.a, 0.16),
            look.a,
            darken(look.a, 0.1),
            darken(look.a, 0.3),
        ),
        bulge=2.4,
    )
    with pen.within(body):
        pen.shine([(x - 15, 28), (x - 11, 28), (x - 15, 76), (x - 18, 76)], soft=1.4, cover=0.35)
        pen.shade([(x - 24, 76), (x, 72), (x + 24, 76), (x + 24, 90), (x - 24, 90)], soft=2.5, cover=0.22)
    pen.fill(make_box(x - 20, 17, x + 20, 27, 1), down(17, 27, lighten(look.a, 0.18), darken(look.a, 0.12)), bulge=1)
    pen.line([(x - 19, 21.5), (x + 19, 21.5)], 0.5, darken(look.a, 0.3), cover=0.7)
    pen.fill(make_box(x - 3, 15.6, x + 3, 28.5, 0.6), slant((x - 3, 15), (x + 3, 28), "#c9b48c", "#9c8456"))
    draw_label(pen, x - 13, 38, x + 13, 68, look.b, mark=darken(look.a, 0.2))
    pen.fill(make_ellipse(x, 49.5, 7.6), mix(look.b, look.a, 0.22))
    if "pieces" in look.extras:
        draw_pieces(pen, x, 51.5, 4, look.get("pieces"), look.get("piece", look.a), seed=1)
    else:
        draw_sprig(pen, x, 50.5, 10, darken(look.a, 0.12))
    draw_words(pen, x, 61, (14, 9, 11), darken(look.a, 0.35), step=2, size=0.5)
    if look.pose:
        leaves = look.get("leaves", GREEN_LEAVES)
        pen.touch(74, 88, 9, 2.4)
        bowl = Turned(74, smooth([(76, 15), (81, 13), (86, 8), (88, 7)], is_closed=False), 0.3)
        draw_turned(pen, bowl, "#f4f1ea")
        draw_opening(pen, bowl, "#f4f1ea", wall=0.92)
        above = [*bowl.ring(76, 0.92)[::-1], *make_arc(74, 76, 14, 7, 180, 360)]
        with pen.within(above):
            if "pieces" in look.extras:
                draw_pieces(pen, 74, 79, 11, look.get("pieces"), look.get("piece", look.a))
            else:
                draw_crumbs(pen, 74, 79, 14, leaves, count=120, size=3.4)


@form("gift_box", focus=(43, 55, 19), size=8)
def draw_gift_box(pen: Pen, look: Look) -> None:
    """A flat box with a paper band; opened in its second pose, two tins inside."""
    pen.touch(52, 79, 40, 3)
    if look.pose == 0:
        box = Box(12, 50, 58, 30, 22, 0.5, radius=0.8)
        draw_box(pen, box, look.a)
        band = [box.on_front(0.28, 0), box.on_front(0.62, 0), box.on_front(0.62, 1), box.on_front(0.28, 1)]
        pen.fill(band, slant(box.on_front(0.28, 0), box.on_front(0.62, 1), lighten(look.b, 0.12), darken(look.b, 0.08)))
        over = [box.on_lid(0.28, 0), box.on_lid(0.28, 1), box.on_lid(0.62, 1), box.on_lid(0.62, 0)]
        pen.fill(over, lighten(look.b, 0.22))
        x, y = box.on_front(0.45, 0.5)
        pen.fill(make_ellipse(x, y, 7.4), GOLD)
        pen.fill(make_ellipse(x, y, 6.6), look.b)
        draw_sprig(pen, x, y + 1.4, 9, GOLD)
        return
    box = Box(10, 60, 62, 22, 24, 0.62, radius=0.8)
    lid = Box(20, 20, 62, 24, 5, 0.4, radius=0.8)
    draw_box(pen, lid, darken(look.a, 0.04))
    pen.fill(make_ellipse(51, 32, 7), GOLD)
    pen.fill(make_ellipse(51, 32, 6.3), look.b)
    draw_sprig(pen, 51, 33.4, 8.6, GOLD)
    draw_box(pen, box, look.a, lid=darken(look.a, 0.45))
    inner = [box.on_lid(0.04, 0.08), box.on_lid(0.04, 0.92), box.on_lid(0.96, 0.92), box.on_lid(0.96, 0.08)]
    pen.fill(inner, down(45, 60, darken("#7a6a52", 0.4), "#d9c8a6"))
    for share in (0.2, 0.5, 0.8):
        x, y = box.on_lid(share, 0.5)
        small = Turned(x, [(y - 5, 7.6), (y + 3, 7.6)], 0.42)
        draw_turned(pen, small, mix(look.a, GOLD, 0.2))
        draw_top(pen, Turned(x, [(y - 5, 7.6), (y, 7.6)], 0.42), GOLD)


@form("cake", rest=LIE, focus=(60, 42, 18), size=6)
def draw_cake(pen: Pen, look: Look) -> None:
    """A pressed cake of tea, half out of its paper; a piece broken off in its second pose."""
    pen.fill(
        make_ellipse(50, 50, 38),
        glow(42, 40, 52, 52, lighten("#f1e8d6", 0.3), "#eadfc9", darken("#e0d2b8", 0.18)),
        bulge=3,
    )
    folds = [
        [
            (50 + math.cos(step * 0.42) * 30, 50 + math.sin(step * 0.42) * 30),
            (50 + math.cos(step * 0.42) * 38, 50 + math.sin(step * 0.42) * 38),
        ]
        for step in range(15)
    ]
    pen.lines(folds, 0.5, "#c9b894", cover=0.6)
    cut = smooth([(48, 13), (66, 16), (82, 32), (87, 52), (80, 72), (60, 84), (54, 66), (58, 48), (49, 32)])
    clip = make_ellipse(50, 50, 34)
    with pen.within(clip):
        pen.fill(cut, slant((50, 14), (84, 80), lighten(look.a, 0.2), look.a, darken(look.a, 0.3)), bulge=2)
        with pen.within(cut):
            for seed in range(7):
                draw_crumbs(
                    pen,
                    50 + seed * 5,
                    26 + (seed * 37 % 60),
                    17,
                    (darken(look.a, 0.35), lighten(look.a, 0.22), "#8a6a45", darken(look.a, 0.15)),
                    count=80,
                    size=4.6,
                    seed=seed,
                )
        pen.line(smooth([(48, 13), (49, 32), (58, 48), (54, 66), (60, 84)], is_closed=False), 1.6, "#fbf6ea")
    pen.fill(make_ellipse(33, 52, 9.6), look.get("seal", "#a4342c"))
    pen.fill(make_ellipse(33, 52, 8.6), "#f1e8d6")
    draw_sprig(pen, 33, 54, 11, look.get("seal", "#a4342c"))
    if look.pose:
        chunk = smooth([(74, 76), (84, 71), (93, 76), (91, 86), (80, 90), (72, 85)], steps=3)
        pen.fill(move(chunk, 1.4, 1.8), INK, soft=1.2, cover=0.35)
        pen.fill(chunk, slant((72, 72), (92, 90), lighten(look.a, 0.2), darken(look.a, 0.3)), bulge=1.4)
        with pen.within(chunk):
            draw_crumbs(pen, 82, 88, 12, (darken(look.a, 0.35), lighten(look.a, 0.25), "#8a6a45"), count=90, size=4)


@form("jar", focus=(50, 56, 20), size=12)
def draw_jar(pen: Pen, look: Look) -> None:
    """A glass jar that shows what is inside; in its second pose a spoonful lies before it."""
    x = 50 if look.pose == 0 else 42
    pen.touch(x, 81, 20)
    inside = Turned(x, [(42, 18.4), (76, 18.4), (79, 17)])
    crumbs = look.get("crumbs", (look.a, lighten(look.a, 0.35), darken(look.a, 0.18)))
    pen.fill(inside.outline(), turned(x - 18.4, x + 18.4, look.a, "matte"))
    with pen.within([*inside.outline(), *inside.ring(42)]):
        for step in range(6):
            _draw_content(pen, look, crumbs, x + (step % 3 - 1) * 9, 50 + step * 6, seed=step)
    _draw_content(pen, look, crumbs, x, 44, seed=8)
    glass = Turned(x, [(34, 17), (38, 20), (76, 20), (80, 18), (81, 16)])
    draw_turned(pen, glass, lighten(look.b, 0.3), "glass", relief=0.15)
    pen.fill(glass.label(52, 70, -0.6, 0.35), turned(x - 12, x + 7, PAPER, "matte"))
    if look.get("content", "buds") == "salt":
        draw_words(pen, x - 2.5, 62, (11, 7, 9), darken(look.a, 0.45), step=2.4, size=0.6)
    else:
        draw_blossom(pen, x - 2.5, 61, 4.6, look.a)
        draw_words(pen, x - 2.5, 68.4, (9, 6), darken(look.a, 0.45), step=1.8, size=0.45)
    lid = Turned(x, [(26, 16.4), (28, 17.6), (37, 17.6)])
    if look.get("lid") == "metal":
        draw_turned(pen, lid, BRASS, "metal")
        draw_top(pen, Turned(x, [(26, 16.4), (27, 16.4)]), BRASS)
    else:
        draw_turned(pen, lid, OAK, "matte")
        pen.lines([lid.ring(y)[:37] for y in (31, 33.4)], 0.25, darken(OAK, 0.3), cover=0.5)
        draw_top(pen, Turned(x, [(26, 16.4), (27, 16.4)]), OAK)
    if look.pose:
        pen.touch(76, 87, 12, 2)
        pen.tube([(66, 85), (92, 78)], 1.6, OAK)
        pen.fill(
            turn(make_ellipse(69, 84.5, 7, 4), -14, x=69, y=84.5),
            slant((62, 80), (76, 90), lighten(OAK, 0.2), darken(OAK, 0.2)),
        )
        _draw_content(pen, look, crumbs, 69, 85, seed=3, width=6)
        _draw_content(pen, look, crumbs, 82, 89, seed=4, width=5)


def _draw_content(
    pen: Pen, look: Look, crumbs: tuple[Paint, ...], x: float, y: float, *, seed: int, width: float = 15
) -> None:
    if look.get("content", "buds") == "salt":
        draw_crumbs(pen, x, y + 4, width, crumbs, count=90, size=1.7, seed=seed)
        return
    places = [
        (x + width * 0.8 * math.sin(seed * 9.1 + step * 2.3), y + width * 0.16 * math.cos(seed * 3.7 + step * 4.1))
        for step in range(9 if width > 8 else 4)
    ]
    for index, (left, top) in enumerate(places):
        color = crumbs[index % len(crumbs)]
        if look.get("content") == "rose":
            for size, tint in ((3.1, darken(color, 0.22)), (2.3, color), (1.3, lighten(color, 0.25))):
                pen.fill(make_ellipse(left, top, size, size * 0.8), tint)
        else:
            draw_blossom(pen, left, top, 3.4, lighten(color, 0.3), middle=darken(color, 0.2))
