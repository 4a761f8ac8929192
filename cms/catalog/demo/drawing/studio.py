"""Puts what was drawn before a studio's ground: light on the wall, shadows, a trace of reflection."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.catalog.demo.drawing.colors import Color, Paint, darken, lighten, measure_light, mix, read_color, tone
from cms.catalog.demo.drawing.fills import Window, down, glow
from cms.catalog.demo.drawing.forms import HANG, STAND
from cms.catalog.demo.drawing.pen import Pen, Touch

_SHADE = (32, 27, 40)
_SMALL = 8
HORIZON = 0.69
_SHADOWS = ((2.6, 2.2, 0.42, 0.2), (1.3, 1.5, 0.1, 0.4), (1.02, 1.05, 0.0, 0.5))
"""From the wide soft one to the line of contact: how much wider, how much deeper, how far to the right, how dark."""


def make_ground(
    size: tuple[int, int], paint: Paint, *, rest: str = STAND, horizon: float = HORIZON, light: float = 0.36
) -> Image.Image:
    """A seamless paper backdrop: lit from the upper left, running into the floor where something stands."""
    small = (max(8, size[0] // _SMALL), max(8, size[1] // _SMALL))
    unit = Window(small, 0, 0, 100 / small[0])
    height = 100 * size[1] / size[0]
    base = read_color(paint)
    if rest == STAND:
        line = height * horizon
        wall = down(0, line, darken(base, 0.13), base, lighten(base, 0.1)).paint(unit)
        floor = down(line, height, lighten(base, 0.04), lighten(base, 0.34), lighten(base, 0.22)).paint(unit)
        edge = down(line - 5, line + 5, (0, 0, 0, 0), (0, 0, 0, 255)).paint(unit).getchannel("A")
        wall.paste(floor, mask=edge)
    else:
        wall = down(0, height, lighten(base, 0.16), base, darken(base, 0.08)).paint(unit)
    lit = glow(
        100 * light, height * 0.3, 60, height * 0.62, (255, 255, 255, 135), (255, 255, 255, 46), (255, 255, 255, 0)
    )
    wall.alpha_composite(lit.paint(unit))
    corners = glow(46, height * 0.46, 84, height * 0.9, (*_SHADE, 0), (*_SHADE, 0), (*_SHADE, 52))
    wall.alpha_composite(corners.paint(unit))
    return wall.convert("RGB").resize(size, Image.Resampling.BILINEAR)


def choose_ground(a: Paint, b: Paint, *, step: int = 0) -> Color:
    """A quiet colour that the product stands out from; another `step` gives another."""
    light = measure_light(a)
    source = (b, a, b, a)[step % 4]
    value = 0.86 if light > 0.72 else 0.93
    quiet = tone(source, saturation=0.44, value=value)
    share = (0.28, 0.5, 0.55, 0.3)[step % 4]
    return mix(quiet, ("#ece4da", "#e4e2e0", "#dde3e4", "#ece4da")[step % 4], share)


def put(picture: Image.Image, pen: Pen, left: int = 0, top: int = 0, *, rest: str, shade: float = 1.0) -> None:
    """Put what `pen` has drawn where it belongs: on the floor, before a wall, or on a table seen from above."""
    if rest == STAND:
        _stand(picture, pen, left, top, shade)
        return
    alpha = pen.image.getchannel("A")
    lift = 1.5 if rest == HANG else 0.9
    for offset, radius, cover in ((0.026, 0.03, 0.3), (0.008, 0.008, 0.34)):
        down_by = round(pen.image.width * offset * lift)
        _darken(
            picture, alpha, left + round(down_by * 0.8), top + down_by, cover * shade, pen.image.width * radius * lift
        )
    picture.paste(pen.image, (left, top), pen.image)


def finish(picture: Image.Image, *, quality: int = 85) -> bytes:
    """A JPEG, with a trace of grain so that the soft grounds show no steps."""
    grain = _make_grain()
    tile = Image.new("L", picture.size)
    for x in range(0, picture.width, grain.width):
        for y in range(0, picture.height, grain.height):
            tile.paste(grain, (x, y))
    rough = ImageChops.add(picture, Image.merge("RGB", [tile] * 3), 1, -3)
    output = io.BytesIO()
    rough.save(output, "JPEG", quality=quality)
    return output.getvalue()


def _stand(picture: Image.Image, pen: Pen, left: int, top: int, shade: float) -> None:
    touches = pen.touches or _guess_touches(pen)
    floors = [y for _x, y, _width, _depth in touches]
    if floors and max(floors) - min(floors) < 6:
        _reflect(picture, pen, left, top)
    shades = [_shade_touches(picture.size, pen, touches, (left, top), layer) for layer in _SHADOWS]
    small = ImageChops.screen(ImageChops.screen(shades[0], shades[1]), shades[2])
    box = small.getbbox()
    if box is not None:
        part = small.crop(box).point([round(step * shade) for step in range(256)])
        mask = part.resize((part.width * 4, part.height * 4), Image.Resampling.BILINEAR)
        picture.paste(_SHADE, (box[0] * 4, box[1] * 4), mask)
    picture.paste(pen.image, (left, top), pen.image)


def _shade_touches(
    size: tuple[int, int], pen: Pen, touches: Sequence[Touch], place: tuple[int, int], layer: tuple[float, ...]
) -> Image.Image:
    """Soft ellipses round what touches the floor, wider and deeper and moved to the right; at a quarter of the size."""
    share, spread, shift, cover = layer
    small = Image.new("L", (size[0] // 4 + 1, size[1] // 4 + 1))
    brush = ImageDraw.Draw(small)
    scale = pen.scale / 4
    softness = 0.6
    for x, y, width, depth in touches:
        across = (x + width * shift * 1.4 - pen.left) * scale + place[0] / 4
        along = (y - depth * shift - pen.top) * scale + place[1] / 4
        half = width * (1 + (share - 1) * 0.3) * scale
        high = max(depth, width * 0.08) * spread * 0.7 * scale
        brush.ellipse([across - half, along - high, across + half, along + high], fill=round(255 * cover))
        softness = max(softness, (share - 0.9) * min(width, 14) * 0.22 * scale)
    return small.filter(ImageFilter.GaussianBlur(softness))


def _guess_touches(pen: Pen) -> list[Touch]:
    """Where nothing was noted: under all of it."""
    box = pen.image.getbbox()
    if box is None:
        return []
    left, right, bottom = (value / pen.scale for value in (box[0], box[2], box[3]))
    width = (right - left) / 2
    return [(pen.left + left + width, pen.top + bottom - 1, width * 0.94, 2.5)]


def _reflect(picture: Image.Image, pen: Pen, left: int, top: int) -> None:
    box = pen.image.getbbox()
    if box is None:
        return
    depth = min(round((box[3] - box[1]) * 0.24), picture.height - top - box[3])
    if depth < 4:
        return
    part = pen.image.crop((box[0], box[3] - depth, box[2], box[3])).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    fade = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize(part.size)
    cover = ImageChops.multiply(
        part.getchannel("A"), fade.point([round((step / 255) ** 1.6 * 48) for step in range(256)])
    )
    picture.paste(part.filter(ImageFilter.BoxBlur(2)), (left + box[0], top + box[3] - 3), cover)


def _darken(picture: Image.Image, alpha: Image.Image, left: int, top: int, cover: float, radius: float) -> None:
    """A blurred shade in the form of `alpha`; made at a quarter of the size, for nobody can tell."""
    margin = (round(radius * 3) + 8) // 4
    small = Image.new("L", (alpha.width // 4 + 2 * margin, alpha.height // 4 + 2 * margin))
    small.paste(alpha.resize((alpha.width // 4, alpha.height // 4), Image.Resampling.BOX), (margin, margin))
    soft = small.filter(ImageFilter.GaussianBlur(max(0.6, radius / 4)))
    mask = soft.point([round(step * cover) for step in range(256)])
    picture.paste(
        _SHADE,
        (left - margin * 4, top - margin * 4),
        mask.resize((small.width * 4, small.height * 4), Image.Resampling.BILINEAR),
    )


@lru_cache(maxsize=1)
def _make_grain() -> Image.Image:
    noise = Image.frombytes("L", (251, 251), random.Random(7).randbytes(251 * 251))  # noqa: S311 - no secret
    return noise.point([round(step / 40) for step in range(256)])
