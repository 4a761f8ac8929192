"""PURE. Opens files that may be gzipped; the content decides, not the name."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

_GZIP = b"\x1f\x8b"
_KEEP_IN_MEMORY = 16 * 1024 * 1024


def is_gzipped(path: Path) -> bool:
    """Whether the file starts as gzip does."""
    with path.open("rb") as file:
        return file.read(2) == _GZIP


@contextmanager
def open_binary(path: Path) -> Iterator[BinaryIO]:
    """The bytes of `path`, unpacked where it is gzipped; forward reading only."""
    if is_gzipped(path):
        with gzip.open(path, "rb") as packed:
            yield cast(BinaryIO, packed)
    else:
        with path.open("rb") as plain:
            yield plain


@contextmanager
def open_seekable(path: Path) -> Iterator[BinaryIO]:
    """As `open_binary`, for readers that jump: a gzipped file is unpacked to a temporary one first."""
    if not is_gzipped(path):
        with path.open("rb") as plain:
            yield plain
        return
    with tempfile.SpooledTemporaryFile(max_size=_KEEP_IN_MEMORY) as unpacked, gzip.open(path, "rb") as packed:
        shutil.copyfileobj(packed, unpacked)
        unpacked.seek(0)
        yield cast(BinaryIO, unpacked)
