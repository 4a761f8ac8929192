"""PURE. Recognises descriptions that say nearly the same: SimHash, 64 bits a text, close where texts are alike.

Two texts that differ in a few words differ in a few bits. Four bands of sixteen bits find candidates by equality:
of texts that differ in up to three bits at least one band is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from cms.spelling import spell_text

BITS = 64
BANDS = 4
_WIDTH = BITS // BANDS
_MASK = (1 << _WIDTH) - 1
SHORTEST = 8
"""Texts of fewer shingles are the same by chance."""
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_]+")
_SHINGLE = 3
_LANE = 16
_LANES = tuple(sum(((byte >> bit) & 1) << (bit * _LANE) for bit in range(8)) for byte in range(256))
# By byte of a hash its eight bits, each in a lane of its own: adding them counts all bits at once.


def sign(texts: Iterable[str]) -> int | None:
    """The signature of what `texts` say together, from 0 to 2**64 - 1; None where that is too little to tell."""
    words = _WORD.findall(spell_text("\n".join(texts)))
    shingles = {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}
    if len(shingles) < SHORTEST:
        return None
    lanes = [0] * 8
    for shingle in shingles:
        for place, byte in enumerate(blake2b(shingle.encode(), digest_size=8).digest()):
            lanes[place] += _LANES[byte]
    half = len(shingles) / 2
    signature = 0
    for place, lane in enumerate(lanes):
        for bit in range(8):
            if (lane >> (bit * _LANE)) & 0xFFFF > half:
                signature |= 1 << (place * 8 + bit)
    return signature


def compare(one: int, other: int) -> float:
    """How much of two texts is the same, 0 to 1, as far as their signatures tell: half of the bits agree by chance."""
    agreeing = BITS - (one ^ other).bit_count()
    return max(0.0, (agreeing - BITS / 2) / (BITS / 2))


def list_bands(signature: int) -> list[int]:
    """Four numbers of which texts that are alike share at least one."""
    return [(signature >> (_WIDTH * band)) & _MASK for band in range(BANDS)]


def find_alike(signature: int, candidates: Mapping[int, int], *, least: float) -> list[tuple[int, float]]:
    """Of `candidates` (id → signature) those that are as alike as `least` or more, the most alike first."""
    found = [(pk, compare(signature, other)) for pk, other in candidates.items()]
    return sorted((one for one in found if one[1] >= least), key=lambda one: (-one[1], one[0]))
