"""Draws many pictures at once, in processes of their own that end with whoever asked for them.

Run as a program it reads "product shot" lines and answers each with a picture behind its length, in order.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from cms.catalog.demo.reading import read_products
from cms.catalog.demo.shots import draw_shot, list_shots

Job = tuple[int, int]
"""Which product, and which of its shots: both by their place."""

_CHECKOUT = Path(__file__).resolve().parents[3]
_MOST = 4
_LENGTH = struct.Struct(">I")
_WORTH_IT = 8
"""With fewer pictures, a process would take longer to start than to draw."""


def draw_all(jobs: Sequence[Job], *, workers: int | None = None) -> Iterator[tuple[Job, bytes]]:
    """Each job with its picture, in the order of `jobs`."""
    count = min(os.cpu_count() or 1, _MOST) if workers is None else workers
    if count < 2 or len(jobs) < _WORTH_IT:
        yield from ((job, draw(job)) for job in jobs)
        return
    with ExitStack() as stack:
        processes = [_start(stack, jobs[offset::count]) for offset in range(count)]
        for index, job in enumerate(jobs):
            yield job, _receive(processes[index % count])


def draw(job: Job) -> bytes:
    position, shot = job
    product = read_products()[position]
    return draw_shot(product, list_shots(product, position=position)[shot])


def _start(stack: ExitStack, jobs: Sequence[Job]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", __name__], cwd=_CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    stack.callback(_stop, process)
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    process.stdin.write("".join(f"{position} {shot}\n" for position, shot in jobs).encode())
    process.stdin.close()
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _receive(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    head = process.stdout.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise ChildProcessError(f"a process that draws the demo pictures ended with code {process.wait()}")
    return process.stdout.read(*_LENGTH.unpack(head))


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Draw what `source` asks for. Whoever asked and is gone no longer reads, which ends this, too."""
    for line in source:
        position, shot = line.split()
        picture = draw((int(position), int(shot)))
        target.write(_LENGTH.pack(len(picture)) + picture)
        target.flush()


if __name__ == "__main__":
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        os._exit(0)
