"""Keeps a few processes running until it is told to stop; then no process of them is left."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from cms.operations.processes import Child, stop_all

_LOOK_EVERY = 0.2
_GRACE_SECONDS = 10.0


class Stopped(Exception):
    """The supervisor was told to stop."""


class Supervisor:
    """Starts children, restarts the ones that crash, and ends all of them together with itself.

    `say` tells the person at the terminal. Call `watch_signals` first, and `stop` last, whatever happened between.
    """

    def __init__(self, *, say: Callable[[str], None], follow: int | None = None) -> None:
        self.say = say
        self.children: list[Child] = []
        self._asked_to_stop = False
        self._follow = follow

    def watch_signals(self) -> None:
        """Take Ctrl-C, a polite kill and a closed terminal as the word to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)

    def run_to_end(self, child: Child) -> int:
        """Run `child` once and return its exit code. Raises Stopped when told to stop meanwhile."""
        self.children.append(child)
        child.start()
        while child.is_alive:
            self.pause()
        self.children.remove(child)
        code = child.exit_code
        return 1 if code is None else code

    def start(self, children: Sequence[Child]) -> None:
        """Start `children`, from now on kept running."""
        for child in children:
            self.children.append(child)
            child.start()

    def keep_running(self) -> None:
        """Restart what crashes, until Stopped is raised."""
        while True:
            self.pause()
            for child in self.children:
                self._look_after(child, now=time.monotonic())

    def pause(self) -> None:
        """Wait for a moment. Raises Stopped when told to stop, or when the process above is gone."""
        time.sleep(_LOOK_EVERY)
        if self._asked_to_stop or (self._follow is not None and os.getppid() != self._follow):
            raise Stopped

    def stop(self) -> None:
        """End every child and what it has started."""
        stop_all(self.children, grace=_GRACE_SECONDS)
        self.children.clear()

    def _look_after(self, child: Child, *, now: float) -> None:
        if child.is_alive:
            return
        if not child.due_at:
            wait = child.plan_restart(now=now)
            self.say(f"{child.name} ended with code {child.exit_code}; starting it again in {wait:.0f} s")
        elif now >= child.due_at:
            child.due_at = 0.0
            # What a crashed server has left behind would keep its port.
            stop_all([child], grace=0)
            child.start()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked_to_stop:
            stop_all(self.children, grace=0)
            raise SystemExit(130)
        self._asked_to_stop = True
