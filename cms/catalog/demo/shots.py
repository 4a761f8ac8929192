"""Which pictures a demo product gets, and how each is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cms.catalog.demo.drawing import packshots
from cms.catalog.demo.looks import find_look
from cms.catalog.demo.reading import DemoProduct, list_relatives
from cms.catalog.demo.scenes import SQUARE, draw_scene

FRONT, SECOND, DETAIL, SCENE, VARIANT = "front", "second", "detail", "scene", "variant"

TILE = 640
_SCENE_EVERY = 3
_ON_A_TILE = 3
_PALETTES = {
    "tea": ("morning", "clay", "ink"),
    "food": ("kitchen", "morning", "clay"),
    "home": ("sage", "dusk", "morning"),
    "digital": ("study", "marble", "dusk"),
    "beauty": ("blush", "marble"),
    "clothing": ("sage", "clay"),
    "stationery": ("study", "ink"),
    "outdoor": ("meadow", "autumn", "night"),
    "kitchen": ("kitchen", "morning"),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture; `value` is the option of the variant it shows, empty where it stands for all of them."""

    kind: str
    value: str = ""


def list_shots(product: DemoProduct, *, position: int) -> list[Shot]:
    """In the order they are shown; those of other variants come last."""
    shots = [Shot(FRONT, next(iter(product.swatches), "")), Shot(SECOND), Shot(DETAIL)]
    if position % _SCENE_EVERY == 0:
        shots.append(Shot(SCENE))
    return shots + [Shot(VARIANT, value) for value in list(product.swatches)[1:]]


def draw_shot(product: DemoProduct, shot: Shot) -> bytes:
    """The picture as a JPEG."""
    form = packshots.find_form(product.art)
    look = find_look(product, shot.value)
    match shot.kind:
        case "second":
            return packshots.draw_whole(form, look.posed(1), ground=1)
        case "detail":
            return packshots.draw_detail(form, look)
        case "scene":
            return _draw_in_use(product)
    return packshots.draw_whole(form, look)


def draw_category(key: str, products: Sequence[DemoProduct], *, side: int = TILE) -> bytes:
    """A few of its products, those that sell best and look different, in one place."""
    seed = sum(map(ord, key))
    forms: dict[str, DemoProduct] = {}
    for product in sorted(products, key=lambda one: (-one.sold[0], one.key)):
        forms.setdefault(product.art, product)
    chosen = list(forms.values())[:_ON_A_TILE]
    palettes = _PALETTES[chosen[0].shelf]
    keys = [product.key for product in chosen]
    return draw_scene(products=keys, palette=palettes[seed % len(palettes)], size=(side, side), lit=keys[:1], seed=seed)


def _draw_in_use(product: DemoProduct) -> bytes:
    """Among others of its shelf, in a place that goes with them."""
    seed = sum(map(ord, product.key))
    palettes = _PALETTES[product.shelf]
    others = [one.key for one in list_relatives(product)][:2]
    return draw_scene(
        products=[product.key, *others],
        palette=palettes[seed % len(palettes)],
        size=SQUARE,
        lit=[product.key],
        seed=seed,
    )
