"""Pictures for what tells of the demo shop: products together in a place, by their keys. PURE.

    draw_scene(products=["longjing-spring", "gaiwan-celadon"], palette="morning", size=WIDE, room="left")

`PALETTES` names the places: morning, sage, blush, dusk, clay, marble, ink, study, kitchen, meadow, autumn, night.
`room` keeps the left or right side free for words; `lit` shows what shines, opens or is in use in its second pose;
`colors` chooses a variant by the value of its option.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cms.catalog.demo.drawing.packshots import find_form
from cms.catalog.demo.drawing.rooms import PALETTES
from cms.catalog.demo.drawing.scenes import Thing, compose_scene
from cms.catalog.demo.looks import find_look
from cms.catalog.demo.reading import find_product

__all__ = ["PALETTES", "SQUARE", "TALL", "WIDE", "draw_scene"]

WIDE = (1280, 720)
TALL = (960, 1280)
SQUARE = (960, 960)


def draw_scene(
    *,
    products: Sequence[str],
    palette: str,
    size: tuple[int, int] = WIDE,
    room: str = "",
    lit: Collection[str] = (),
    colors: Mapping[str, str] | None = None,
    seed: int = 1,
) -> bytes:
    """A JPEG of these products in one place and light; the same arguments draw the same picture."""
    things = [_make_thing(key, key in lit, (colors or {}).get(key, "")) for key in products]
    return compose_scene(things, palette=palette, size=size, room=room, seed=seed)


def _make_thing(key: str, is_lit: bool, value: str) -> Thing:
    product = find_product(key)
    form = find_form(product.art)
    return Thing(form, find_look(product, value).posed(1 if is_lit or form.folds else 0))
