"""Pictures of one product before a studio's ground."""

from __future__ import annotations

from PIL import ImageFilter

from cms.catalog.demo.drawing import shelves, studio
from cms.catalog.demo.drawing.forms import FORMS, LIE, Form, Look
from cms.catalog.demo.drawing.framing import frame_detail, frame_whole
from cms.catalog.demo.drawing.pen import Pen

SIDE = 960
"""A step of the ladder of renditions, so that none is made between two steps."""

assert shelves.__all__  # noqa: S101 - importing the shelves is what fills the register


def find_form(name: str) -> Form:
    """Raises KeyError for what nobody can draw."""
    return FORMS[name]


def draw_whole(form: Form, look: Look, *, ground: int = 0, side: int = SIDE) -> bytes:
    """All of it; `ground` chooses among the quiet colours that go with it."""
    pen = Pen(side, frame=frame_whole(form, look))
    form.draw(pen, look)
    picture = studio.make_ground((side, side), studio.choose_ground(look.a, look.b, step=ground), rest=form.rest)
    studio.put(picture, pen, rest=form.rest)
    return studio.finish(picture)


def draw_detail(form: Form, look: Look, *, side: int = SIDE) -> bytes:
    """A close-up: what surrounds it lies out of focus."""
    pen = Pen(side, frame=frame_detail(form))
    form.draw(pen, look)
    picture = studio.make_ground((side, side), studio.choose_ground(look.a, look.b, step=2), rest=LIE, light=0.2)
    studio.put(picture, pen, rest=LIE, shade=0.7)
    return studio.finish(_blur_edges(picture))


def _blur_edges(picture: studio.Image.Image) -> studio.Image.Image:
    """Sharp in the middle, soft towards the edges."""
    side = picture.width
    small = picture.reduce(4).filter(ImageFilter.GaussianBlur(side / 360))
    soft = small.resize(picture.size, studio.Image.Resampling.BICUBIC)
    table = [max(0, min(255, round((step - 105) * 3.2))) for step in range(256)]
    mask = studio.Image.radial_gradient("L").point(table).resize(picture.size, studio.Image.Resampling.BILINEAR)
    picture.paste(soft, mask=mask)
    return picture
