"""PURE. How long a video is, as the header of an MP4 says; nothing of it is decoded."""

from __future__ import annotations

import struct
from typing import IO

_FEW = 10_000
_SMALL = 8


def read_duration(file: IO[bytes]) -> float | None:
    """Seconds; None for what is no MP4, or does not say. The file is left at its start."""
    try:
        return _read(file)
    except (struct.error, OSError, ZeroDivisionError):
        return None
    finally:
        file.seek(0)


def _read(file: IO[bytes]) -> float | None:
    end = file.seek(0, 2)
    movie = _find(file, b"moov", 0, end)
    header = _find(file, b"mvhd", *movie) if movie else None
    if header is None:
        return None
    file.seek(header[0])
    version = file.read(4)[0]
    if version == 1:
        scale, units = struct.unpack(">16xIQ", file.read(28))
    else:
        scale, units = struct.unpack(">8xII", file.read(16))
    seconds = units / scale
    return round(seconds, 2) if 0 < seconds < 1_000_000 else None


def _find(file: IO[bytes], wanted: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Where the content of the box `wanted` is, between `start` and `end`."""
    place = start
    for _box in range(_FEW):
        if place + _SMALL > end:
            return None
        file.seek(place)
        size, name = struct.unpack(">I4s", file.read(_SMALL))
        inner = place + _SMALL
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            inner += 8
        if size == 0:
            size = end - place
        if size < _SMALL or place + size > end:
            return None
        if name == wanted:
            return inner, place + size
        place += size
    return None
