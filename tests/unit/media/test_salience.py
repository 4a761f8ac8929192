"""What stands out of a plain background is found wherever it is; where nothing stands out, nothing is suggested."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from cms.media.fingerprints import make_look
from cms.media.salience import Focus, read_look, suggest_focus
from tests.pictures import make_photo

SIZE = (320, 240)


def draw(box: tuple[int, int, int, int], *, colour: str = "#7a3b12", ground: str = "white") -> Image.Image:
    picture = Image.new("RGB", SIZE, ground)
    ImageDraw.Draw(picture).ellipse(box, fill=colour)
    return picture


def assert_inside(focus: Focus | None, box: tuple[int, int, int, int]) -> None:
    assert focus is not None
    across, down = focus.middle
    assert box[0] <= across * SIZE[0] <= box[2]
    assert box[1] <= down * SIZE[1] <= box[3]


@pytest.mark.parametrize("ground", ["white", "#f4f1ea", "#202020", "#2e7d32"])
@pytest.mark.parametrize(
    "box", [(20, 20, 120, 120), (210, 130, 310, 230), (10, 150, 70, 230), (120, 80, 200, 160), (0, 60, 90, 180)]
)
def test_a_subject_off_the_middle(box: tuple[int, int, int, int], ground: str) -> None:
    assert_inside(suggest_focus(draw(box, colour="#c2410c", ground=ground)), box)


def test_the_box_is_about_the_subject() -> None:
    focus = suggest_focus(draw((200, 100, 300, 200)))
    assert focus is not None
    assert (focus.left, focus.top) == pytest.approx((200 / 320, 100 / 240), abs=0.08)
    assert (focus.right, focus.bottom) == pytest.approx((300 / 320, 200 / 240), abs=0.08)


def test_grain_and_a_small_mark_do_not_count() -> None:
    box = (180, 60, 290, 190)
    picture = Image.blend(draw(box), Image.effect_noise(SIZE, 30).convert("RGB"), 0.06)
    ImageDraw.Draw(picture).rectangle((4, 226, 18, 236), fill="black")
    assert_inside(suggest_focus(picture), box)


@pytest.mark.parametrize("colour", ["white", "black", "#7a3b12"])
def test_a_plain_picture_has_none(colour: str) -> None:
    assert suggest_focus(Image.new("RGB", SIZE, colour)) is None


def test_what_is_the_same_all_over_has_none() -> None:
    picture = Image.new("RGB", SIZE, "white")
    pencil = ImageDraw.Draw(picture)
    for place in range(0, 320, 40):
        pencil.rectangle((place, 0, place + 19, 240), fill="black")
    assert suggest_focus(picture) is None


def test_the_look_that_is_kept_is_enough() -> None:
    box = (20, 120, 130, 230)
    look = read_look(make_look(draw(box)))
    assert look is not None
    assert_inside(suggest_focus(look), box)
    assert read_look(b"") is None
    assert read_look(b"1234") is None


@given(st.integers(0, 239), st.integers(0, 159), st.integers(60, 160), st.integers(60, 120))
def test_it_is_within_the_subject_wherever_that_is(left: int, top: int, width: int, height: int) -> None:
    box = (left, top, min(left + width, 319), min(top + height, 239))
    picture = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(picture).rectangle(box, fill="#0f4c81")
    assert_inside(suggest_focus(picture), box)


@given(st.integers(1, 200))
def test_a_box_is_inside_its_picture(seed: int) -> None:
    focus = suggest_focus(make_photo(60, 40, seed=seed))
    if focus is not None:
        assert 0 <= focus.left < focus.right <= 1
        assert 0 <= focus.top < focus.bottom <= 1
