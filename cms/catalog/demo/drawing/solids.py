"""Bodies: what is turned on a wheel, boxes, balls."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from cms.catalog.demo.drawing.colors import WHITE, Color, Paint, darken, lighten, read_color
from cms.catalog.demo.drawing.fills import Run, Stops, down, light_ball, make_ramp, shade_round, slant, turned
from cms.catalog.demo.drawing.outlines import Outline, Point, make_arc, make_ellipse, round_corners
from cms.catalog.demo.drawing.pen import Pen

TILT = 0.17
"""How far a circle on the floor is opened: the camera looks down a little."""

_SHADE: Color = (24, 22, 34, 255)


@dataclass(frozen=True, slots=True)
class Turned:
    """What stands at `x` and is turned: (height in the picture, radius), from top to bottom."""

    x: float
    profile: Sequence[Point]
    tilt: float = TILT

    def outline(self) -> Outline:
        """Its silhouette without the round of its upper edge."""
        left = [(self.x - radius, y) for y, radius in self.profile]
        y, radius = self.profile[-1]
        bottom = make_arc(self.x, y, radius, radius * self.tilt, 180, 0)
        return [*left, *bottom, *((2 * self.x - px, py) for px, py in reversed(left))]

    def radius_at(self, y: float) -> float:
        heights = [point[0] for point in self.profile]
        index = bisect_right(heights, y)
        if index == 0 or index == len(heights):
            return self.profile[min(index, len(heights) - 1)][1]
        (start, first), (end, second) = self.profile[index - 1], self.profile[index]
        return first + (second - first) * (y - start) / ((end - start) or 1)

    def ring(self, y: float, share: float = 1) -> Outline:
        """The circle it has at that height."""
        radius = self.radius_at(y) * share
        return make_ellipse(self.x, y, radius, radius * self.tilt)

    def band(self, top: float, bottom: float, share: float = 1) -> Outline:
        """The part of its surface between two heights."""
        above, below = self.radius_at(top) * share, self.radius_at(bottom) * share
        steps = [top + (bottom - top) * step / 8 for step in range(1, 8)]
        sides = [(self.x + self.radius_at(y) * share, y) for y in steps]
        return [
            *make_arc(self.x, top, above, above * self.tilt, 180, 0),
            *sides,
            *make_arc(self.x, bottom, below, below * self.tilt, 0, 180),
            *((2 * self.x - x, y) for x, y in reversed(sides)),
        ]

    def label(self, top: float, bottom: float, start: float = -0.55, end: float = 0.55) -> Outline:
        """A piece of its surface, `start` and `end` being -1 at its left edge and 1 at its right one."""
        made: Outline = []
        for y, ends in ((top, (start, end)), (bottom, (end, start))):
            radius = self.radius_at(y)
            for step in range(13):
                at = ends[0] + (ends[1] - ends[0]) * step / 12
                made.append((self.x + radius * at, y + radius * self.tilt * (1 - at * at) ** 0.5))
        return made


def draw_turned(pen: Pen, body: Turned, color: Paint, material: str = "satin", *, relief: float = 0.5) -> None:
    """The body with light round it; where it widens it catches light from above, where it narrows it lies in shade."""
    draw_turned_in(pen, body, shade_round(read_color(color), material), relief=relief)


def draw_turned_in(pen: Pen, body: Turned, stops: Stops, *, relief: float = 0.5) -> None:
    """The same with colours of one's own."""
    widest = max(radius for _y, radius in body.profile)
    top, bottom = body.profile[0][0], body.profile[-1][0] + body.profile[-1][1] * body.tilt
    if all(radius == widest for _y, radius in body.profile):
        pen.fill(body.outline(), Run((body.x - widest, 0), (body.x + widest, 0), stops))
        return
    rows = max(2, round((bottom - top) * pen.scale))
    width = max(2, round(widest * 2 * pen.scale) + 12)
    shaded = _shade_rows(body, stops, rows, width, top, bottom, relief)
    with pen.within(body.outline()):
        pen.place(shaded, body.x - widest - 6 / pen.scale, top)


def draw_top(pen: Pen, body: Turned, color: Paint, *, y: float | None = None, rim: float = 0.9) -> None:
    """A flat top, such as a lid's, with a rim."""
    y = body.profile[0][0] if y is None else y
    radius = body.radius_at(y)
    pen.fill(body.ring(y), slant((body.x - radius, y), (body.x + radius, y), lighten(color, 0.5), darken(color, 0.1)))
    pen.fill(body.ring(y, rim), slant((body.x - radius, y - 2), (body.x + radius, y + 2), color, lighten(color, 0.35)))


def draw_opening(pen: Pen, body: Turned, color: Paint, *, inside: Paint | None = None, wall: float = 0.9) -> None:
    """An open top: the rim, and the inner wall in shade."""
    y, radius = body.profile[0]
    inner = darken(color, 0.25) if inside is None else inside
    pen.fill(body.ring(y), slant((body.x - radius, y), (body.x + radius, y), lighten(color, 0.45), darken(color, 0.12)))
    height = radius * body.tilt
    pen.fill(body.ring(y, wall), down(y - height, y + height, darken(inner, 0.38), lighten(inner, 0.1)))


