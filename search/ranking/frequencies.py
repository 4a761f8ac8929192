"""How common each token is: a snapshot, so that scores stay as they are until the next one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

HEAVIEST = 100


@dataclass(frozen=True)
class Frequencies:
    """Of `documents` products a token is in about 2**exponents[token]; tokens in one only are left out.

    Only the power of two is kept: exact counts would change every score with every product.
    """

    version: int = 0
    documents: int = 0
    exponents: dict[str, int] = field(default_factory=dict)

    @classmethod
    def count(cls, counts: Iterable[tuple[str, int]], *, documents: int, version: int) -> Frequencies:
        """A snapshot of (token, number of products)."""
        exponents = {token: round(math.log2(number)) for token, number in counts if number > 1}
        return cls(version, documents, {token: exponent for token, exponent in exponents.items() if exponent})

    @cached_property
    def _weights(self) -> tuple[int, ...]:
        # Common words keep a little weight: they still tell a better match from a worse one.
        most = 2 ** round(math.log2(max(self.documents, 2)))
        rarest = math.log(1 + most)
        steps = range(int(math.log2(most)) + 1)
        return tuple(max(1, round(HEAVIEST * math.log(1 + most / 2**step) / rarest)) for step in steps)

    def weigh(self, token: str) -> int:
        """1 for a token that is everywhere to 100 for one that is in a single product."""
        weights = self._weights
        return weights[min(self.exponents.get(token, 0), len(weights) - 1)]

    def knows(self, token: str) -> bool:
        """Whether at least two products have it, more or less."""
        return token in self.exponents

    def is_outgrown(self, documents: int) -> bool:
        """Whether the index has become so much larger or smaller that it should be counted again."""
        return documents > self.documents * 1.5 or documents < self.documents / 2
