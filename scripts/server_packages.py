"""Finds the programs that tests need, and installs the missing ones from the system's packages where it may."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CHINESE_FONTS = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def find_chromium() -> str | None:
    """The browser to test with: $CHROMIUM, or the first one on the PATH."""
    names = [name for name in (os.environ.get("CHROMIUM", ""), *_CHROMIUM_NAMES) if name]
    return next((found for name in names if (found := shutil.which(name))), None)


def find_postgresql() -> Path | None:
    """The folder with PostgreSQL's programs, the newest version first. `pg_ctl` alone on the PATH will do too."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def install_missing() -> None:
    """Install what is missing, or say how it is installed where this user or system cannot."""
    packages = _list_missing()
    if not packages:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Missing: {' '.join(packages)} (their names on Debian and Ubuntu). Install them from your system's")
        print("packages, then repeat `make servers`; the tests that need them are skipped until then.")
        return
    print(f"==> Installing {' '.join(packages)} (once)", flush=True)
    _forbid_system_cluster()
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def _list_missing() -> list[str]:
    packages = []
    if find_postgresql() is None:
        packages.append("postgresql")
    if find_chromium() is None:
        packages.append("chromium")
    if Path("/etc/debian_version").exists() and not _CHINESE_FONTS.exists():
        packages.append("fonts-noto-cjk")
    return packages


def _forbid_system_cluster() -> None:
    """Installing PostgreSQL must not leave a server running that nobody asked for."""
    config = Path("/etc/postgresql-common/createcluster.conf")
    if not config.exists():
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text("create_main_cluster = false\n")
