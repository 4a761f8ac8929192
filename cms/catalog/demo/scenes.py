"""Pictures for what tells of the demo shop: products together in a place, by their keys.

    draw_scene(products=["longjing-spring", "gaiwan-celadon"], palette="morning", size=WIDE, room="left")

`PALETTES` names the places: morning, sage, blush, dusk, clay, marble, ink, study, kitchen, meadow, autumn, night.
`room` keeps the left or right side free for words; `lit` shows what shines, opens or is in use in its second pose;
`colors` chooses a variant by the value of its option. Those that `data/scenes.toml` describes are drawn by their key:

    read_scenes()["tea-table"].draw(WIDE), read_scenes()["tea-table"].alt["zh-hans"]
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cms.catalog.demo.drawing.packshots import find_form
from cms.catalog.demo.drawing.portraits import Person, draw_person, imagine_person
from cms.catalog.demo.drawing.rooms import PALETTES
from cms.catalog.demo.drawing.scenes import Thing, compose_scene
from cms.catalog.demo.looks import find_look
from cms.catalog.demo.reading import LOCALES, find_product, read_table

__all__ = ["PALETTES", "SQUARE", "TALL", "WIDE", "NamedScene", "draw_portrait", "draw_scene", "read_scenes"]

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


@dataclass(frozen=True, slots=True)
class NamedScene:
    """A picture of `data/scenes.toml`; `alt` says by locale what it shows."""

    key: str
    raw: Mapping[str, Any]

    @property
    def alt(self) -> dict[str, str]:
        return {locale: self.raw[short] for locale, short in LOCALES.items()}

    def draw(self, size: tuple[int, int] = WIDE, *, room: str = "") -> bytes:
        """A JPEG; of somebody, it is square whatever was asked for."""
        if "portrait" in self.raw:
            return draw_person(Person(*self.raw["colors"], **self.raw["portrait"]), side=min(size))
        return draw_scene(
            products=self.raw["products"],
            palette=self.raw["palette"],
            size=size,
            room=room or self.raw.get("room", ""),
            lit=self.raw.get("lit", ()),
            seed=sum(map(ord, self.key)),
        )


@cache
def read_scenes() -> dict[str, NamedScene]:
    """Every picture that articles, topics, pages and authors of the demo shop name, by its key."""
    return {raw["key"]: NamedScene(raw["key"], raw) for raw in read_table("scenes.toml")["scene"]}


def draw_portrait(seed: str, *, size: int = 480) -> bytes:
    """Somebody who does not exist, for a member's picture; the same `seed` is the same person."""
    number = sum(place * ord(letter) for place, letter in enumerate(seed, start=3))
    clothes, ground = _PORTRAIT_COLORS[number % len(_PORTRAIT_COLORS)]
    return draw_person(imagine_person(number, clothes, ground), side=size)


_PORTRAIT_COLORS = (
    ("#5f7f9c", "#e3eaf0"),
    ("#a4553f", "#f3e4da"),
    ("#6f8f7f", "#e6eee4"),
    ("#8a6a9a", "#efe6f2"),
    ("#c98d3f", "#f7ecd6"),
    ("#3f4a55", "#dfe4e8"),
    ("#b5646f", "#f6e2e4"),
)
