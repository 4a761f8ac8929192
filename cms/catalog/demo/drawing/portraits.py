"""Portraits of people who do not exist, in a few shapes and soft light."""

from __future__ import annotations

from dataclasses import dataclass

from cms.catalog.demo.drawing import studio
from cms.catalog.demo.drawing.colors import INK, Paint, darken, lighten, mix, read_color, thin
from cms.catalog.demo.drawing.fills import glow, slant
from cms.catalog.demo.drawing.forms import HANG
from cms.catalog.demo.drawing.outlines import Outline, make_arc, make_ellipse, mirror, smooth
from cms.catalog.demo.drawing.pen import Pen

STYLES = ("bob", "short", "bun", "long", "crop", "curls")
_SKINS = ("#f1cdb0", "#e8bd9b", "#dcae8a", "#f4d6bd")
_HAIRS = ("#2b2523", "#3a2c26", "#4a342a", "#1f1d20", "#6a4a36", "#77706b")


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody looks like."""

    clothes: Paint
    ground: Paint
    style: str = "short"
    skin: Paint = _SKINS[0]
    hair: Paint = _HAIRS[0]
    glasses: bool = False
    collar: bool = False


def imagine_person(seed: int, clothes: Paint, ground: Paint) -> Person:
    """Somebody; the same `seed` is the same person."""
    return Person(
        clothes,
        ground,
        style=STYLES[seed % len(STYLES)],
        skin=_SKINS[seed // 2 % len(_SKINS)],
        hair=_HAIRS[seed // 3 % len(_HAIRS)],
        glasses=seed % 4 == 1,
        collar=seed % 3 == 0,
    )


def draw_person(person: Person, *, side: int = 640) -> bytes:
    """Head and shoulders as a JPEG."""
    picture = studio.make_ground((side, side), mix(person.ground, person.clothes, 0.16), rest=HANG)
    pen = Pen(side)
    _draw_back_hair(pen, person)
    _draw_shoulders(pen, person)
    _draw_head(pen, person)
    _draw_hair(pen, person)
    _draw_face(pen, person)
    studio.put(picture, pen, rest=HANG, shade=0.6)
    return studio.finish(picture)


def _draw_back_hair(pen: Pen, person: Person) -> None:
    shapes = {
        "bob": smooth([(50, 14), (72, 24), (77, 48), (74, 62), (50, 64), (26, 62), (23, 48), (28, 24)]),
        "long": smooth([(50, 13), (73, 24), (78, 50), (80, 84), (62, 90), (38, 90), (20, 84), (22, 50), (27, 24)]),
        "curls": smooth([(50, 10), (70, 14), (80, 30), (80, 48), (74, 60), (26, 60), (20, 48), (20, 30), (30, 14)]),
    }
    if person.style in shapes:
        _fill_hair(pen, shapes[person.style], darken(person.hair, 0.3))
    if person.style == "bun":
        _fill_hair(pen, make_ellipse(50, 12, 11, 10), person.hair)


def _draw_shoulders(pen: Pen, person: Person) -> None:
    body = smooth([(38, 71), (50, 74), (62, 71), (80, 78), (92, 90), (95, 104), (5, 104), (8, 90), (20, 78)])
    light = slant(
        (10, 74), (90, 100), lighten(person.clothes, 0.16), read_color(person.clothes), darken(person.clothes, 0.24)
    )
    pen.fill(body, light, bulge=3)
    neck = smooth([(41, 58), (59, 58), (60, 72), (50, 79), (40, 72)])
    pen.fill(neck, slant((40, 58), (60, 78), person.skin, darken(person.skin, 0.2)))
    pen.fill(smooth([(41, 60), (59, 60), (58, 68), (50, 70), (42, 67)]), darken(person.skin, 0.45), soft=1.4, cover=0.4)
    if person.collar:
        for wing in (_COLLAR, mirror(_COLLAR)):
            pen.fill(
                wing, slant((34, 68), (52, 90), lighten(person.clothes, 0.45), lighten(person.clothes, 0.12)), bulge=1
            )
    else:
        pen.line(make_arc(50, 71, 13, 8, 12, 168), 2.6, darken(person.clothes, 0.14), bulge=0.8)


_COLLAR: Outline = [(50, 82), (39, 68), (33, 75), (42, 90)]


def _draw_head(pen: Pen, person: Person) -> None:
    for x in (30, 70):
        pen.fill(make_ellipse(x, 46, 3.4, 5), darken(person.skin, 0.12), bulge=0.8)
    head = smooth([(50, 18), (65, 24), (70, 40), (67, 54), (58, 65), (50, 68), (42, 65), (33, 54), (30, 40), (35, 24)])
    pen.fill(
        head,
        glow(43, 36, 36, 42, lighten(person.skin, 0.28), read_color(person.skin), darken(person.skin, 0.16)),
        bulge=1.6,
    )


def _draw_hair(pen: Pen, person: Person) -> None:
    fringe = smooth(
        [(30, 42), (29, 28), (38, 15), (52, 12), (66, 18), (71, 32), (70, 42), (66, 31), (56, 26), (46, 30), (36, 28)]
    )
    fronts = {
        "short": smooth(
            [
                (30, 40),
                (28, 26),
                (36, 14),
                (50, 10),
                (64, 13),
                (72, 26),
                (70, 40),
                (66, 30),
                (54, 27),
                (40, 24),
                (33, 31),
            ]
        ),
        "crop": smooth(
            [(31, 36), (30, 24), (38, 14), (50, 12), (62, 14), (70, 24), (69, 36), (64, 25), (50, 22), (36, 25)]
        ),
        "bun": smooth(
            [(30, 42), (29, 28), (38, 17), (50, 14), (62, 17), (71, 28), (70, 42), (64, 28), (50, 23), (36, 28)]
        ),
        "bob": smooth(
            [
                (27, 56),
                (25, 32),
                (36, 15),
                (50, 12),
                (64, 15),
                (75, 32),
                (73, 56),
                (68, 48),
                (68, 33),
                (50, 31),
                (32, 33),
                (32, 48),
            ]
        ),
        "long": smooth(
            [
                (26, 60),
                (25, 30),
                (38, 14),
                (52, 12),
                (66, 16),
                (75, 32),
                (74, 60),
                (69, 48),
                (64, 30),
                (50, 24),
                (38, 34),
                (31, 48),
            ]
        ),
    }
    if person.style == "curls":
        for x, y, size in ((30, 26, 9), (38, 17, 9), (50, 14, 10), (62, 17, 9), (70, 26, 9), (44, 22, 8), (57, 22, 8)):
            _fill_hair(pen, make_ellipse(x, y, size, size * 0.9), person.hair)
        return
    _fill_hair(pen, fronts.get(person.style, fringe), person.hair)


def _fill_hair(pen: Pen, outline: Outline, color: Paint) -> None:
    pen.fill(outline, slant((30, 8), (72, 60), lighten(color, 0.22), read_color(color), darken(color, 0.25)), bulge=1.6)
    with pen.within(outline):
        pen.line(smooth([(36, 20), (48, 15), (62, 20)], is_closed=False), 2, lighten(color, 0.5), soft=1.4, cover=0.35)


def _draw_face(pen: Pen, person: Person) -> None:
    for x in (41.5, 58.5):
        brow = smooth([(x - 4.4, 38.6), (x, 36.8), (x + 4.4, 38.4)], is_closed=False)
        pen.line(brow, 1.1, darken(person.hair, 0.1), cover=0.85)
        pen.fill(make_ellipse(x, 43.6, 1.7, 2), INK)
        pen.fill(make_ellipse(x - 0.5, 43, 0.5), "#ffffff")
        pen.fill(make_ellipse(x + (x - 50) * 0.3, 52, 4.6, 3), "#e58a78", soft=2, cover=0.28)
        if person.glasses:
            pen.line([*make_ellipse(x, 43.6, 6, 5.4)], 0.8, darken("#4a3a2e", 0.1))
            pen.fill(make_ellipse(x, 43.6, 5.8, 5.2), thin("#ffffff", 0.16))
    if person.glasses:
        pen.line(make_arc(50, 43.4, 2.6, 1.6, 200, 340), 0.8, "#4a3a2e")
    pen.line(
        smooth([(50.6, 44), (51.6, 50.4), (49.4, 51.4)], is_closed=False), 0.8, darken(person.skin, 0.32), cover=0.7
    )
    pen.line(make_arc(50, 55.4, 5, 3.6, 22, 158), 1.1, "#a8534c")
    pen.line(make_arc(50, 57.4, 2.6, 2, 40, 140), 0.7, darken(person.skin, 0.2), cover=0.5)
