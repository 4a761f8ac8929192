"""The key of a data folder whose deployment gives none: made once, so that sessions outlive a restart."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_FILE_NAME = "secret-key"


def keep_secret_key(data: Path) -> str:
    """Read the key of `data`, or make it; where the folder cannot hold it, one for this process alone."""
    path = data / _FILE_NAME
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _make(path)
    except OSError:
        return secrets.token_urlsafe(50)


def _make(path: Path) -> str:
    """Make a new key, so that whoever reads it finds it whole, and nobody's is written over."""
    key = secrets.token_urlsafe(50)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
            file.write(key)
        path.hardlink_to(unfinished)
    except FileExistsError:
        # Another process of the same start was quicker.
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return key
    finally:
        unfinished.unlink(missing_ok=True)
    return key
