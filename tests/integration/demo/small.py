"""How pictures look is no matter where their number and their places are tested: one small one stands for all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from PIL import Image


def draw_dot() -> bytes:
    """The smallest picture that the checks let through."""
    output = io.BytesIO()
    Image.new("RGB", (40, 40), "#8fae8b").save(output, "JPEG")
    return output.getvalue()


@contextmanager
def small_pictures() -> Iterator[None]:
    """Draw nothing but that."""
    dot = draw_dot()
    with (
        mock.patch("cms.catalog.demo.pictures.draw_product", lambda *arguments, **options: dot),
        mock.patch("cms.catalog.demo.scenes.compose", lambda *arguments, **options: dot),
    ):
        yield
