"""How often one member, one token and one address may act: exact sliding windows in the shared cache.

A window of N has N places; acting takes a free one, which is free again when the window has passed since. Taking is
`cache.add`, which is atomic in Redis, in Memcached, in the database cache and in memory, so no two processes ever
take the same place. (`incr` would not do: the database cache reads and writes in two steps.) The default cache in
memory counts in each process by itself and forgets at a restart: fine for one web process, and `check --deploy`
refuses several without Redis.

Where the cache is away, nobody is held up: a shop that cannot count still sells. The log says so.

The setting VITRINE_RATES overrides by name ("CreatePost": (5, 3600), "every-token": None for no limit).
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache

from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError

logger = logging.getLogger(__name__)

_FEW_PLACES = 8


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` in any stretch of `per`."""

    count: int
    per: timedelta


EVERY_TOKEN = "every-token"  # noqa: S105 - a name, no secret
EVERY_ADDRESS = "every-address"
_CEILINGS = {
    # All that one token does, whatever it is: a stolen or shared one is slow.
    EVERY_TOKEN: Rate(120, per=timedelta(minutes=1)),
    # Many members share an address (a company, a mobile network), so this only stops floods.
    EVERY_ADDRESS: Rate(300, per=timedelta(minutes=1)),
}


def require(context: RequestContext, name: str, rate: Rate) -> None:
    """Count one `name` for whoever asks. Raises RATE_LIMITED with `retryAfter` in seconds where it is too often."""
    for rule, identity, allowed in _list_rules(context, name, rate):
        wait = take(f"{rule}:{identity}", allowed)
        if wait:
            raise StorefrontError(
                Code.RATE_LIMITED,
                f"Too often: {rule} allows {allowed.count} in {int(allowed.per.total_seconds())} seconds. "
                f"Try again in {wait} seconds.",
                limit=rule,
                retryAfter=wait,
            )


def _list_rules(context: RequestContext, name: str, rate: Rate) -> Iterator[tuple[str, str, Rate]]:
    viewer = context.viewer
    address = _group_address(context.address)
    guest = f"guest {address}" if address else ""
    identity = f"{viewer.issuer} {viewer.subject}" if viewer is not None else guest
    rules = [(EVERY_ADDRESS, address, _CEILINGS[EVERY_ADDRESS]), (name, identity, rate)]
    if viewer is not None:
        rules.insert(1, (EVERY_TOKEN, viewer.token_digest, _CEILINGS[EVERY_TOKEN]))
    overridden = getattr(settings, "VITRINE_RATES", {})
    for rule, whom, default in rules:
        given = overridden.get(rule, default)
        if given is not None and whom:
            yield rule, whom, given if isinstance(given, Rate) else Rate(given[0], per=timedelta(seconds=given[1]))


def _group_address(address: str) -> str:
    """One household: an IPv6 network of 64 bits is as one address of IPv4."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network(f"{found}/64", strict=False))
    return str(found)


def take(key: str, rate: Rate, *, now: float | None = None) -> int:
    """Take one place of the window `key`; 0, or the seconds until one is free."""
    # Nobody who reads the cache learns who acted from where.
    name = hashlib.sha256(key.encode()).hexdigest()[:32]
    at = time.time() if now is None else now
    seconds = rate.per.total_seconds()
    taken: dict[str, float] = {}
    places: list[str] = []
    try:
        for places in _list_places(name, rate.count):
            taken |= cache.get_many(places)
            for place in places:
                if place not in taken and cache.add(place, at, timeout=seconds):
                    return 0
        taken = taken or cache.get_many(places)
    except Exception:
        logger.exception("Rates: the cache is away, so nothing is counted")
        return 0
    oldest = min(taken.values(), default=at)
    return max(1, int(oldest + seconds - at + 0.999))


def _list_places(name: str, count: int) -> Iterator[list[str]]:
    """All places of a window, a few first: of most windows few are taken, and the others need not be looked at."""
    start, size = 0, _FEW_PLACES
    while start < count:
        yield [f"rate:{name}:{number}" for number in range(start, min(start + size, count))]
        start, size = start + size, size * 4
