"""One line on the terminal that says how far a long command is and how long it will take."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

_EVERY_SECONDS = 0.2


class Progress:
    """Silent where nobody watches: in a pipe, a log, a test."""

    def __init__(self, output: OutputWrapper, things: str) -> None:
        self._output = output
        self._things = things
        self._started = time.monotonic()
        self._shown = 0.0
        self._is_open = False

    def show(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._output.isatty() or (done < total and now - self._shown < _EVERY_SECONDS):
            return
        seconds = max(now - self._started, 0.001)
        left = (total - done) * seconds / max(done, 1)
        line = f"{done}/{total} {self._things}  {done / seconds:.0f}/s  {left:.0f} s"
        self._output.write(f"\r{line:<60}", ending="")
        self._output.flush()
        self._shown, self._is_open = now, True

    def end(self) -> None:
        """Leave the line."""
        if self._is_open:
            self._output.write("")
            self._is_open = False
