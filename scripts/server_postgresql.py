"""A PostgreSQL cluster for tests: made on demand, on a free port of this machine, fast rather than durable."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

from scripts.server_errors import ServerError
from scripts.server_packages import find_postgresql, open_to_all

_USER = "vitrine"
_SYSTEM_USER = "postgres"
# Tests with 200 clients at once, and whoever else is there; given at each start, so that older clusters have it too.
_MOST_CONNECTIONS = 300
# Nothing here has to outlive a crash, so nothing waits for the disk.
_CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 256MB
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum_naptime = 10s
log_min_messages = fatal
"""


class Postgresql:
    """The cluster in `folder`: data/, password, port, log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text())

    @property
    def url(self) -> str:
        password = (self.folder / "password").read_text().strip()
        return f"postgres://{_USER}:{password}@127.0.0.1:{self.port}/{_USER}"

    def is_running(self) -> bool:
        """Whether it is up, asked of PostgreSQL itself."""
        if find_postgresql() is None or not (self.folder / "ready").exists():
            return False
        return self._run("pg_ctl", "status", "-D", self.data, check=False).returncode == 0

    def start(self) -> None:
        """Make the cluster where it is missing or of another version, and start it."""
        if find_postgresql() is None:
            print("PostgreSQL is not there, so it is not started.")
            return
        if self.is_running():
            return
        if not self._is_usable():
            self._create()
        port = _find_free_port()
        (self.folder / "port").write_text(str(port))
        print(f"==> Starting PostgreSQL on port {port}", flush=True)
        # Its log must be a file: a pipe of ours would stay open as long as the server lives.
        log = self.folder / "data" / "server.log"
        options = f"-p {port} -c max_connections={_MOST_CONNECTIONS}"
        started = self._run("pg_ctl", "start", "-w", "-D", self.data, "-o", options, "-l", log, check=False)
        if started.returncode != 0:
            raise ServerError(f"PostgreSQL did not start; its log is {log}:\n{_read_end(log)}")

    def stop(self) -> None:
        """Stop it at once; nothing in it has to be kept."""
        if self.is_running():
            self._run("pg_ctl", "stop", "-m", "immediate", "-w", "-D", self.data)
            print("PostgreSQL stopped.")

    def _is_usable(self) -> bool:
        # Written last, so that a cluster whose making was cut off is made anew.
        ready = self.folder / "ready"
        return ready.exists() and ready.read_text() == str(find_postgresql())

    def _create(self) -> None:
        print(f"==> Making a PostgreSQL cluster in {self.folder}", flush=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.data.mkdir(parents=True)
        password = self.folder / "password"
        password.touch(mode=0o600)
        password.write_text(secrets.token_hex(16))
        # Whoever PostgreSQL runs as has to get there.
        open_to_all(self.folder.parent)
        for path in (self.folder, self.data, password):
            self._give_away(path)
        self.data.chmod(0o700)
        arguments = ["-U", _USER, "--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "-D", self.data, "--no-sync", *arguments)
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(_CONFIGURATION)
        (self.folder / "ready").write_text(str(find_postgresql()))

    def _run(self, program: str, *arguments: Any, check: bool = True) -> subprocess.CompletedProcess[str]:
        folder = find_postgresql()
        if folder is None:
            raise ServerError("PostgreSQL is not installed")
        words = [str(folder / program), *map(str, arguments)]
        return subprocess.run(
            words,
            check=check,
            text=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            cwd=self.folder if self.folder.is_dir() else None,
            **_choose_user(),
        )

    def _give_away(self, path: Path) -> None:
        if os.geteuid() == 0:
            shutil.chown(path, _find_system_user().pw_name)


def _choose_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = _find_system_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _find_system_user() -> pwd.struct_passwd:
    for name in (_SYSTEM_USER, "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerError(f"there is no system user {_SYSTEM_USER} to run PostgreSQL as: useradd --system {_SYSTEM_USER}")


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _read_end(path: Path) -> str:
    try:
        return path.read_text(errors="replace")[-2000:]
    except OSError:
        return ""
