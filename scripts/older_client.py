"""An environment of its own with the Elasticsearch client of the major version before, for the tests that need it.

It lies inside .venv, takes the client from requirements-elasticsearch-8.txt and everything else from .venv.
"""

from __future__ import annotations

import filecmp
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
_LOCK = CHECKOUT / "requirements-elasticsearch-8.txt"


def ensure_environment() -> Path:
    """Make it where it is missing or of another lock file; returns its Python."""
    folder = Path(sys.prefix) / "elasticsearch-8"
    python, installed = folder / "bin" / "python", folder / "installed.txt"
    if installed.exists() and filecmp.cmp(installed, _LOCK, shallow=False):
        return python
    print(f"==> Making an environment with the client of {_LOCK.name} (once)", flush=True)
    venv.create(folder, clear=True)
    packages = folder / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    # Its own packages come first, so its client hides the one of .venv.
    (packages / "everything-else.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    pip = [sys.executable, "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check"]
    install = ["install", "--no-deps", "--require-hashes", "--target", str(packages), "-r", str(_LOCK)]
    subprocess.run([*pip, *install], check=True, stdin=subprocess.DEVNULL)
    shutil.copy(_LOCK, installed)
    return python
