"""`manage.py run` brings an empty folder to a working shop, and Ctrl-C ends all of it."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.functional.running import Shop, find_free_port

FIRST_START_SECONDS = 180
# Of the processor, not of the clock: other tests and programs must not decide.
SECOND_START_SECONDS = 10


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
        shop.end()


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
