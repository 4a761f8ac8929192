from __future__ import annotations

import os
from pathlib import Path

import polib


def compile_changed(folder: Path) -> int:
    """Compile each catalogue below `folder` that is newer than its compiled form; returns how many were."""
    changed = [path for path in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(path)]
    for path in changed:
        compile_catalogue(path)
    return len(changed)


def compile_catalogue(path: Path) -> Path:
    """Write the .mo beside the .po at `path`, whole or not at all."""
    target = path.with_suffix(".mo")
    unfinished = target.with_suffix(f".{os.getpid()}")
    polib.pofile(str(path)).save_as_mofile(str(unfinished))
    unfinished.replace(target)
    return target


def _is_stale(path: Path) -> bool:
    target = path.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < path.stat().st_mtime
