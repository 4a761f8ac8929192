"""How pictures look is no matter where their number and their places are tested: one small one stands for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from cms.catalog.demo.scenes import NamedScene
from tests.pictures import make_jpeg


@contextmanager
def small_pictures() -> Iterator[None]:
    """Draw nothing but that."""
    dot = make_jpeg(40, 40)
    with (
        mock.patch("cms.catalog.demo.pictures.draw_all", lambda jobs: ((job, dot) for job in jobs)),
        mock.patch("cms.catalog.demo.tiles.draw_category", lambda key, products: dot),
        mock.patch.object(NamedScene, "draw", lambda scene, *arguments, **options: dot),
    ):
        yield
