"""Parts of the demo shop are loaded behind what they need."""

from __future__ import annotations

from datetime import UTC, datetime
from graphlib import CycleError
from typing import Any

import pytest

from cms.catalog.demo.parts import LoadedPart, Part, load_parts, sort_parts

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def make_part(name: str, *after: str, added: int = 0, log: list[str] | None = None) -> Part:
    def load(*, at: Any) -> int:
        assert at == NOW
        if log is not None:
            log.append(name)
        return added

    return Part(name, name.title(), load, after)


def test_a_part_comes_behind_those_it_needs_whatever_was_registered_first() -> None:
    parts = [make_part("homes", "content", "landing"), make_part("landing", "content"), make_part("content")]
    assert [part.name for part in sort_parts(parts)] == ["content", "landing", "homes"]


def test_a_part_that_is_not_there_is_not_waited_for() -> None:
    assert [part.name for part in sort_parts([make_part("homes", "landing")])] == ["homes"]


def test_parts_that_need_each_other_are_refused() -> None:
    with pytest.raises(CycleError):
        sort_parts([make_part("one", "two"), make_part("two", "one")])


def test_each_part_is_told_of_as_it_is_loaded() -> None:
    log: list[str] = []
    told: list[LoadedPart] = []
    ticks = iter([0.0, 1.5, 2.0, 2.25])
    parts = [make_part("content", added=3, log=log), make_part("homes", added=2, log=log)]
    load_parts(parts, at=NOW, clock=lambda: next(ticks), on_loaded=told.append)
    assert log == ["content", "homes"]
    assert told == [LoadedPart("Content", 3, 1.5), LoadedPart("Homes", 2, 0.25)]
