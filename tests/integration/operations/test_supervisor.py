"""However the supervisor ends, nothing it has started is left; what crashes is started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]

# Two children that note their ids; the first has a child of its own, in the way a web server has.
PROGRAM = """
import os, subprocess, sys, time
import django

django.setup()
from cms.operations.processes import Child
from cms.operations.supervisor import Stopped, Supervisor

folder = sys.argv[1]

def note(name, pid):
    with open(f"{folder}/{name}", "a") as file:
        file.write(f"{pid}\\n")

def serve():
    note("grandchild", subprocess.Popen(["sleep", "600"]).pid)
    note("web", os.getpid())
    time.sleep(600)

def work():
    note("worker", os.getpid())
    time.sleep(600)

supervisor = Supervisor(say=lambda line: print(line, flush=True))
supervisor.watch_signals()
try:
    supervisor.start([Child("web", serve), Child("worker", work)])
    supervisor.keep_running()
except Stopped:
    print("stopped", flush=True)
finally:
    supervisor.stop()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    # Without any app the processes start at once.
    (tmp_path / "no_apps.py").write_text("SECRET_KEY = 'none'")
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=CHECKOUT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "no_apps", "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: all(read_ids(tmp_path, name) for name in ("web", "worker", "grandchild")))
    yield process
    process.kill()
    process.communicate(timeout=10)
    for name in ("web", "worker", "grandchild"):
        for pid in read_ids(tmp_path, name):
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)


def read_ids(folder: Path, name: str) -> list[int]:
    path = folder / name
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A process that nobody has waited for yet has ended all the same.
    status = Path(f"/proc/{pid}/status")
    return not (status.exists() and "State:\tZ" in status.read_text())


def wait_until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_nothing_is_left_when_it_is_told_to_stop(
    supervisor: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    started = [pid for name in ("web", "worker", "grandchild") for pid in read_ids(tmp_path, name)]
    supervisor.send_signal(number)
    output, _ = supervisor.communicate(timeout=15)

    assert (output, supervisor.returncode) == ("stopped\n", 0)
    assert [pid for pid in started if is_alive(pid)] == []


def test_nothing_is_left_when_it_is_killed(supervisor: subprocess.Popen[str], tmp_path: Path) -> None:
    started = [pid for name in ("web", "worker", "grandchild") for pid in read_ids(tmp_path, name)]
    supervisor.kill()
    wait_until(lambda: not any(is_alive(pid) for pid in started), seconds=10)


def test_a_crashed_child_is_started_again_with_nothing_of_it_left(
    supervisor: subprocess.Popen[str], tmp_path: Path
) -> None:
    (web,), (worker,), (grandchild,) = (read_ids(tmp_path, name) for name in ("web", "worker", "grandchild"))
    os.kill(web, signal.SIGKILL)
    wait_until(lambda: len(read_ids(tmp_path, "web")) == 2, seconds=10)

    assert not is_alive(grandchild)
    assert read_ids(tmp_path, "worker") == [worker]
    assert is_alive(worker)
    supervisor.terminate()
    output, _ = supervisor.communicate(timeout=15)
    assert output.splitlines() == ["web ended with code -9; starting it again in 1 s", "stopped"]
