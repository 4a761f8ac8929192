"""PURE. What the rules find in a contribution, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a contribution has to be looked at."""

    WORD = "word"
    LINK = "link"
    CONTACT = "contact"
    REPEAT = "repeat"
    NEW_MEMBER = "new_member"
    BURST = "burst"
    PICTURE = "picture"
    PREMODERATED = "premoderated"
    REPORTED = "reported"


class Outcome(StrEnum):
    """What becomes of it at once."""

    APPROVE = "approve"
    HOLD = "hold"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found. `field[start:end]` is where, in the text as it was typed; an empty field means none."""

    reason: Reason
    field: str = ""
    start: int = 0
    end: int = 0
    note: str = ""
    """What was found, for the moderator: the word of the list, the kind of contact, the number of times."""
    rejects: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of a contribution."""

    findings: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        if any(finding.rejects for finding in self.findings):
            return Outcome.REJECT
        return Outcome.HOLD if self.findings else Outcome.APPROVE

    @property
    def is_approved(self) -> bool:
        return self.outcome is Outcome.APPROVE

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason once, in the order found."""
        return tuple(dict.fromkeys(finding.reason for finding in self.findings))


def join(*groups: Sequence[Finding]) -> Verdict:
    """One verdict of what several rules found."""
    return Verdict(tuple(finding for group in groups for finding in group))
