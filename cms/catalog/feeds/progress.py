"""PURE. Says how far long work is: one line that renews itself on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from cms.catalog.feeds.widths import measure, pad
from cms.phrases import Phrase


class Output(Protocol):
    """Where lines go: Django's OutputWrapper, or a file."""

    def write(self, text: str, ending: str = "") -> object: ...

    def flush(self) -> object: ...

    def isatty(self) -> bool: ...


class Progress:
    """Tell it how much is done; it shows at most a few lines a second, in the language of `translate`."""

    def __init__(
        self, output: Output, *, translate: Callable[[str], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.output = output
        self.translate = translate
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
            self._write(self.translate(describe(step, done, total, now - self.started)))

    def finish(self) -> None:
        """Leave the line that renews itself."""
        if self.is_terminal and self.width:
            self.output.write("\n", ending="")
            self.width = 0

    def _write(self, text: str) -> None:
        if self.is_terminal:
            self.output.write(f"\r{pad(text, self.width)}", ending="")
            self.width = measure(text)
        else:
            self.output.write(text, ending="\n")
        self.output.flush()


def describe(step: str, done: int, total: int, seconds: float) -> Phrase:
    """ "importing: 1,500 of 19,406 (8%), 620 a second, 29 s left"."""
    rate = done / seconds if seconds > 0 else 0.0
    text = _count(step, done, total)
    if rate:
        text = Phrase("%(progress)s, %(rate)s a second", progress=text, rate=f"{rate:,.0f}")
        if total > done:
            text = Phrase("%(progress)s, %(time)s left", progress=text, time=_write_time((total - done) / rate))
    return text


def _count(step: str, done: int, total: int) -> Phrase:
    if not total:
        return Phrase("%(step)s: %(done)s", step=step, done=f"{done:,}")
    return Phrase(
        "%(step)s: %(done)s of %(total)s (%(percent)d%%)",
        step=step,
        done=f"{done:,}",
        total=f"{total:,}",
        percent=done * 100 // total,
    )


def _write_time(seconds: float) -> Phrase:
    whole = round(seconds)
    if whole < 90:
        return Phrase("%(seconds)d s", seconds=whole)
    return Phrase("%(minutes)d min %(seconds)d s", minutes=whole // 60, seconds=whole % 60)
