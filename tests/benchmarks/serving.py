"""A real server with one worker, and a client that asks it one thing again and again."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked."""

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def serve() -> Iterator[int]:
    """A web server with one worker on this process's database; gives its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = f"from cms.operations.serving import serve_web; serve_web(host='127.0.0.1', port={port}, workers=1)"
    server = subprocess.Popen([sys.executable, "-c", serving], cwd=CHECKOUT, env=os.environ)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            ask(port, Request("GET", "/health/live"), 1)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def ask(port: int, request: Request, times: int) -> tuple[list[float], bytes]:
    """The seconds of each of `times` answers, one after another, and the last answer's body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    seconds = []
    for _ in range(times):
        started_at = time.perf_counter()
        connection.request(request.method, request.path, request.body, dict(request.headers))
        response = connection.getresponse()
        content = response.read()
        seconds.append(time.perf_counter() - started_at)
        if response.status != 200:
            raise SystemExit(f"{request.path}: {response.status}: {content[:500]!r}")
    connection.close()
    return seconds, content


def measure(port: int, request: Request, times: int, *, warm_up: int = 50) -> dict[str, float]:
    """Milliseconds of one client alone (best, median, p95), and requests a second of one and of four clients."""
    ask(port, request, warm_up)
    seconds, _content = ask(port, request, times)
    started_at = time.perf_counter()
    threads = [threading.Thread(target=ask, args=(port, request, times // 4)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = time.perf_counter() - started_at
    return {
        "best": min(seconds) * 1000,
        "median": statistics.median(seconds) * 1000,
        "p95": statistics.quantiles(seconds, n=20)[-1] * 1000,
        "alone": len(seconds) / sum(seconds),
        "together": times // 4 * 4 / together,
    }
