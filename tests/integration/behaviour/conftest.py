from __future__ import annotations

import pytest

from search.behaviour import recording


@pytest.fixture(autouse=True)
def no_searches_of_other_tests() -> None:
    """What another test has searched for waits in this process."""
    recording._recorder.waiting.clear()
