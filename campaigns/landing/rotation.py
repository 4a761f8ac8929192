"""PURE. Which of a group's codes is shown: the first that still takes people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any


def takes_people(code: Mapping[str, Any], *, at: datetime) -> bool:
    """Whether the group behind `code` (as delivered) has room, and the code still works, at `at`."""
    if code["isFull"] or (code["capacity"] and code["joined"] >= code["capacity"]):
        return False
    return code["expiresAt"] is None or datetime.fromisoformat(code["expiresAt"]) > at


def choose_code(codes: Iterable[Mapping[str, Any]], *, at: datetime) -> Mapping[str, Any] | None:
    """The first code that takes people at `at`, in the editors' order; None when all are full."""
    return next((code for code in codes if takes_people(code, at=at)), None)
