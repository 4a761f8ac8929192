"""What every process knows of something that is edited rarely and asked all the time: read again when it has changed.

A row counts the changes; each process looks at it once a second. So a change is in force in every process within two
seconds of its commit, in the one it was made in at once, and asking costs no query most of the time.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.db.models.signals import post_delete, post_save

LOOK_SECONDS = 1.0
T = TypeVar("T")


def is_due(looked_at: float) -> bool:
    """Whether a process that looked then, by the monotonic clock, looks again."""
    return time.monotonic() - looked_at >= LOOK_SECONDS


class Version(models.Model):
    """One row: it grows with every change of what it counts."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def read_number(cls) -> int:
        """What the row says; 0 where nothing was changed yet."""
        return cls._default_manager.order_by("pk").values_list("number", flat=True).first() or 0

    @classmethod
    def grow(cls, forget: Callable[[], None]) -> None:
        """Let every process read again; `forget` has this one look: now, and once others may read the change too."""
        rows = cls._default_manager
        if not rows.update(number=F("number") + 1):
            _row, is_new = rows.get_or_create(pk=1, defaults={"number": 1})
            if not is_new:
                rows.update(number=F("number") + 1)
        forget()
        transaction.on_commit(forget)


def connect_changes(watched: Iterable[type[models.Model]], name: str, then: Callable[[], None]) -> None:
    """Have `then` called whenever a row of these models is saved or deleted; `name` says whose watch it is."""

    def hear(**_kwargs: Any) -> None:
        then()

    for model in watched:
        for signal in (post_save, post_delete):
            signal.connect(hear, sender=model, weak=False, dispatch_uid=f"{name}-{model._meta.label}-{id(signal)}")


class Keeper(Generic[T]):
    """What this process knows, and when it looked. `read` is given the version's number; 0 where nothing was saved.

    What is in force is read again after `read_seconds` even if the version has not grown: where it names what may come
    and go without being counted.
    """

    def __init__(
        self, find_model: Callable[[], type[Version]], read: Callable[[int], T], *, read_seconds: float = float("inf")
    ) -> None:
        self._find_model = find_model
        self._read = read
        self._read_seconds = read_seconds
        self._guard = threading.Lock()
        self._value: T | None = None
        self._number: int | None = None
        self._looked_at = float("-inf")
        self._read_at = float("-inf")

    def find(self) -> T:
        """What is in force; looks whether it still is where the last look is a second ago."""
        is_known = self._value is not None
        if is_known and not is_due(self._looked_at):
            return self._value  # type: ignore[return-value]
        # One thread looks; the others go on with what there is.
        if self._guard.acquire(blocking=not is_known):
            try:
                self._look()
            finally:
                self._guard.release()
        assert self._value is not None  # noqa: S101 - the first look is waited for
        return self._value

    def _look(self) -> None:
        if self._value is not None and not is_due(self._looked_at):
            return
        now = time.monotonic()
        number = self._find_model().read_number()
        is_old = bool(number) and now - self._read_at >= self._read_seconds
        if self._value is None or number != self._number or is_old:
            self._value, self._number, self._read_at = self._read(number), number, now
        self._looked_at = now

    def forget(self) -> None:
        """Look again the next time somebody asks."""
        self._looked_at = float("-inf")
        self._number = None

    def rest(self, value: T) -> None:
        """Take `value` for what is in force, and do not look until something is changed in this process."""
        self._value, self._number, self._looked_at = value, None, float("inf")

    def connect(self, watched: Iterable[type[models.Model]], *, then: Callable[[], Any] | None = None) -> None:
        """Have every change of the models grow the version in its own transaction, and do something about it."""

        def hear() -> None:
            self.grow()
            if then is not None:
                then()

        connect_changes(watched, self._find_model()._meta.label, hear)

    def grow(self) -> None:
        """Let every process read again what is in force."""
        self._find_model().grow(self.forget)
