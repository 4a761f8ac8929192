"""PURE. Recognises a text that comes again, or nearly: by a signature from which no word can be read."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence

from cms.spelling import squeeze_text

SIZE = 64
SHORTEST = 12
"""Shorter texts are the same by chance: 「很好用，推荐」."""
ALIKE = 0.75
"""Share of equal numbers from which on two texts count as nearly the same."""

_SHINGLE = 3
_MOST_SHINGLES = 600
_ROWS = 4
_PRIME = (1 << 61) - 1
_MASK = (1 << 32) - 1
_FORMAT = f">{SIZE}I"
# Fixed, or signatures of before a restart would be worth nothing.
_FACTORS = tuple((zlib.crc32(f"a{number}".encode()) | 1, zlib.crc32(f"b{number}".encode())) for number in range(SIZE))

Signature = tuple[int, ...]


def sign(texts: Iterable[str]) -> Signature | None:
    """The signature of what a contribution says, title and body together; None where it is too short to have one."""
    text = "".join(squeeze_text(one) for one in texts)
    if len(text) < SHORTEST:
        return None
    parts = {text[start : start + _SHINGLE] for start in range(min(len(text) - _SHINGLE + 1, _MOST_SHINGLES))}
    hashes = [zlib.crc32(part.encode()) for part in parts]
    return tuple(min((factor * one + shift) % _PRIME for one in hashes) & _MASK for factor, shift in _FACTORS)


def list_bands(signature: Sequence[int]) -> list[int]:
    """Numbers of which texts that are alike share at least one: what to look candidates up by."""
    bands = []
    for start in range(0, SIZE, _ROWS):
        rows = signature[start : start + _ROWS]
        # Nine digits of the place in front keep bands apart; it all fits into a signed 64 bit number.
        bands.append((start // _ROWS) << 32 | zlib.crc32(struct.pack(f">{_ROWS}I", *rows)))
    return bands


def compare(one: Sequence[int], other: Sequence[int]) -> float:
    """How much of two texts is the same, 0 to 1, as far as their signatures tell."""
    return sum(left == right for left, right in zip(one, other, strict=True)) / SIZE


def pack(signature: Sequence[int]) -> bytes:
    """For storing."""
    return struct.pack(_FORMAT, *signature)


def unpack(stored: bytes | memoryview) -> Signature:
    """What was stored."""
    return struct.unpack(_FORMAT, bytes(stored))
