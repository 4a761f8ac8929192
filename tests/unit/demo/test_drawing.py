"""What is drawn for the demo shop: everything, each its own, the same each time, and quickly."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image, ImageChops, ImageStat

from cms.catalog.demo import shots
from cms.catalog.demo.drawing import packshots
from cms.catalog.demo.drawing.forms import FORMS, LIE, STAND, Look
from cms.catalog.demo.drawing.framing import frame_whole, measure
from cms.catalog.demo.drawing.logos import MARKS, draw_logo
from cms.catalog.demo.drawing.pen import Pen
from cms.catalog.demo.looks import find_look
from cms.catalog.demo.reading import find_product, list_relatives, read_products, read_table
from cms.catalog.demo.scenes import PALETTES, SQUARE, TALL, WIDE, draw_portrait, draw_scene, read_scenes
from cms.catalog.demo.shots import DETAIL, FRONT, SCENE, SECOND, VARIANT, Shot, draw_category, draw_shot, list_shots

SECONDS_A_PICTURE = 0.6
"""Of the processor; a third of it is usual."""


def open_picture(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def draw_small(form: str, look: Look) -> Image.Image:
    pen = Pen(96, frame=frame_whole(FORMS[form], look))
    FORMS[form].draw(pen, look)
    return pen.image


def measure_difference(first: bytes, second: bytes) -> float:
    """Of 255, on average over all pixels."""
    one, other = (open_picture(content).convert("L").resize((120, 120)) for content in (first, second))
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


@pytest.mark.parametrize("name", sorted({product.art for product in read_products()}))
def test_every_form_shows_something_else_in_its_second_pose(name: str) -> None:
    product = next(one for one in read_products() if one.art == name)
    first, second = (draw_small(name, find_look(product).posed(pose)) for pose in (0, 1))
    for picture in (first, second):
        left, top, right, bottom = picture.getbbox()
        assert max(right - left, bottom - top) > 60, "it fills its frame"
        assert left > 0
        assert top > 0
        assert right < 96
        assert bottom < 96
    assert first.tobytes() != second.tobytes()


def test_no_form_is_drawn_for_nobody() -> None:
    assert {product.art for product in read_products()} == set(FORMS)


def test_colours_are_what_tells_variants_apart() -> None:
    look = Look.of("#a33a3a", "#f0e0d0")
    other = Look.of("#3a6fa3", "#f0e0d0")
    one, two = (draw_small("tee", chosen).convert("RGB").getpixel((48, 60)) for chosen in (look, other))
    assert one[0] > one[2]
    assert two[2] > two[0]


def test_the_frame_is_measured_once_for_all_colours() -> None:
    form = FORMS["cushion"]
    assert measure(form, Look.of("#ffffff", "#000000")) is measure(form, Look.of("#123456", "#654321"))
    left, top, right, bottom = frame_whole(form, Look.of("#ffffff", "#000000"))
    assert right - left == pytest.approx(bottom - top)


def test_a_product_has_pictures_of_different_kinds() -> None:
    product = find_product("linen-cushion")
    position = read_products().index(product)
    kinds = [shot.kind for shot in list_shots(product, position=position)]
    assert kinds[:3] == [FRONT, SECOND, DETAIL]
    assert kinds[-1] == VARIANT
    pictures = [draw_shot(product, shot) for shot in list_shots(product, position=position)]
    for content in pictures:
        assert open_picture(content).size == (packshots.SIDE, packshots.SIDE)
        assert 15_000 < len(content) < 250_000
    for index, content in enumerate(pictures[:-1]):
        assert measure_difference(content, pictures[index + 1]) > 3
    assert list_shots(product, position=0)[3] == Shot(SCENE)
    assert list_shots(product, position=1) != list_shots(product, position=0)


def test_every_variant_with_colours_of_its_own_is_pictured_once() -> None:
    for position, product in enumerate(read_products()):
        values = {str(value) for offer in product.offers for name, value in offer.items() if name in product.axes}
        assert set(product.swatches) <= values, product.key
        pictured = [shot.value for shot in list_shots(product, position=position) if shot.value]
        assert pictured == list(product.swatches)
        if "color" in product.axes:
            colors = {offer["color"] for offer in product.offers}
            assert set(product.swatches) == colors, product.key


@pytest.mark.parametrize("kind", [FRONT, DETAIL, SCENE])
def test_the_same_picture_is_drawn_each_time(kind: str) -> None:
    product = find_product("gaiwan-celadon")
    assert draw_shot(product, Shot(kind)) == draw_shot(product, Shot(kind))


def test_pictures_are_drawn_quickly() -> None:
    chosen = read_products()[::17]
    draw_shot(chosen[0], Shot(FRONT))
    started_at = time.process_time()
    for product in chosen:
        for kind in (FRONT, SECOND, DETAIL):
            draw_shot(product, Shot(kind))
    assert (time.process_time() - started_at) / (3 * len(chosen)) < SECONDS_A_PICTURE


@pytest.mark.parametrize("size", [WIDE, TALL, SQUARE])
def test_scenes_have_the_size_that_was_asked_for(size: tuple[int, int]) -> None:
    assert open_picture(draw_scene(products=["zisha-teapot"], palette="morning", size=size)).size == size


@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_every_place_can_be_drawn(palette: str) -> None:
    content = draw_scene(products=["steel-bottle", "picnic-mat"], palette=palette, size=(320, 180))
    assert ImageStat.Stat(open_picture(content).convert("L")).stddev[0] > 10


def test_a_side_is_kept_free_for_words() -> None:
    empty = draw_scene(products=[], palette="marble", size=(640, 360))
    busy = draw_scene(products=["keemun-black", "zisha-teapot"], palette="marble", size=(640, 360), room="left")
    left, right = (
        ImageStat.Stat(
            ImageChops.difference(*(open_picture(one).convert("L").crop(box) for one in (empty, busy)))
        ).mean[0]
        for box in ((0, 0, 256, 360), (340, 0, 640, 360))
    )
    assert left < 2
    assert right > 8


def test_every_described_scene_names_what_there_is() -> None:
    for scene in read_scenes().values():
        assert set(scene.alt) == {"zh-hans", "en"}
        if "portrait" in scene.raw:
            continue
        assert scene.raw["palette"] in PALETTES
        for key in scene.raw["products"]:
            assert find_product(key).key == key
        assert set(scene.raw.get("lit", ())) <= set(scene.raw["products"])
    assert open_picture(read_scenes()["tea-table"].draw((320, 180))).size == (320, 180)
    assert open_picture(read_scenes()["author-lin"].draw((480, 270))).size == (270, 270)


def test_nobody_looks_like_somebody_else_by_chance_alone() -> None:
    people = {draw_portrait(name, size=96) for name in ("lin", "zhou", "shen", "xu", "chen", "wu")}
    assert len(people) == 6
    assert draw_portrait("lin", size=96) in people


def test_what_lies_flat_and_what_stands_is_known() -> None:
    assert {form.rest for form in FORMS.values()} == {STAND, LIE, "hang"}
    assert FORMS["keyboard"].rest == LIE


def test_relatives_are_of_the_same_shelf_and_begin_with_other_forms() -> None:
    product = find_product("longjing-spring")
    relatives = list_relatives(product)
    assert {one.shelf for one in relatives} == {"tea"}
    assert product not in relatives
    assert relatives[0].art != product.art


def test_every_shelf_has_places_of_its_own() -> None:
    assert {product.shelf for product in read_products()} == set(shots._PALETTES)


def test_every_house_has_a_mark_of_its_own() -> None:
    rows = read_table("brands.toml")["brand"]
    marks = {draw_logo(*row["mark"]) for row in rows}
    assert len(marks) == len(rows) == len(MARKS)
    assert open_picture(draw_logo(*rows[0]["mark"])).size == (320, 320)


def test_a_category_shows_what_sells_in_it() -> None:
    teas = [product for product in read_products() if product.shelf == "tea"]
    assert open_picture(draw_category("tea", teas, side=200)).size == (200, 200)
    assert draw_category("tea", teas, side=200) == draw_category("tea", list(reversed(teas)), side=200)
