"""Whole minor units: reading, writing, rounding and sharing them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

_AMOUNT = re.compile(r"(\d{1,15})(?:\.(\d+))?")
_LONGEST_SHARE = 6
_CENTS = 2
# A quote has thousands of amounts: the ends of most of them are made beforehand.
_ENDS = tuple(f".{cents:02}" for cents in range(100))


def parse_amount(text: str, decimals: int) -> int:
    """ "59.90" with two decimals is 5990. Raises ValueError for anything but a plain amount that is not negative."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no amount: digits, and a point before decimals")
    whole, fraction = match.group(1), (match.group(2) or "").rstrip("0")
    if len(fraction) > decimals:
        raise ValueError(f"{text!r} has more than {decimals} decimals")
    return int(whole + fraction.ljust(decimals, "0"))


def format_amount(minor: int, decimals: int) -> str:
    """5990 with two decimals is "59.90"."""
    if not decimals:
        return str(minor)
    if minor < 0:
        return "-" + format_amount(-minor, decimals)
    if decimals == _CENTS:
        return str(minor // 100) + _ENDS[minor % 100]
    digits = str(minor).rjust(decimals + 1, "0")
    return digits[:-decimals] + "." + digits[-decimals:]


def parse_percent(text: str) -> tuple[int, int]:
    """ "12.5" is (125, 1000): a share as a fraction. Raises ValueError outside 0 to 100."""
    match = _AMOUNT.fullmatch(text)
    fraction = (match.group(2) or "") if match else ""
    if match is None or len(fraction) > _LONGEST_SHARE:
        raise ValueError(f"{text!r} is no percentage")
    share = int(match.group(1) + fraction), 100 * 10 ** len(fraction)
    if share[0] > share[1]:
        raise ValueError(f"{text!r} is more than 100 percent")
    return share


def take_share(amount: int, share: tuple[int, int]) -> int:
    """`share` of `amount`, half a minor unit rounded up."""
    numerator, denominator = share
    return (2 * amount * numerator + denominator) // (2 * denominator)


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` in proportion to `weights` by largest remainder, ties to the first; the parts sum to `amount`.

    Without any weight nothing can be shared out, and every part is 0.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    parts = [amount * weight // total for weight in weights]
    left = amount - sum(parts)
    if left:
        remainders = [-(amount * weight % total) for weight in weights]
        for at in sorted(range(len(weights)), key=remainders.__getitem__)[:left]:
            parts[at] += 1
    return parts


def share_out(amount: int, weights: Sequence[int], rooms: Sequence[int]) -> list[int]:
    """As `split`, but no part above its room: overfull parts are fixed there, the rest is shared again."""
    parts = [0] * len(weights)
    open_places = [at for at in range(len(weights)) if rooms[at] > 0]
    while amount and open_places:
        shares = split(amount, [weights[at] for at in open_places])
        over = [at for at, share in zip(open_places, shares, strict=True) if share > rooms[at]]
        if not over:
            for at, share in zip(open_places, shares, strict=True):
                parts[at] = share
            break
        for at in over:
            parts[at] = rooms[at]
            amount -= rooms[at]
        full = set(over)
        open_places = [at for at in open_places if at not in full and weights[at] > 0]
    return parts
