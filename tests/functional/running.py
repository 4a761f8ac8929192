"""One `manage.py run` as a process of its own, for tests to ask and to end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


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

    def end(self) -> None:
        """Stop it, whatever became of it."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
