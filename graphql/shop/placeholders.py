"""PURE. A picture's blurhash as a tiny PNG in a data address, to stand where the picture will be."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from functools import lru_cache

import blurhash

_SIDE = 8
_LONGEST = 200


@lru_cache(maxsize=4_096)
def make_placeholder(hash_: str) -> str:
    """A data address for the attribute `src`; "" for what is no blurhash."""
    if not 6 <= len(hash_) <= _LONGEST:
        return ""
    try:
        rows = blurhash.decode(hash_, _SIDE, _SIDE)
    except (ValueError, IndexError, KeyError):
        return ""
    scanlines = b"".join(b"\0" + bytes(channel for pixel in row for channel in pixel) for row in rows)
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _make_chunk(b"IHDR", struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)),
            _make_chunk(b"IDAT", zlib.compress(scanlines, 9)),
            _make_chunk(b"IEND", b""),
        )
    )
    return f"data:image/png;base64,{b64encode(png).decode()}"


def _make_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
