import pytest

from campaigns.landing.contrast import choose_ink, find_weak_pairs, is_colour, measure_contrast


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert round(measure_contrast(one, other), 2) == ratio
    assert measure_contrast(one, other) == measure_contrast(other, one)


@pytest.mark.parametrize(("colour", "ink"), [("#c8102e", "#ffffff"), ("#ffd400", "#111111"), ("#000000", "#ffffff")])
def test_ink_is_what_reads_better(colour, ink):
    assert choose_ink(colour) == ink


@pytest.mark.parametrize(
    ("value", "expected"), [("#1a2B3c", True), ("#123", False), ("red", False), ("#12345g", False), ("", False)]
)
def test_colours(value, expected):
    assert is_colour(value) is expected


GOOD = {"primary": "#c8102e", "accent": "#b45309", "background": "#ffffff", "text": "#1f2328"}


def test_a_readable_theme_has_no_weak_pairs():
    assert find_weak_pairs(**GOOD) == []


def test_weak_pairs_say_which_and_how_far():
    weak = find_weak_pairs(**{**GOOD, "text": "#999999"})
    assert [(one.front, one.back, round(one.ratio, 1), one.needed, one.is_too_dark) for one in weak] == [
        ("text", "background", 2.8, 4.5, False)
    ]


def test_on_a_dark_background_the_front_has_to_be_lighter():
    weak = find_weak_pairs(**{**GOOD, "background": "#101010", "text": "#ffffff"})
    assert [(one.front, one.is_too_dark) for one in weak] == [("accent", True)]


def test_the_main_colour_may_be_weaker_than_text():
    # 3.0 is enough for buttons and large headings, not for prices.
    grey = "#8a8a8a"
    assert find_weak_pairs(**{**GOOD, "primary": grey}) == []
    assert [one.front for one in find_weak_pairs(**{**GOOD, "accent": grey})] == ["accent"]


def test_what_is_no_colour_is_not_compared():
    assert find_weak_pairs(**{**GOOD, "text": "grey"}) == []
