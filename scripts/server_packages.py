"""Finds the programs that tests need, and installs the missing ones from the system's packages where it may."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CHINESE_FONTS = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
_JAVA_FOLDERS = ("/usr/lib/jvm", "/Library/Java/JavaVirtualMachines")
# What runs the current Elasticsearch, the newest first; a distribution has one or two of them.
_JAVA_VERSIONS = (25, 21)
_OLDEST_JAVA = 21


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


def find_java(oldest: int, newest: int = 999) -> Path | None:
    """The newest `java` of these versions: of $JAVA_HOME, the PATH, or the system's folder for them."""
    homes = [Path(home) for home in (os.environ.get("JAVA_HOME", ""),) if home]
    if found := shutil.which("java"):
        homes.append(Path(found).resolve().parent.parent)
    for folder in map(Path, _JAVA_FOLDERS):
        homes += [*folder.glob("*"), *folder.glob("*/Contents/Home")]
    versions = {home.resolve(): version for home in homes if oldest <= (version := _read_java_version(home)) <= newest}
    return max(versions, key=lambda home: versions[home]) / "bin" / "java" if versions else None


def _read_java_version(home: Path) -> int:
    """0 where there is no Java."""
    try:
        release = (home / "release").read_text()
    except OSError:
        return 0
    match = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release, re.MULTILINE)
    return int(match.group(1)) if match and (home / "bin" / "java").exists() else 0


def open_to_all(folder: Path) -> None:
    """Let every user pass through; what it allows beside stays allowed."""
    folder.chmod(folder.stat().st_mode & 0o7777 | 0o755)


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
    return [*packages, *_list_missing_for_elasticsearch()]


def _list_missing_for_elasticsearch() -> Iterator[str]:
    """It is fetched with Maven, unpacked with unzip and run by Java."""
    if find_java(_OLDEST_JAVA) is None:
        yield next(filter(_is_offered, map(_name_java, _JAVA_VERSIONS)), _name_java(_JAVA_VERSIONS[-1]))
    if not shutil.which("mvn"):
        yield "maven"
    if not shutil.which("unzip"):
        yield "unzip"


def _name_java(version: int) -> str:
    return f"openjdk-{version}-jre-headless"


def _is_offered(package: str) -> bool:
    if not shutil.which("apt-cache"):
        return False
    shown = subprocess.run(["apt-cache", "show", package], capture_output=True, stdin=subprocess.DEVNULL)
    return shown.returncode == 0


def _forbid_system_cluster() -> None:
    """Installing PostgreSQL must not leave a server running that nobody asked for."""
    config = Path("/etc/postgresql-common/createcluster.conf")
    if not config.exists():
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text("create_main_cluster = false\n")
