"""The web server: granian in front of the WSGI application."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from cms.operations import lifeline

# Python runs one thread at a time: more of them only make each request wait for the others.
THREADS = 4


def serve_web(*, host: str, port: int, workers: int) -> None:
    """Serve until this process is told to stop."""
    server = Granian(
        "cms.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load_application, wrap_loader=False)


def load_application() -> Callable[..., Any]:
    """Runs in each of granian's own worker processes."""
    lifeline.follow_parent(os.getppid())
    from django.urls import get_resolver

    from cms.wsgi import application

    # So that the first visitor does not wait for every view to be imported.
    _ = get_resolver().url_patterns
    # What is loaded now stays for good: the collector, which a large answer wakes up, need not walk it each time.
    gc.collect()
    gc.freeze()
    return application
