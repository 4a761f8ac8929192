"""Outlines as lists of points, and what can be done to them."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]
Outline = list[Point]


def make_ellipse(x: float, y: float, width: float, height: float | None = None) -> Outline:
    """Round `x`, `y`; the measures are radii."""
    return make_arc(x, y, width, width if height is None else height, 0, 360)


def make_arc(x: float, y: float, width: float, height: float, start: float, end: float) -> Outline:
    """Part of an ellipse, in degrees clockwise from three o'clock."""
    count = max(6, int(abs(end - start) / 5))
    angles = (math.radians(start + (end - start) * step / count) for step in range(count + 1))
    return [(x + width * math.cos(angle), y + height * math.sin(angle)) for angle in angles]


def make_box(left: float, top: float, right: float, bottom: float, radius: float = 0) -> Outline:
    """A rectangle, its corners rounded."""
    return round_corners([(left, top), (right, top), (right, bottom), (left, bottom)], radius)


def round_corners(points: Sequence[Point], radius: float | Sequence[float]) -> Outline:
    """A polygon with round corners: one radius for all, or one for each."""
    radii = [radius] * len(points) if isinstance(radius, (int, float)) else list(radius)
    made: Outline = []
    for index, corner in enumerate(points):
        before, after = points[index - 1], points[(index + 1) % len(points)]
        if radii[index] <= 0:
            made.append(corner)
            continue
        start, end = _go(corner, before, radii[index]), _go(corner, after, radii[index])
        made += [_bend(start, corner, end, step / 6) for step in range(7)]
    return made


def smooth(points: Sequence[Point], *, is_closed: bool = True, steps: int = 8) -> Outline:
    """A curve through all of `points` (Catmull-Rom)."""
    count = len(points)
    ends = (points[-1], points[0], points[1]) if is_closed else (points[0], points[-1], points[-1])
    around = [ends[0], *points, *ends[1:]]
    made: Outline = []
    for index in range(count if is_closed else count - 1):
        made += [_pass(around[index : index + 4], step / steps) for step in range(steps)]
    return made if is_closed else [*made, points[-1]]


def move(points: Sequence[Point], right: float, down: float) -> Outline:
    return [(x + right, y + down) for x, y in points]


def scale(points: Sequence[Point], factor: float, *, x: float = 50, y: float = 50) -> Outline:
    """Larger or smaller, seen from `x`, `y`."""
    return [(x + (px - x) * factor, y + (py - y) * factor) for px, py in points]


def turn(points: Sequence[Point], degrees: float, *, x: float = 50, y: float = 50) -> Outline:
    """Clockwise round `x`, `y`."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return [(x + (px - x) * cosine - (py - y) * sine, y + (px - x) * sine + (py - y) * cosine) for px, py in points]


def mirror(points: Sequence[Point], x: float = 50) -> Outline:
    """The other half of something symmetrical: to the other side of `x`, in reverse order."""
    return [(2 * x - px, py) for px, py in reversed(points)]


def join_halves(points: Sequence[Point], x: float = 50) -> Outline:
    """A whole from its left half, drawn from top to bottom."""
    return [*points, *mirror(points, x)]


def find_bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    across, down = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(down), max(across), max(down)


def _go(start: Point, towards: Point, distance: float) -> Point:
    length = math.dist(start, towards)
    share = min(0.5, distance / length) if length else 0
    return start[0] + (towards[0] - start[0]) * share, start[1] + (towards[1] - start[1]) * share


def _bend(start: Point, corner: Point, end: Point, at: float) -> Point:
    first, second, third = (1 - at) ** 2, 2 * at * (1 - at), at**2
    return (
        first * start[0] + second * corner[0] + third * end[0],
        first * start[1] + second * corner[1] + third * end[1],
    )


def _pass(four: Sequence[Point], at: float) -> Point:
    a, b, c, d = four
    return tuple(  # type: ignore[return-value]
        0.5
        * (
            2 * b[axis]
            + (c[axis] - a[axis]) * at
            + (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * at**2
            + (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * at**3
        )
        for axis in (0, 1)
    )
