"""What tea is made with."""

from __future__ import annotations

from cms.catalog.demo.drawing.colors import BRASS, Paint, darken, lighten, mix, thin
from cms.catalog.demo.drawing.fills import across, down, glow, slant, turned
from cms.catalog.demo.drawing.forms import Look, form
from cms.catalog.demo.drawing.motifs import (
    draw_crumbs,
    draw_steam,
    draw_stitches,
    draw_weave,
)
from cms.catalog.demo.drawing.outlines import make_box, make_ellipse, round_corners, smooth, turn
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.shelves.tea import GREEN_LEAVES
from cms.catalog.demo.drawing.solids import (
    Turned,
    draw_ball,
    draw_opening,
    draw_top,
    draw_turned,
    draw_turned_in,
)


@form("gaiwan", focus=(50, 46, 19), size=9)
def draw_gaiwan(pen: Pen, look: Look) -> None:
    """A lidded bowl on its saucer; the lid leans beside it in the second pose."""
    x = 50 if look.pose == 0 else 44
    glaze = look.a
    pen.touch(x, 83, 18)
    saucer = Turned(x, smooth([(76, 30), (79, 27), (82, 18), (83, 15)], is_closed=False), 0.24)
    draw_turned(pen, saucer, glaze, "gloss")
    draw_opening(pen, saucer, glaze, inside=lighten(glaze, 0.3), wall=0.94)
    pen.shade(make_ellipse(x, 76.5, 17, 4), soft=1.4, cover=0.4)
    bowl = Turned(x, smooth([(42, 27), (45, 24.6), (54, 21), (65, 15.5), (72, 10.5), (76, 10)], is_closed=False), 0.2)
    draw_turned(pen, bowl, glaze, "gloss")
    pen.fill(bowl.band(74, 75.4), thin(lighten(glaze, 0.5), 0.8))
    draw_opening(pen, bowl, glaze, inside=lighten(glaze, 0.4), wall=0.95)
    if look.pose == 0:
        lid = Turned(x, smooth([(30, 6), (33, 14), (38, 20), (41.5, 23)], is_closed=False), 0.2)
        draw_turned(pen, lid, glaze, "gloss")
        knob = Turned(x, smooth([(23.5, 7), (26, 5.2), (30, 4.6), (31, 5)], is_closed=False), 0.26)
        draw_turned(pen, knob, glaze, "gloss")
        draw_opening(pen, knob, glaze, inside=lighten(glaze, 0.2), wall=0.84)
        return
    pen.fill(bowl.ring(42.6, 0.88), slant((20, 38), (68, 48), "#d8b25c", "#b98a35"))
    draw_crumbs(pen, x, 44, 14, GREEN_LEAVES, count=26, size=4)
    draw_steam(pen, x, 36, 22)
    pen.touch(82, 84, 12, 2.5)
    leaning = make_ellipse(82, 72, 14, 15)
    pen.fill(
        turn(leaning, 18, x=82, y=72), glow(76, 66, 20, 20, lighten(glaze, 0.5), glaze, darken(glaze, 0.25)), bulge=2
    )
    pen.fill(
        turn(make_ellipse(82, 72, 5, 5.4), 18, x=82, y=72),
        glow(81, 70, 7, 7, lighten(glaze, 0.4), darken(glaze, 0.15)),
        bulge=1,
    )


@form("teapot", focus=(42, 52, 20), size=11)
def draw_teapot(pen: Pen, look: Look) -> None:
    """A round pot; with two cups in its second pose."""
    x = 50 if look.pose == 0 else 42
    _draw_pot(pen, x, look.a)
    if look.pose:
        draw_small_cup(pen, 80, 78, mix(look.a, look.b, 0.15), "#c98a3c")
        draw_small_cup(pen, 66, 87, mix(look.a, look.b, 0.15), "#c98a3c")


