"""What is wrong with something that is to be published: where, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` is what people call where it is ("Shelf 3"), `text` gives the reason and the way out, in a sentence.

    `block` is the id of the block, `field` the name of the field, that it is about, for who leads there.
    """

    level: str
    place: str
    text: str
    block: str = ""
    field: str = ""

    @property
    def message(self) -> str:
        """The whole, for one line."""
        from django.utils.translation import gettext as _

        if not self.place:
            return self.text
        return _("%(place)s: %(text)s") % {"place": self.place, "text": self.text}


class PublishRefused(Exception):
    """Nothing was published: `problems` say why. All of them are errors."""

    def __init__(self, source: Any, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = list(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


def keep_errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those of `problems` that refuse a publication."""
    return [problem for problem in problems if problem.level == ERROR]
