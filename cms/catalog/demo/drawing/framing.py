"""Chooses what part of its frame a picture shows of a form, so that everything looks about as large."""

from __future__ import annotations

from cms.catalog.demo.drawing.forms import STAND, Form, Look
from cms.catalog.demo.drawing.pen import Frame, Pen

_ROOM: Frame = (-30.0, -30.0, 130.0, 130.0)
FLOOR = 0.85
"""Where in a picture something stands, from its top."""

_measured: dict[tuple[object, ...], Frame] = {}


def measure(form: Form, look: Look) -> Frame:
    """What the form covers, in units; found by drawing it small, once for all its colours."""
    extras = sorted((name, str(value)) for name, value in look.extras.items())
    key = (form.name, look.pose, *extras)
    if key not in _measured:
        pen = Pen(160, frame=_ROOM)
        form.draw(pen, look)
        left, top, right, bottom = pen.image.getbbox() or (0, 0, 1, 1)
        _measured[key] = (left + _ROOM[0], top + _ROOM[1], right + _ROOM[0], bottom + _ROOM[1])
    return _measured[key]


def frame_whole(form: Form, look: Look, *, width: float = 0.8, height: float = 0.72) -> Frame:
    """The square that shows all of it, with room round it."""
    left, top, right, bottom = measure(form, look)
    side = max((right - left) / width, (bottom - top) / height)
    x, y = (left + right) / 2, (top + bottom) / 2
    start = bottom - side * FLOOR if form.rest == STAND else y - side / 2
    return x - side / 2, start, x + side / 2, start + side


def frame_detail(form: Form) -> Frame:
    """The square of its close-up."""
    x, y, half = form.focus
    return x - half, y - half, x + half, y + half
