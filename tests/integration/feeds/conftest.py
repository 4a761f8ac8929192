from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.feeds.feeding import Shop


@pytest.fixture
def shop(db: None, tmp_path: Path) -> Shop:
    return Shop(tmp_path)
