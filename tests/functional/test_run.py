"""`manage.py run` brings an empty folder to a working shop, and Ctrl-C ends all of it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
FIRST_START_SECONDS = 180
# Of the processor, not of the clock: other tests and programs must not decide.
SECOND_START_SECONDS = 10


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Shop:
    """One `manage.py run`, and what it has said."""

    def __init__(self, data: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.log = data / "run.log"
        variables = {"VITRINE_DATA": str(data), "PORT": str(port), "LANG": "en_US.UTF-8"}
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.started_at = time.monotonic()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "run"],
                cwd=CHECKOUT,
                env={**kept, **variables, "DJANGO_SETTINGS_MODULE": "cms.settings.development"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_running(self, seconds: float) -> None:
        while "Vitrine is running" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() - self.started_at < seconds, self.said()
            time.sleep(0.1)

    def read(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"{self.address}{path}", timeout=30) as response:
            return response.status, response.read().decode()

    def ask(self, query: str) -> object:
        request = urllib.request.Request(
            f"{self.address}/graphql",
            data=json.dumps({"query": query}).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)["data"]

    def list_processes(self) -> list[int]:
        """The whole tree below this one, by what Linux says."""
        found = [self.process.pid]
        for pid in found:
            found += [
                int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()
            ]
        return found

    def measure_work(self) -> float:
        """The seconds of processor time this tree has used so far."""
        ticks = 0
        for pid in self.list_processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(int(field) for field in fields[11:15])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)


def start(data: Path, port: int, shops: list[Shop]) -> Shop:
    shop = Shop(data, port)
    shops.append(shop)
    return shop


def is_drawing(pid: int) -> bool:
    """Whether it is one of those that draw the demo's pictures, and come and go while the worker waits for them."""
    try:
        return b"cms.catalog.demo.workshop" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.fixture
def shops() -> Iterator[list[Shop]]:
    started: list[Shop] = []
    yield started
    for shop in started:
        if shop.process.poll() is None:
            shop.process.kill()
            shop.process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="reads the process tree from /proc")
def test_an_empty_folder_becomes_a_shop_and_ends_whole(tmp_path: Path, shops: list[Shop]) -> None:
    port = find_free_port()
    shop = start(tmp_path, port, shops)
    shop.wait_until_running(FIRST_START_SECONDS)

    (login,) = re.findall(r"Login: admin / [a-z0-9]{12}\n", shop.said())
    assert shop.read("/health/ready")[0] == 200
    assert shop.read("/admin/login/")[0] == 200
    assert shop.read("/graphql/explorer/")[0] == 200
    assert shop.ask("{ products(first: 1) { nodes { title } } }") != {"products": {"nodes": []}}
    processes = shop.list_processes()
    lasting = [pid for pid in processes if not is_drawing(pid)]
    assert len(lasting) == 4, "run, web server, its worker process, worker"
    assert shop.stop() == 0
    assert [pid for pid in processes if Path(f"/proc/{pid}").exists()] == []

    again = start(tmp_path, port, shops)
    again.wait_until_running(FIRST_START_SECONDS)
    assert again.measure_work() < SECOND_START_SECONDS
    assert login in again.said()
    assert again.stop() == 0


def test_a_taken_port_is_said_before_any_work(tmp_path: Path, shops: list[Shop]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        shop = start(tmp_path, port, shops)
        assert shop.process.wait(timeout=60) == 1
    assert shop.said().splitlines()[-1] == (
        f"CommandError: port {port} is in use: stop what uses it, or choose another one: make run PORT={port + 1}"
    )
    assert not (tmp_path / "vitrine.sqlite3").exists()
