"""PURE. How a service says no to a person: which input, a stable code, and a sentence that names the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason. `message` may be a lazily translated text: it is said in the language of whoever reads it."""

    code: str
    message: object
    field: str = ""


class Refused(Exception):
    """Nothing was done, for these reasons. What a service has written before it raises this is rolled back."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(f"{one.field or '-'}: {one.code}" for one in refusals))
        self.refusals = tuple(refusals)

    @classmethod
    def because(cls, code: str, message: object, *, field: str = "") -> Refused:
        """Refused for one reason."""
        return cls([Refusal(code, message, field)])
