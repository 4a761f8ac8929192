"""PURE. Codes nobody can guess: 15 signs by chance, of an alphabet without look-alikes, and one against typing errors.

31 signs to the power of 15 are more than 10 to the power of 22: among a million codes of a shop, a try that hits one
takes longer than anybody lives, and two that are the same do not happen.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 16
_BODY = LENGTH - 1
_SIZE = len(ALPHABET)
# Bytes that are not spread evenly over the alphabet are thrown away.
_EVEN = 256 - 256 % _SIZE
_SIGNS = bytes(ord(ALPHABET[value % _SIZE]) for value in range(256))
_UNEVEN = bytes(range(_EVEN, 256))
_PLACES = {sign: place for place, sign in enumerate(ALPHABET)}
# 3 generates the numbers below 31: all weights differ, so a wrong sign and two that changed places are noticed.
_WEIGHTS = [pow(3, place, _SIZE) for place in range(_BODY)]
_NO_SIGN = re.compile(r"[\s-]+")


def make_codes(count: int, *, prefix: str = "") -> list[str]:
    """So many codes; that they are new is for the table to say."""
    return [prefix + body + find_check_sign(body) for body in _draw(count)]


def make_code(*, prefix: str = "") -> str:
    return make_codes(1, prefix=prefix)[0]


def find_check_sign(body: str) -> str:
    """The last sign of a code whose other signs are `body`."""
    places = _PLACES
    total = sum(weight * places[sign] for weight, sign in zip(_WEIGHTS, body, strict=True))
    return ALPHABET[total % _SIZE]


def normalise_code(text: str) -> str:
    """A code as somebody types it, as it is stored: capitals, without blanks and dashes."""
    return _NO_SIGN.sub("", text).upper()


def is_code(text: str) -> bool:
    """Whether a normalised text may be one of these codes, whatever it begins with; typing errors are noticed."""
    signs = text[-LENGTH:]
    if len(signs) != LENGTH or not all(sign in _PLACES for sign in signs):
        return False
    return find_check_sign(signs[:_BODY]) == signs[-1]


def _draw(count: int) -> Iterator[str]:
    needed = count * _BODY
    signs = b""
    while len(signs) < needed:
        signs += secrets.token_bytes(needed - len(signs) + _SIZE).translate(_SIGNS, _UNEVEN)
    text = signs.decode("ascii")
    for start in range(0, needed, _BODY):
        yield text[start : start + _BODY]
