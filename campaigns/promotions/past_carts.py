"""PURE. From single purchases to what was bought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

TOGETHER = timedelta(minutes=10)
"""What somebody buys within so much time is one order."""


class Purchase(Protocol):
    """As behaviour tells it."""

    @property
    def client(self) -> str: ...

    @property
    def at(self) -> datetime: ...

    @property
    def key(self) -> str: ...

    @property
    def is_sku(self) -> bool: ...

    @property
    def quantity(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Basket:
    """One order: `pieces` are (key, whether it is a SKU, quantity), `number` how many orders came before."""

    client: str
    at: datetime
    number: int
    pieces: tuple[tuple[str, bool, int], ...]


def gather_baskets(purchases: Iterable[Purchase], *, most: int) -> list[Basket]:
    """The orders in `purchases`, which come client by client in order of time; the latest `most` of them."""
    baskets = sorted(_gather(purchases), key=lambda basket: (basket.at, basket.client))
    return baskets[-most:] if most else []


def _gather(purchases: Iterable[Purchase]) -> Iterator[Basket]:
    client, number, at = "", -1, None
    pieces: list[tuple[str, bool, int]] = []
    for one in purchases:
        is_same = one.client == client and at is not None and one.at - at <= TOGETHER
        if not is_same:
            if at is not None:
                yield Basket(client, at, number, tuple(pieces))
            number = number + 1 if one.client == client else 0
            client, at, pieces = one.client, one.at, []
        pieces.append((one.key, one.is_sku, one.quantity))
    if at is not None:
        yield Basket(client, at, number, tuple(pieces))
