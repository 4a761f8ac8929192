"""What is drawn on many things: leaves, grain, threads, stitches, labels, cords."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from cms.catalog.demo.drawing.colors import INK, PAPER, Paint, darken, lighten, mix, read_color, thin
from cms.catalog.demo.drawing.fills import Fill, across, slant
from cms.catalog.demo.drawing.outlines import Outline, Point, find_bounds, make_box, make_ellipse, smooth, turn
from cms.catalog.demo.drawing.pen import Pen


def draw_leaf(pen: Pen, x: float, y: float, length: float, degrees: float, color: Paint) -> None:
    """One leaf with its rib."""
    half = length / 2
    blade = smooth([(x - half, y), (x - half * 0.3, y - half * 0.42), (x + half, y), (x - half * 0.3, y + half * 0.42)])
    placed = turn(blade, degrees, x=x, y=y)
    left, top, right, bottom = find_bounds(placed)
    pen.fill(placed, slant((left, top), (right, bottom), lighten(color, 0.2), darken(color, 0.15)))
    pen.line(turn([(x - half * 1.2, y), (x + half * 0.8, y)], degrees, x=x, y=y), length * 0.05, darken(color, 0.25))


def draw_sprig(pen: Pen, x: float, y: float, size: float, color: Paint) -> None:
    """Two leaves and a bud."""
    draw_leaf(pen, x - size * 0.32, y + size * 0.05, size * 0.6, 200, color)
    draw_leaf(pen, x + size * 0.32, y - size * 0.02, size * 0.6, -28, darken(color, 0.15))
    draw_leaf(pen, x, y - size * 0.3, size * 0.55, -88, lighten(color, 0.15))


def draw_blossom(pen: Pen, x: float, y: float, size: float, color: Paint, *, middle: Paint = "#e8b94a") -> None:
    """Five petals."""
    for step in range(5):
        angle = math.radians(step * 72 - 90)
        petal = make_ellipse(
            x + math.cos(angle) * size * 0.5, y + math.sin(angle) * size * 0.5, size * 0.36, size * 0.3
        )
        at = x + math.cos(angle) * size * 0.5, y + math.sin(angle) * size * 0.5
        pen.fill(turn(petal, step * 72 - 90, x=at[0], y=at[1]), mix(color, "#ffffff", 0.12 * (step % 3)))
    pen.fill(make_ellipse(x, y, size * 0.2), middle)


def draw_crumbs(
    pen: Pen,
    x: float,
    y: float,
    width: float,
    colors: Sequence[Paint],
    *,
    count: int = 60,
    size: float = 3,
    seed: int = 5,
) -> None:
    """A small heap of dry leaves, petals or crystals."""
    dice = random.Random(seed)  # noqa: S311 - the same heap each time
    for index, color in enumerate(colors):
        strands = []
        for one in range(count // len(colors)):
            share = (one + index / len(colors)) * len(colors) / count
            spread = width * (1 - share * 0.72)
            at = x + dice.uniform(-spread, spread), y - share * width * 0.3 + dice.uniform(-0.6, 0.6)
            long, angle = dice.uniform(0.6, 1.2) * size, dice.uniform(-45, 45)
            bent = [(at[0] - long / 2, at[1]), (at[0], at[1] - long * 0.14), (at[0] + long / 2, at[1])]
            strands.append(turn(bent, angle, x=at[0], y=at[1]))
        pen.lines(strands, size * 0.3, color)


def draw_words(
    pen: Pen, x: float, y: float, widths: Sequence[float], color: Paint, *, step: float = 2, size: float = 0.6
) -> None:
    """Fine print, too small to be read, round its middle `x`."""
    pen.lines(
        [[(x - width / 2, y + step * row), (x + width / 2, y + step * row)] for row, width in enumerate(widths)],
        size,
        color,
    )


def draw_label(
    pen: Pen, left: float, top: float, right: float, bottom: float, color: Paint = PAPER, *, mark: Paint = INK
) -> None:
    """A paper label with a line round it."""
    pen.fill(
        make_box(left, top, right, bottom, 0.8),
        slant((left, top), (right, bottom), lighten(color, 0.2), darken(color, 0.08)),
    )
    inset = make_box(left + 1, top + 1, right - 1, bottom - 1, 0.5)
    pen.line([*inset, inset[0]], 0.3, mark, cover=0.6)


def draw_wood(
    pen: Pen, outline: Outline, color: Paint, *, degrees: float = 0, seed: int = 3, base: Fill | None = None
) -> None:
    """A wooden face with its grain running at an angle."""
    left, top, right, bottom = find_bounds(outline)
    pen.fill(outline, base or slant((left, top), (right, bottom), lighten(color, 0.16), color, darken(color, 0.12)))
    dice = random.Random(seed)  # noqa: S311 - the same grain each time
    x, y = (left + right) / 2, (top + bottom) / 2
    reach = math.hypot(right - left, bottom - top) / 2
    fine, strong = [], []
    for _line in range(round(reach * 0.9)):
        start = y + dice.uniform(-reach, reach)
        bow = dice.uniform(-1.2, 1.2)
        line = [
            (x + reach * share, start + bow * math.sin(share * 2.4 + start)) for share in (-1, -0.6, -0.2, 0.2, 0.6, 1)
        ]
        (fine if dice.random() < 0.7 else strong).append(turn(line, degrees, x=x, y=y))
    with pen.within(outline):
        pen.lines(fine, 0.22, darken(color, 0.35), cover=0.3)
        pen.lines(strong, 0.5, darken(color, 0.3), cover=0.22)


def draw_weave(
    pen: Pen, outline: Outline, color: Paint, *, step: float = 0.9, cover: float = 0.16, degrees: float = 0
) -> None:
    """Threads across and down."""
    left, top, right, bottom = find_bounds(outline)
    x, y = (left + right) / 2, (top + bottom) / 2
    reach = max(right - left, bottom - top) / 2 * (1.42 if degrees else 1)
    count = int(reach * 2 / step)
    rows = [[(x - reach, y - reach + step * row), (x + reach, y - reach + step * row)] for row in range(count)]
    columns = [[(x - reach + step * row, y - reach), (x - reach + step * row, y + reach)] for row in range(count)]
    with pen.within(outline):
        pen.lines([turn(line, degrees, x=x, y=y) for line in rows], step * 0.3, darken(color, 0.4), cover=cover)
        pen.lines([turn(line, degrees, x=x, y=y) for line in columns], step * 0.3, lighten(color, 0.5), cover=cover)


def draw_stitches(pen: Pen, points: Sequence[Point], color: Paint, *, length: float = 1.1, width: float = 0.32) -> None:
    """A seam: short lines along `points`."""
    pen.lines(cut_in_dashes(points, length, length * 0.75), width, color)


def cut_in_dashes(points: Sequence[Point], length: float, gap: float) -> list[Outline]:
    """Pieces of a line."""
    dashes: list[Outline] = []
    at, is_on, current = 0.0, True, [points[0]]
    for start, end in pairwise(points):
        span = math.dist(start, end)
        done = 0.0
        while span - done > (left := (length if is_on else gap) - at):
            done += left
            here = start[0] + (end[0] - start[0]) * done / span, start[1] + (end[1] - start[1]) * done / span
            if is_on:
                dashes.append([*current, here])
            is_on, at, current = not is_on, 0.0, [here]
        at += span - done
        if is_on:
            current.append(end)
    if is_on and len(current) > 1:
        dashes.append(current)
    return dashes


def draw_folds(
    pen: Pen,
    outline: Outline,
    folds: Sequence[Sequence[Point]],
    color: Paint,
    *,
    width: float = 2.2,
    depth: float = 0.3,
) -> None:
    """Soft folds in cloth: shade along a line, and light beside it."""
    with pen.within(outline):
        for fold in folds:
            curve = smooth(fold, is_closed=False, steps=5)
            pen.line(curve, width, darken(color, 0.75), soft=width * 0.6, cover=depth)
            beside = [(x - width * 0.8, y - width * 0.25) for x, y in curve]
            pen.line(beside, width * 0.7, lighten(color, 0.8), soft=width * 0.5, cover=depth * 0.9)


def draw_cloth(
    pen: Pen, outline: Outline, color: Paint, *, bulge: float = 2.2, weave: float = 0.1, step: float = 0.8
) -> None:
    """A piece of cloth: its colour in soft light, its edges rounded, its threads just visible."""
    left, top, right, bottom = find_bounds(outline)
    light = slant((left, top), (right, bottom), lighten(color, 0.13), read_color(color), darken(color, 0.13))
    pen.fill(outline, light, bulge=bulge)
    if weave:
        draw_weave(pen, outline, color, step=step, cover=weave)


def draw_stripes(
    pen: Pen, outline: Outline, color: Paint, *, step: float, width: float, is_down: bool = False, cover: float = 1
) -> None:
    left, top, right, bottom = find_bounds(outline)
    if is_down:
        lines = [
            [(left + step * (row + 0.5), top), (left + step * (row + 0.5), bottom)]
            for row in range(int((right - left) / step) + 1)
        ]
    else:
        lines = [
            [(left, top + step * (row + 0.5)), (right, top + step * (row + 0.5))]
            for row in range(int((bottom - top) / step) + 1)
        ]
    with pen.within(outline):
        pen.lines(lines, width, color, cover=cover)


def draw_checks(pen: Pen, outline: Outline, first: Paint, second: Paint, *, step: float, degrees: float = 0) -> None:
    """A tartan of two colours."""
    left, top, right, bottom = find_bounds(outline)
    x, y = (left + right) / 2, (top + bottom) / 2
    reach = max(right - left, bottom - top)
    count = int(reach / step) + 1
    sides = [x - reach + step * row for row in range(2 * count)]
    with pen.within(outline):
        for color, width, cover, shift in ((first, step * 0.42, 0.45, 0.0), (second, step * 0.1, 0.7, step * 0.5)):
            rows = [[(x - reach, y + side - x + shift), (x + reach, y + side - x + shift)] for side in sides]
            columns = [[(side + shift, y - reach), (side + shift, y + reach)] for side in sides]
            for lines in (rows, columns):
                pen.lines([turn(line, degrees, x=x, y=y) for line in lines], width, color, cover=cover)


def draw_steam(pen: Pen, x: float, y: float, height: float) -> None:
    """Warm air over a cup."""
    for shift, share in ((-2.5, 0.8), (1.5, 1.0), (4.5, 0.65)):
        points = [(x + shift + math.sin(step * 1.3 + shift) * 1.6, y - height * share * step / 5) for step in range(6)]
        pen.line(smooth(points, is_closed=False), 1.6, thin("#ffffff", 1), soft=1.3, cover=0.34)


def draw_screen_glare(pen: Pen, outline: Outline) -> None:
    """A diagonal reflection on glass."""
    left, top, right, bottom = find_bounds(outline)
    span = right - left
    with pen.within(outline):
        streak = [
            (left + span * 0.5, top),
            (left + span * 0.85, top),
            (left + span * 0.3, bottom),
            (left - span * 0.05, bottom),
        ]
        pen.fill(streak, across(left, right, thin("#ffffff", 0.22), thin("#ffffff", 0.04)))


def draw_plastic(pen: Pen, outline: Outline, color: Paint, *, bulge: float = 2.5) -> None:
    """A smooth shell."""
    left, top, right, bottom = find_bounds(outline)
    pen.fill(
        outline, slant((left, top), (right, bottom), lighten(color, 0.22), color, darken(color, 0.16)), bulge=bulge
    )
