"""Things together in a place and its light: for heroes, articles, landing pages, categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from cms.catalog.demo.drawing import shelves, studio
from cms.catalog.demo.drawing.forms import FORMS, HANG, LIE, STAND, Form, Look
from cms.catalog.demo.drawing.framing import measure
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.drawing.rooms import PALETTES, draw_room, light_room

assert shelves.__all__  # noqa: S101 - importing the shelves is what fills the register

_TALLEST = {STAND: 0.56, LIE: 0.62, HANG: 0.5}
_WIDEST = (0.66, 0.5, 0.4, 0.34)
"""How wide one of so many may be, as a share of the picture."""
_GAP = 0.015


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that stands in a scene."""

    form: Form
    look: Look

    @property
    def rests(self) -> str:
        """Clothes are folded and stand; what hangs on a wall hangs there, too."""
        return STAND if self.form.folds else self.form.rest


@dataclass(frozen=True, slots=True)
class _Spot:
    thing: Thing
    width: float
    """In pixels, as is `height`."""
    height: float


def make_thing(form: str, first: str, second: str, *, pose: int = 0, **extras: object) -> Thing:
    """Something by the name of its form and its two colours."""
    found = FORMS[form]
    return Thing(found, Look.of(first, second, **extras).posed(1 if found.folds else pose))


def compose_scene(
    things: Sequence[Thing], *, palette: str, size: tuple[int, int], room: str = "", seed: int = 1
) -> bytes:
    """A JPEG of `things` in the place called `palette`; `room` ("left", "right") keeps that side free for words."""
    place = PALETTES[palette]
    picture = draw_room(size, place, seed=seed)
    left, right = {"left": (0.46, 0.97), "right": (0.03, 0.54)}.get(room, (0.06, 0.94))
    standing = [thing for thing in things if thing.rests != HANG]
    hanging = [thing for thing in things if thing.rests == HANG]
    _arrange(picture, hanging, left, right, floor=0.6, shade=place.shade)
    _arrange(picture, standing, left, right, floor=0.0, shade=place.shade)
    light_room(picture, place)
    return studio.finish(picture, quality=84)


def _arrange(
    picture: Image.Image, things: Sequence[Thing], left: float, right: float, *, floor: float, shade: float
) -> None:
    """Side by side, as large as they are beside each other, every other one a step behind."""
    if not things:
        return
    spots = _size(picture, things, (right - left) * picture.width)
    total = sum(spot.width for spot in spots) + _GAP * picture.width * (len(spots) - 1)
    x = (left + right) / 2 * picture.width - total / 2
    placed = []
    for index, spot in enumerate(spots):
        back = len(spots) > 1 and index % 2 == 0
        base = floor or (0.83 if back else 0.9)
        placed.append((base, x, spot))
        x += spot.width + _GAP * picture.width
    for base, start, spot in sorted(placed, key=lambda one: one[0]):
        _place(picture, spot, start, base * picture.height, shade)


def _size(picture: Image.Image, things: Sequence[Thing], room: float) -> list[_Spot]:
    largest = max(thing.form.size for thing in things)
    spots = []
    for thing in things:
        left, top, right, bottom = measure(thing.form, thing.look)
        share = max(0.45, (thing.form.size / largest) ** 0.42)
        height = picture.height * _TALLEST[thing.rests] * share
        width = height * (right - left) / (bottom - top)
        widest = picture.width * _WIDEST[min(len(things), len(_WIDEST)) - 1]
        if width > widest:
            height, width = height * widest / width, widest
        spots.append(_Spot(thing, width, height))
    total = sum(spot.width for spot in spots) + _GAP * picture.width * (len(spots) - 1)
    shrink = min(1.0, room / total)
    return [_Spot(spot.thing, spot.width * shrink, spot.height * shrink) for spot in spots]


def _place(picture: Image.Image, spot: _Spot, left: float, base: float, shade: float) -> None:
    thing = spot.thing
    frame = measure(thing.form, thing.look)
    unit = spot.height / (frame[3] - frame[1])
    margin = 2.0
    size = round((frame[2] - frame[0] + 2 * margin) * unit), round((frame[3] - frame[1] + 2 * margin) * unit)
    pen = Pen(*size, frame=(frame[0] - margin, frame[1] - margin, frame[2] + margin, frame[3] + margin))
    thing.form.draw(pen, thing.look)
    if thing.rests == LIE:
        # Lying on the table: seen from a low angle, it is not as deep as from above.
        pen.image = pen.image.resize((size[0], round(size[1] * 0.55)), Image.Resampling.BICUBIC)
        top = base - pen.image.height * 0.72
    else:
        top = base - size[1] + margin * unit
    studio.put(picture, pen, round(left - margin * unit), round(top), rest=thing.rests, shade=shade)
