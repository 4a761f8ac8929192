from datetime import UTC, datetime, timedelta

import pytest

from campaigns.landing.windows import ENDED, RUNNING, UPCOMING, find_state

START = datetime(2026, 11, 11, tzinfo=UTC)
END = START + timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (START - SECOND, UPCOMING),
        (START, RUNNING),
        (END - SECOND, RUNNING),
        (END, ENDED),
        (END + SECOND, ENDED),
    ],
)
def test_the_window_is_half_open(at, state):
    assert find_state(START, END, at=at) == state


def test_a_missing_start_has_begun_and_a_missing_end_never_comes():
    assert find_state(None, END, at=START - timedelta(days=900)) == RUNNING
    assert find_state(START, None, at=START + timedelta(days=900)) == RUNNING
    assert find_state(None, None, at=START) == RUNNING
