"""Ends a process when its parent is gone, however the parent ended (`kill -9` included)."""

from __future__ import annotations

import os
import signal
import threading
import time

_LOOK_EVERY = 0.5
_GRACE_SECONDS = 10.0


def follow_parent(parent: int) -> None:
    """Stop this process, and the group it leads, as SIGTERM does once `parent` is no longer its parent.

    Asking for the parent's id works on every system, while a signal on the parent's death is Linux's alone and is
    bound to the parent's thread.
    """
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    _end(signal.SIGTERM)
    time.sleep(_GRACE_SECONDS)
    _end(signal.SIGKILL)


def _end(number: signal.Signals) -> None:
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), number)
    else:
        os.kill(os.getpid(), number)
