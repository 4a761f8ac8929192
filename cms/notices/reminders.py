"""Looks at something again at a moment: what is overdue then is told, whoever has seen to it in time hears nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cms.delivery import outbox

REMINDERS = "notices-reminders"

Look = Callable[[str, datetime], None]
"""Looks at the thing of a key as it is now; called at the moment asked for or later, perhaps twice."""

_looks: dict[str, Look] = {}


def register_look(name: str, look: Look) -> None:
    """Have `look` called for what `look_again` names; called once an app is ready."""
    _looks[name] = look


def look_again(name: str, key: object, *, at: datetime) -> None:
    """Have the thing looked at then; call inside the transaction that changes it."""
    outbox.enqueue(REMINDERS, [f"{name}:{key}"], available_at=at)


def look(keys: list[str], at: datetime) -> dict[str, str]:
    """The outbox consumer. What a package that is gone has asked for is dropped."""
    failures: dict[str, str] = {}
    for key in keys:
        name, _separator, rest = key.partition(":")
        if name in _looks:
            try:
                _looks[name](rest, at)
            except Exception as error:  # one thing's trouble is not the others'
                failures[key] = f"{type(error).__name__}: {error}"
    return failures


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(REMINDERS, look, batch_size=50))
