"""Draws filled outlines, lines and soft light into a picture that is transparent at first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cms.catalog.demo.drawing.colors import BLACK, WHITE, Paint, darken, lighten, read_color, thin
from cms.catalog.demo.drawing.fills import Fill, Window, read_fill
from cms.catalog.demo.drawing.outlines import Outline, Point, find_bounds

Frame = tuple[float, float, float, float]
Touch = tuple[float, float, float, float]
"""Where something touches the floor: the middle and the half measures of an ellipse."""

WHOLE: Frame = (0.0, 0.0, 100.0, 100.0)
_SAMPLES = ((4, 60_000), (3, 360_000), (2, 10**9))
"""How finely an outline is drawn, by the pixels it may cover: nobody counts the steps of a long edge."""
_WIDEST_BULGE = 70


class _Place:
    """Turns units into pixels of a mask."""

    def __init__(self, left: float, top: float, scale: float) -> None:
        self.left, self.top, self.scale = left, top, scale

    def __call__(self, points: Sequence[Point]) -> list[Point]:
        return [((x - self.left) * self.scale, (y - self.top) * self.scale) for x, y in points]


_Draw = Callable[[ImageDraw.ImageDraw, _Place], None]


class Pen:
    """Draws in units of a frame of which `frame` is what the picture shows: all of it, or a close-up."""

    def __init__(self, width: int, height: int | None = None, *, frame: Frame = WHOLE) -> None:
        self.image = Image.new("RGBA", (width, height or width))
        self.left, self.top = frame[0], frame[1]
        self.scale = width / (frame[2] - frame[0])
        self.touches: list[Touch] = []
        self._clips: list[Image.Image] = []

    def fill(
        self,
        outline: Sequence[Point],
        paint: Fill | Paint,
        *,
        bulge: float = 0,
        soft: float = 0,
        cover: float = 1,
        light: float = 1,
    ) -> None:
        """Fill `outline`; `bulge` rounds its edges by light, `soft` blurs them, `cover` lets shine through."""

        def draw(brush: ImageDraw.ImageDraw, place: _Place) -> None:
            brush.polygon(place(outline), fill=255)

        self._lay(find_bounds(outline), draw, paint, bulge=bulge, soft=soft, cover=cover, light=light)

    def line(
        self,
        points: Sequence[Point],
        width: float,
        paint: Fill | Paint,
        *,
        soft: float = 0,
        cover: float = 1,
        bulge: float = 0,
    ) -> None:
        """A line with round ends."""
        left, top, right, bottom = find_bounds(points)
        half = width / 2

        def draw(brush: ImageDraw.ImageDraw, place: _Place) -> None:
            placed = place(points)
            thick = max(1, round(width * place.scale))
            brush.line(placed, fill=255, width=thick, joint="curve")
            for x, y in (placed[0], placed[-1]):
                brush.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=255)

        bounds = (left - half, top - half, right + half, bottom + half)
        self._lay(bounds, draw, paint, bulge=bulge, soft=soft, cover=cover, light=1)

    def lines(
        self, many: Sequence[Sequence[Point]], width: float, paint: Fill | Paint, *, cover: float = 1, soft: float = 0
    ) -> None:
        """Many lines of one kind at once: threads, grain, stitches."""
        if not many:
            return
        left, top, right, bottom = find_bounds([point for points in many for point in points])

        def draw(brush: ImageDraw.ImageDraw, place: _Place) -> None:
            thick = max(1, round(width * place.scale))
            for points in many:
                brush.line(place(points), fill=255, width=thick, joint="curve" if len(points) > 2 else None)

        bounds = (left - width, top - width, right + width, bottom + width)
        self._lay(bounds, draw, paint, bulge=0, soft=soft, cover=cover, light=1)

    def dots(self, middles: Sequence[Point], radius: float, paint: Fill | Paint, *, cover: float = 1) -> None:
        """Many small discs at once: holes, beads, crumbs."""
        if not middles:
            return
        left, top, right, bottom = find_bounds(middles)

        def draw(brush: ImageDraw.ImageDraw, place: _Place) -> None:
            size = radius * place.scale
            for x, y in place(middles):
                brush.ellipse([x - size, y - size, x + size, y + size], fill=255)

        bounds = (left - radius, top - radius, right + radius, bottom + radius)
        self._lay(bounds, draw, paint, bulge=0, soft=0, cover=cover, light=1)

    def touch(self, x: float, y: float, width: float, depth: float | None = None) -> None:
        """Note where what is drawn stands: its shadow lies there."""
        self.touches.append((x, y, width, width * 0.2 if depth is None else depth))

    def tube(self, points: Sequence[Point], width: float, color: Paint, *, shine: float = 0.45) -> None:
        """A round cord, stick or band, lit from the upper left."""
        self.line(points, width, darken(color, 0.38))
        for share, offset, tint in ((0.8, 0.05, darken(color, 0.12)), (0.56, 0.1, read_color(color))):
            self.line(_shift(points, -width * offset), width * share, tint)
        self.line(_shift(points, -width * 0.16), width * 0.24, lighten(color, shine), soft=width * 0.08)

    def shine(self, outline: Sequence[Point], *, soft: float = 1.5, cover: float = 0.5, color: Paint = WHITE) -> None:
        """Soft light (or, with a dark colour, shade) on what is there already."""
        self.fill(outline, color, soft=soft, cover=cover)

    def shade(self, outline: Sequence[Point], *, soft: float = 2, cover: float = 0.35) -> None:
        self.fill(outline, BLACK, soft=soft, cover=cover)

    def cut(self, outline: Sequence[Point]) -> None:
        """Cut a hole: what lies behind shows through."""
        box = self._find_box(find_bounds(outline), 0)
        if box is None:
            return
        hole = self._mask(box, lambda brush, place: brush.polygon(place(outline), fill=255))
        part = self.image.crop(box)
        part.putalpha(ImageChops.subtract(part.getchannel("A"), hole))
        self.image.paste(part, box[:2])

    @contextmanager
    def within(self, outline: Sequence[Point]) -> Iterator[None]:
        """What is drawn meanwhile shows inside `outline` alone."""
        mask = Image.new("L", self.image.size)
        bounds = self._find_box(find_bounds(outline), 0)
        if bounds is not None:
            mask.paste(self._mask(bounds, lambda brush, place: brush.polygon(place(outline), fill=255)), bounds[:2])
        self._clips.append(ImageChops.multiply(mask, self._clips[-1]) if self._clips else mask)
        try:
            yield
        finally:
            self._clips.pop()

    def place(self, picture: Image.Image, x: float, y: float) -> None:
        """Lay another picture over this one, its upper left corner at `x`, `y`."""
        left, top = round((x - self.left) * self.scale), round((y - self.top) * self.scale)
        box = (max(0, -left), max(0, -top))
        if box[0] >= picture.width or box[1] >= picture.height or left >= self.image.width or top >= self.image.height:
            return
        self.image.alpha_composite(picture, (max(0, left), max(0, top)), box)

    def _lay(
        self, bounds: Frame, draw: _Draw, paint: Fill | Paint, *, bulge: float, soft: float, cover: float, light: float
    ) -> None:
        # Close up, a rounded edge wider than this only costs time.
        bulge = min(bulge, _WIDEST_BULGE / self.scale)
        box = self._find_box(bounds, max(soft * 2.5, bulge * 1.8), beyond=bulge * 1.8)
        if box is None:
            return
        mask = self._mask(box, draw)
        if soft:
            mask = blur(mask, soft * self.scale)
        window = Window(
            (box[2] - box[0], box[3] - box[1]),
            self.left + box[0] / self.scale,
            self.top + box[1] / self.scale,
            1 / self.scale,
        )
        part = read_fill(paint).paint(window)
        if bulge:
            part = _bulge(part, mask, bulge * self.scale, light)
        if self._clips:
            mask = ImageChops.multiply(mask, self._clips[-1].crop(box))
        if cover < 1:
            mask = mask.point([round(step * cover) for step in range(256)])
        own = part.getchannel("A")
        part.putalpha(mask if own.getextrema() == (255, 255) else ImageChops.multiply(own, mask))
        inside = (max(0, -box[0]), max(0, -box[1]))
        self.image.alpha_composite(part, (max(0, box[0]), max(0, box[1])), inside)

    def _find_box(self, bounds: Frame, margin: float, *, beyond: float = 0) -> tuple[int, int, int, int] | None:
        """The pixels that `bounds` may touch, up to `beyond` the picture; None where it is outside of it."""
        left, top, right, bottom = bounds
        over = round(beyond * self.scale)
        box = (
            max(-over, int((left - margin - self.left) * self.scale) - 1),
            max(-over, int((top - margin - self.top) * self.scale) - 1),
            min(self.image.width + over, int((right + margin - self.left) * self.scale) + 2),
            min(self.image.height + over, int((bottom + margin - self.top) * self.scale) + 2),
        )
        is_seen = box[0] < min(box[2], self.image.width) and box[1] < min(box[3], self.image.height)
        return box if is_seen and box[2] > 0 and box[3] > 0 else None

    def _mask(self, box: tuple[int, int, int, int], draw: _Draw) -> Image.Image:
        """Drawn larger and made smaller again: that is what makes its edges smooth."""
        width, height = box[2] - box[0], box[3] - box[1]
        samples = next(samples for samples, area in _SAMPLES if width * height <= area)
        mask = Image.new("L", (width * samples, height * samples))
        left, top = self.left + box[0] / self.scale, self.top + box[1] / self.scale
        draw(ImageDraw.Draw(mask), _Place(left, top, self.scale * samples))
        return mask.reduce(samples)


def blur(picture: Image.Image, radius: float) -> Image.Image:
    """Blurred; by way of a smaller picture where that cannot be told from the real thing."""
    if radius < 8 or min(picture.size) < 48:
        return picture.filter(ImageFilter.GaussianBlur(radius))
    small = picture.reduce(4).filter(ImageFilter.GaussianBlur(radius / 4))
    return small.resize(picture.size, Image.Resampling.BICUBIC)


def _bulge(part: Image.Image, mask: Image.Image, radius: float, light: float) -> Image.Image:
    """Light on the upper left edge, shade on the lower right one, as on something with rounded edges."""
    height = blur(mask, radius)
    offset = max(1, round(radius * 0.55))
    lit = _slide(height, offset).point([round(min(255, (255 - step) * 0.5 * light)) for step in range(256)])
    dark = _slide(height, -offset).point([round(min(255, (255 - step) * 0.62)) for step in range(256)])
    cover = part.getchannel("A")
    part.paste(WHITE, mask=lit)
    part.paste(thin(darken("#2a2530", 0.2), 1), mask=dark)
    part.putalpha(cover)
    return part


def _slide(picture: Image.Image, pixels: int) -> Image.Image:
    moved = Image.new("L", picture.size)
    moved.paste(picture, (pixels, pixels))
    return moved


def _shift(points: Sequence[Point], by: float) -> Outline:
    return [(x + by, y + by) for x, y in points]