def _draw_pot(pen: Pen, x: float, clay: Paint) -> None:
    pen.touch(x, 79.5, 14)
    spout = smooth(
        [(x - 18, 58), (x - 29, 51), (x - 34, 41.5), (x - 37.5, 38.6), (x - 34, 36.4), (x - 29.5, 41), (x - 17, 46)]
    )
    pen.fill(spout, slant((x - 36, 36), (x - 20, 60), lighten(clay, 0.35), clay, darken(clay, 0.35)))
    pen.tube(smooth([(x + 18, 44), (x + 30, 40), (x + 36, 50), (x + 31, 61), (x + 19, 65)], is_closed=False), 4.4, clay)
    profile = smooth(
        [(37.5, 13), (40, 18), (47, 24), (57, 26.5), (67, 24), (75, 17.5), (78, 14), (80, 14)], is_closed=False
    )
    draw_turned(pen, Turned(x, profile), clay, relief=0.6)
    pen.shade(Turned(x, [(38, 14.5), (39, 14.5)]).ring(38.6), soft=0.7, cover=0.45)
    lid = Turned(x, smooth([(29.5, 2), (30.6, 7), (33.4, 11.6), (37.4, 14)], is_closed=False))
    draw_turned(pen, lid, clay)
    draw_ball(pen, x, 27, 3.6, clay)


def draw_small_cup(pen: Pen, x: float, y: float, color: Paint, tea: Paint, *, radius: float = 8) -> None:
    """A cup without a handle, standing on `y`."""
    top = y - radius * 1.05
    pen.touch(x, y, radius * 0.6)
    profile = smooth(
        [(top, radius), (top + radius * 0.5, radius * 0.86), (y - 1, radius * 0.5), (y, radius * 0.5)], is_closed=False
    )
    body = Turned(x, profile, 0.3)
    draw_turned(pen, body, color)
    draw_opening(pen, body, color, inside=color, wall=0.88)
    pen.fill(
        body.ring(top + 0.6, 0.8), slant((x - radius, top), (x + radius, top + 2), lighten(tea, 0.3), darken(tea, 0.1))
    )


