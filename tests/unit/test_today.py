"""What is asked each morning, and in which order the answers come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from cms import today
from cms.today import Answer, Entry, Question

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def questions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(today, "_questions", {})
    yield


def ask_for(name: str, answer: Answer | None, *, order: int = 100) -> None:
    def read(user: Any, *, at: datetime) -> Answer | None:
        assert (user, at) == ("somebody", NOW)
        return answer

    today.register(Question(name, name, "check", "nothing", read, order=order))


def list_names() -> list[str]:
    return [question.name for question, _answer in today.ask("somebody", at=NOW)]


def test_pressing_things_come_first_then_what_waits_then_what_is_done() -> None:
    ask_for("done", Answer(0), order=1)
    ask_for("waits", Answer(2), order=3)
    ask_for("waits too", Answer(9), order=2)
    ask_for("late", Answer(1, is_alarming=True), order=9)
    assert list_names() == ["late", "waits too", "waits", "done"]


def test_what_does_not_concern_somebody_is_not_said() -> None:
    ask_for("mine", Answer(1))
    ask_for("another's", None)
    assert list_names() == ["mine"]


def test_a_question_is_asked_once_however_often_it_is_registered() -> None:
    ask_for("same", Answer(1))
    ask_for("same", Answer(2))
    assert [answer.count for _question, answer in today.ask("somebody", at=NOW)] == [2]


def test_an_answer_knows_how_much_it_does_not_show() -> None:
    assert Answer(6, [Entry("a"), Entry("b")]).more == 4
