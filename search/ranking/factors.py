"""What makes a product worth more or less whatever is asked for: bounded, one whole number a product.

A score is text points × `weigh_product`. Whole numbers keep it exact in every engine: points stay below 1,000,000
and the factor at most 16, together below 2**24, what a 32-bit float holds exactly.
"""

from __future__ import annotations

MAX_FACTOR = 16
_ORDINARY = 10
_SOLD_OUT = 7


def weigh_product(*, is_available: bool) -> int:
    """10 for a product that can be bought, 7 for one that is sold out: it sinks, but an exact match still shows."""
    return _ORDINARY if is_available else _SOLD_OUT
