"""The processes that `manage.py run` starts. Each follows its parent and is a process group of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

# A forked child has everything imported already, which makes starting quick. The parent stays free of threads and
# of connections, so forking is safe; macOS's own libraries make it unsafe there.
CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")

_FIRST_DELAY = 1.0
_LONGEST_DELAY = 30.0
_STEADY_AFTER = 60.0


@dataclass
class Child:
    """One process that has to be there; started again, later each time, when it ends by itself."""

    name: str
    target: Callable[..., Any]
    options: dict[str, Any] = field(default_factory=dict)
    process: BaseProcess | None = None
    started_at: float = 0.0
    delay: float = _FIRST_DELAY
    due_at: float = 0.0

    def start(self) -> None:
        """Start it now."""
        self.started_at = time.monotonic()
        process: BaseProcess = CONTEXT.Process(
            target=_enter, args=(os.getpid(), self.target, self.options), name=f"vitrine-{self.name}"
        )
        process.start()
        self.process = process
        with suppress(OSError):  # It does so itself too: whoever is first.
            os.setpgid(_pid(process), _pid(process))

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.is_alive()

    @property
    def exit_code(self) -> int | None:
        return None if self.process is None else self.process.exitcode

    def plan_restart(self, *, now: float) -> float:
        """Decide when to start again after it ended; returns the seconds until then."""
        if now - self.started_at > _STEADY_AFTER:
            self.delay = _FIRST_DELAY
        wait, self.delay = self.delay, min(self.delay * 2, _LONGEST_DELAY)
        self.due_at = now + wait
        return wait


def stop_all(children: Sequence[Child], *, grace: float) -> None:
    """End `children` and whatever they have started: asked first, then by force."""
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + grace
    for process in running:
        process.join(max(0.0, deadline - time.monotonic()))
    for process in running:
        with suppress(OSError):
            os.killpg(_pid(process), signal.SIGKILL)
        process.join(1.0)


def _enter(parent: int, target: Callable[..., Any], options: dict[str, Any]) -> None:
    with suppress(OSError):
        # Ctrl-C reaches the parent alone, which then ends its children in order.
        os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    import django

    from cms.operations import lifeline

    lifeline.follow_parent(parent)
    django.setup()
    target(**options)


def _pid(process: BaseProcess) -> int:
    if process.pid is None:
        raise RuntimeError(f"{process.name} has not been started")
    return process.pid
