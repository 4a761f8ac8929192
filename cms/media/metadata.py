"""PURE. Takes from picture files what is nobody's business (place, camera, names), pixels untouched."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_JPEG_START = b"\xff\xd8"
# EXIF and XMP, Photoshop's notes, comments. What decoders need stays: JFIF, colour profile, Adobe's transform.
_JPEG_PRIVATE = frozenset({0xE1, 0xED, 0xFE})
_JPEG_SCAN = 0xDA
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_PRIVATE = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def strip_metadata(content: bytes) -> bytes | None:
    """A JPEG or PNG without its notes; None where it is neither, or not written as it should be."""
    try:
        if content.startswith(_JPEG_START):
            return b"".join(_keep_segments(content))
        if content.startswith(_PNG_START):
            return b"".join(_keep_chunks(content))
    except (struct.error, IndexError, ValueError):
        return None
    return None


def _keep_segments(content: bytes) -> Iterator[bytes]:
    yield _JPEG_START
    place = 2
    while True:
        if content[place] != 0xFF:
            raise ValueError(place)
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == _JPEG_SCAN:
            yield content[place:]
            return
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        end = place + 2 + length
        if length < 2 or end > len(content):
            raise ValueError(place)
        if marker not in _JPEG_PRIVATE:
            yield content[place:end]
        place = end


def _keep_chunks(content: bytes) -> Iterator[bytes]:
    yield _PNG_START
    place = len(_PNG_START)
    while place < len(content):
        length, name = struct.unpack(">I4s", content[place : place + 8])
        end = place + 12 + length
        if end > len(content):
            raise ValueError(place)
        if name not in _PNG_PRIVATE:
            yield content[place:end]
        if name == b"IEND":
            return
        place = end
