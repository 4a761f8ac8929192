"""PURE. Says how far long work is: one line that renews itself on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol


class Output(Protocol):
    """Where lines go: Django's OutputWrapper, or a file."""

    def write(self, text: str, ending: str = "") -> object: ...

    def flush(self) -> object: ...

    def isatty(self) -> bool: ...


class Progress:
    """Tell it how much is done; it shows at most a few lines a second."""

    def __init__(self, output: Output, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.output = output
        self.clock = clock
        self.is_terminal = output.isatty()
        self.every = 0.2 if self.is_terminal else 5.0
        self.step = ""
        self.started = self.shown = 0.0
        self.width = 0

    def show(self, step: str, done: int, total: int) -> None:
        """`done` of `total` in `step`; a total of 0 is not known yet."""
        now = self.clock()
        if step != self.step:
            self.step, self.started, self.shown = step, now, now
        is_end = bool(total) and done >= total
        if now - self.shown >= self.every or (is_end and self.is_terminal):
            self.shown = now
            self._write(describe(step, done, total, now - self.started))

    def finish(self) -> None:
        """Leave the line that renews itself."""
        if self.is_terminal and self.width:
            self.output.write("\n", ending="")
            self.width = 0

    def _write(self, text: str) -> None:
        if self.is_terminal:
            self.output.write(f"\r{text.ljust(self.width)}", ending="")
            self.width = len(text)
        else:
            self.output.write(text, ending="\n")
        self.output.flush()


def describe(step: str, done: int, total: int, seconds: float) -> str:
    """ "importing: 1,500 of 19,406 (8%), 620 a second, 29 s left"."""
    rate = done / seconds if seconds > 0 else 0.0
    parts = [f"{step}: {done:,} of {total:,} ({done * 100 // total}%)" if total else f"{step}: {done:,}"]
    if rate:
        parts.append(f"{rate:,.0f} a second")
        if total > done:
            parts.append(f"{_write_time((total - done) / rate)} left")
    return ", ".join(parts)


def _write_time(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 90 else f"{whole // 60} min {whole % 60} s"
