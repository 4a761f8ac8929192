"""What may be wrong with the home page: its blocks, and how it speaks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cms.content.checking.blocks import SHARED_CHECKS
from cms.content.checking.facts import read_facts
from cms.content.checking.pages import check_blocks
from cms.content.checking.wordings import check_wording
from cms.delivery.problems import Problem


def check_home(source: Any, *, at: datetime) -> list[Problem]:
    """What would be wrong with the home page `source` at `at`."""
    raw = list(source.body.raw_data)
    facts = read_facts(raw, locale=source.locale.language_code, at=at)
    return [*check_blocks(raw, source.body.stream_block, facts, SHARED_CHECKS), *check_wording(source)]