def draw_ball(pen: Pen, x: float, y: float, radius: float, color: Paint, *, shine: float = 0.5) -> None:
    pen.fill(make_ellipse(x, y, radius), light_ball(x, y, radius, read_color(color), shine=shine))


@dataclass(frozen=True, slots=True)
class Box:
    """A box seen from its front and its right side, from a little above."""

    left: float
    top: float
    """Of its front."""
    width: float
    height: float
    depth: float
    """How far its side reaches to the right."""
    rise: float = 0.42
    """How much the side rises for each unit it reaches."""
    radius: float = 0

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def front(self) -> Outline:
        return [(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]

    def side(self) -> Outline:
        up = self.depth * self.rise
        far = self.right + self.depth
        return [(self.right, self.top), (far, self.top - up), (far, self.bottom - up), (self.right, self.bottom)]

    def lid(self) -> Outline:
        up = self.depth * self.rise
        return [
            (self.left, self.top),
            (self.left + self.depth, self.top - up),
            (self.right + self.depth, self.top - up),
            (self.right, self.top),
        ]

    def hull(self) -> Outline:
        """Its silhouette."""
        up = self.depth * self.rise
        far = self.right + self.depth
        points = [
            (self.left, self.top),
            (self.left + self.depth, self.top - up),
            (far, self.top - up),
            (far, self.bottom - up),
            (self.right, self.bottom),
            (self.left, self.bottom),
        ]
        return round_corners(points, self.radius)

    def on_front(self, x: float, y: float) -> Point:
        """A point of the front: shares of its width and height."""
        return self.left + self.width * x, self.top + self.height * y

    def on_lid(self, x: float, y: float) -> Point:
        """A point of the lid: share of its width, and of its depth from the front."""
        return self.left + self.width * x + self.depth * y, self.top - self.depth * self.rise * y

    def on_side(self, x: float, y: float) -> Point:
        return self.right + self.depth * x, self.top + self.height * y - self.depth * self.rise * x


def draw_box(pen: Pen, box: Box, color: Paint, *, lid: Paint | None = None, side: Paint | None = None) -> None:
    """Three faces in light, half light and shade; with a radius its edges are softened."""
    lid_color = read_color(lid) if lid is not None else lighten(color, 0.3)
    side_color = read_color(side) if side is not None else darken(color, 0.26)
    up = box.depth * box.rise
    with pen.within(box.hull()):
        pen.fill(box.side(), down(box.top - up, box.bottom, side_color, darken(side_color, 0.24)))
        pen.fill(box.lid(), slant((box.left, box.top), (box.right, box.top - up), lighten(lid_color, 0.22), lid_color))
        pen.fill(
            box.front(),
            slant((box.left, box.top), (box.right, box.bottom), lighten(color, 0.14), darken(color, 0.1)),
        )
        edge = max(0.35, box.radius * 0.35)
        pen.line([box.on_front(0, 0), box.on_front(1, 0)], edge, lighten(color, 0.6), soft=edge / 3, cover=0.7)
        pen.line([box.on_front(1, 0), box.on_front(1, 1)], edge, lighten(color, 0.45), soft=edge / 3, cover=0.5)
        pen.line([box.on_front(1, 0), box.on_lid(1, 1)], edge, lighten(lid_color, 0.4), soft=edge / 3, cover=0.5)


def draw_cylinder(
    pen: Pen, x: float, top: float, bottom: float, radius: float, color: Paint, material: str = "satin"
) -> Turned:
    """An upright cylinder without its top."""
    body = Turned(x, [(top, radius), (bottom, radius)])
    pen.fill(body.outline(), turned(x - radius, x + radius, read_color(color), material))
    return body


def _shade_rows(
    body: Turned, stops: Stops, rows: int, width: int, top: float, bottom: float, relief: float
) -> Image.Image:
    ramp = make_ramp(stops)
    shaded = Image.new("RGBA", (width, rows))
    step = 3
    slopes = bytearray()
    widest = max(radius for _y, radius in body.profile)
    for row in range(0, rows, step):
        y = top + (bottom - top) * row / rows
        radius = body.radius_at(y)
        # A little wider than the outline, which cuts it off smoothly.
        pixels = max(2, round(width * radius / widest) + 8)
        shaded.paste(ramp.resize((pixels, step), Image.Resampling.BILINEAR), ((width - pixels) // 2, row))
        slope = (body.radius_at(y + 0.8) - body.radius_at(y - 0.8)) / 1.6
        facing = slope / (1 + slope * slope) ** 0.5
        slopes.append(round(128 + 127 * max(-1, min(1, facing * relief))))
    column = Image.frombytes("L", (1, len(slopes)), bytes(slopes)).resize((width, rows), Image.Resampling.BILINEAR)
    cover = shaded.getchannel("A")
    shaded.paste(WHITE, mask=column.point([max(0, step - 128) for step in range(256)]))
    shaded.paste(_SHADE, mask=column.point([max(0, 128 - step) for step in range(256)]))
    shaded.putalpha(cover)
    return shaded
