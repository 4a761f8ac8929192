"""PURE. What somebody in the admin has to see to today: packages ask, the home page shows what is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

TOP = 4
"""How many things of one kind are shown by name; the rest is behind a link."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: `since` is when it began to wait, `due` when it happens or ought to have happened.

    `finish` is where a POST says that it is done, for what needs nothing but that; `decision` is where it can be
    approved, or sent back with a comment.
    """

    title: str
    address: str = ""
    note: object = ""
    since: datetime | None = None
    due: datetime | None = None
    is_late: bool = False
    finish: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What waits: how much in all, the first few, and where all of it is; `is_alarming` if somebody is late."""

    count: int
    entries: Sequence[Entry] = field(default_factory=tuple)
    address: str = ""
    is_alarming: bool = False

    @property
    def more(self) -> int:
        """How many are not among the first few."""
        return self.count - len(self.entries)


Read = Callable[..., Answer | None]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask each morning. `read(user, at=…)` is None for whom it does not concern at all.

    It takes the same number of queries whatever waits. `empty` is said when nothing does. Smaller orders come first.
    """

    name: str
    heading: Any
    icon: str
    empty: Any
    read: Read
    order: int = 100


_questions: dict[str, Question] = {}


def register(question: Question) -> None:
    """Have `question` asked; called once an app is ready."""
    _questions[question.name] = question


def list_questions() -> list[Question]:
    return sorted(_questions.values(), key=lambda one: (one.order, one.name))


def ask(user: Any, *, at: datetime) -> list[tuple[Question, Answer]]:
    """What concerns `user`: first where somebody is late, then what waits, then what is done."""
    answers = [(question, question.read(user, at=at)) for question in list_questions()]
    concerning = [(question, answer) for question, answer in answers if answer is not None]
    return sorted(concerning, key=lambda pair: (not pair[1].is_alarming, not pair[1].count))
