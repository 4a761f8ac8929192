"""Pictures drawn in processes of their own are the same ones, in order, and nothing is left behind."""

from __future__ import annotations

import io
import struct
import subprocess
from typing import Any

import pytest

from cms.catalog.demo import workshop

JOBS = [(index, 0) for index in range(8)]


class Drawer:
    """Stands in for the drawing: notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[workshop.Job] = []

    def __call__(self, job: workshop.Job) -> bytes:
        self.asked.append(job)
        return f"{job[0]}/{job[1]}".encode()


def test_a_few_pictures_are_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = Drawer()
    monkeypatch.setattr(workshop, "draw", drawer)
    assert list(workshop.draw_all([(3, 1), (2, 0)], workers=4)) == [((3, 1), b"3/1"), ((2, 0), b"2/0")]
    assert drawer.asked == [(3, 1), (2, 0)]


def test_many_are_drawn_by_processes_that_end(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    drawn = list(workshop.draw_all(JOBS, workers=2))
    assert [job for job, _content in drawn] == JOBS
    assert drawn[5][1] == workshop.draw(JOBS[5])
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


def test_whoever_stops_asking_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **o: started.append(popen(*a, **o)) or started[-1])
    drawn = workshop.draw_all(JOBS * 4, workers=2)
    next(drawn)
    drawn.close()
    assert [process.poll() for process in started] == [-9, -9]


def test_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **options: popen([command[0], "-c", "exit(3)"], **options))
    with pytest.raises(ChildProcessError, match="ended with code 3"):
        list(workshop.draw_all(JOBS, workers=2))


def test_the_program_answers_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "draw", Drawer())
    target = io.BytesIO()
    workshop.serve(io.BytesIO(b"4 1\n0 2\n"), target)
    assert target.getvalue() == struct.pack(">I", 3) + b"4/1" + struct.pack(">I", 3) + b"0/2"
