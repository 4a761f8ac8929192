import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking.quality import rate_content

NOTHING = {"pictures": 0, "has_summary": False, "points": 0, "specifications": 0, "has_details": False}
COUNTS = st.integers(0, 50)


def test_nothing_is_0_and_everything_100() -> None:
    assert rate_content(**NOTHING) == 0
    assert rate_content(pictures=4, has_summary=True, points=3, specifications=8, has_details=True) == 100


@pytest.mark.parametrize(
    ("part", "worth"),
    [({"pictures": 1}, 25), ({"pictures": 4}, 40), ({"points": 1}, 5), ({"specifications": 4}, 10)],
)
def test_each_part_counts_up_to_its_share(part: dict[str, int], worth: int) -> None:
    assert rate_content(**{**NOTHING, **part}) == worth


@given(COUNTS, st.booleans(), COUNTS, COUNTS, st.booleans())
def test_more_is_never_worse(pictures: int, summary: bool, points: int, specifications: int, details: bool) -> None:
    some = rate_content(
        pictures=pictures, has_summary=summary, points=points, specifications=specifications, has_details=details
    )
    more = rate_content(
        pictures=pictures + 1, has_summary=True, points=points + 1, specifications=specifications + 1, has_details=True
    )
    assert 0 <= some <= more <= 100