@form("kettle", focus=(44, 56, 20), size=22)
def draw_kettle(pen: Pen, look: Look) -> None:
    """A glass kettle on its base, water and leaves inside; it steams in its second pose."""
    x = 48
    pen.touch(x, 87, 24)
    base = Turned(x, [(82, 23), (84, 24.5), (87, 24.5)])
    draw_turned(pen, base, "#4a4f55", "satin")
    draw_top(pen, Turned(x, [(82, 23), (83, 23)]), "#5d6369", rim=0.86)
    pen.fill(make_box(x - 5, 87, x + 5, 89, 0.9), "#8fe0c9", cover=0.9)
    pen.tube(
        smooth([(x + 18, 34), (x + 33, 34), (x + 36, 46), (x + 33, 66), (x + 20, 70)], is_closed=False), 4.6, "#4a4f55"
    )
    water = Turned(x, smooth([(58, 23.5), (68, 24.5), (78, 22), (81, 20)], is_closed=False))
    tea = look.get("tea", "#c9823a")
    draw_turned_in(
        pen,
        water,
        tuple(
            (at, thin(color, 0.9))
            for at, color in (
                (0.0, darken(tea, 0.35)),
                (0.2, lighten(tea, 0.25)),
                (0.5, mix(tea, "#ffffff", 0.06)),
                (1.0, darken(tea, 0.4)),
            )
        ),
    )
    pen.fill(water.ring(58), slant((x - 24, 55), (x + 24, 62), lighten(tea, 0.45), tea), cover=0.92)
    basket = Turned(x, [(40, 11), (54, 11)])
    pen.fill(basket.outline(), turned(x - 11, x + 11, "#c9ced2", "metal"), cover=0.75)
    pen.dots([(x - 9 + (step % 7) * 3, 43.5 + step // 7 * 3) for step in range(28)], 0.6, "#6f767c", cover=0.8)
    glass = Turned(x, smooth([(32, 17), (40, 19), (52, 22.8), (66, 25), (77, 23), (81.5, 20.5)], is_closed=False))
    draw_turned(pen, glass, lighten(look.a, 0.4), "glass", relief=0.2)
    pen.fill(
        [(x - 17, 33), (x - 25, 36), (x - 20, 43)],
        slant((x - 25, 33), (x - 17, 43), thin("#ffffff", 0.8), thin(look.a, 0.4)),
    )
    lid = Turned(x, [(27, 14), (29, 17.4), (34, 18)])
    draw_turned(pen, lid, "#4a4f55", "satin")
    draw_top(pen, Turned(x, [(27, 14), (28, 14)]), "#5d6369", rim=0.8)
    draw_ball(pen, x, 24, 3, "#3d4247")
    if look.pose:
        draw_steam(pen, x - 22, 33, 20)
        draw_small_cup(pen, 84, 90, "#f3f1ec", tea, radius=8)


@form("travel_set", focus=(36, 62, 18), size=10)
def draw_travel_set(pen: Pen, look: Look) -> None:
    """A small pot and its nested cups beside a canvas pouch; packed up in its second pose."""
    if look.pose:
        pen.touch(50, 84, 25, 4)
        bag = smooth([(25, 40), (23, 62), (26, 80), (50, 84), (74, 80), (77, 62), (75, 40)], steps=6)
        bag = [(25, 38), *[point for point in bag if point[1] > 38.5], (75, 38)]
        canvas = "#c9b896"
        pen.fill(bag, across(23, 77, darken(canvas, 0.12), lighten(canvas, 0.2), canvas, darken(canvas, 0.22)), bulge=3)
        draw_weave(pen, bag, canvas, step=0.8, cover=0.2)
        pen.tube(smooth([(36, 36), (38, 20), (62, 20), (64, 36)], is_closed=False), 2.6, "#8a6a45")
        pen.fill(make_box(24, 33, 76, 43, 4), down(33, 43, lighten(canvas, 0.15), darken(canvas, 0.1)), bulge=1.6)
        pen.line([(28, 38), (72, 38)], 0.9, BRASS)
        draw_stitches(pen, [(28, 46), (72, 46)], darken(canvas, 0.35))
        pen.fill(make_box(42, 58, 58, 68, 1), look.a, bulge=0.8)
        return
    pen.touch(78, 80, 17, 3)
    canvas = "#c9b896"
    bag = round_corners([(64, 50), (92, 50), (94, 81), (62, 81)], 5)
    pen.fill(bag, across(62, 94, lighten(canvas, 0.18), canvas, darken(canvas, 0.2)), bulge=2.4)
    draw_weave(pen, bag, canvas, step=0.9, cover=0.2)
    pen.line([(65, 57), (92, 57)], 0.8, BRASS)
    pen.touch(36, 82, 16)
    pot = Turned(36, smooth([(46, 15), (52, 20), (62, 22), (73, 19.5), (81, 14), (82, 14)], is_closed=False))
    spout = smooth([(18, 64), (9, 57), (7, 52), (11, 51), (16, 55), (24, 56)])
    pen.fill(spout, slant((8, 50), (20, 64), lighten(look.a, 0.3), darken(look.a, 0.3)))
    draw_turned(pen, pot, look.a, "satin")
    pen.shade(Turned(36, [(46, 15.6), (47, 15.6)]).ring(46.6), soft=0.6, cover=0.4)
    lid = Turned(36, smooth([(40, 3), (41, 10), (46, 15)], is_closed=False))
    draw_turned(pen, lid, look.a)
    draw_ball(pen, 36, 38.6, 2.6, look.b)
    draw_small_cup(pen, 60, 88, look.b, "#c9a24a", radius=8.4)
    draw_small_cup(pen, 41, 93, look.b, "#c9a24a", radius=8.4)
    draw_small_cup(pen, 22, 90, look.b, "#c9a24a", radius=8.4)
