"""The provider's public keys in this process: fetched when needed, kept while the provider is away."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from cms.members.identity.fetching import KeysNotFetched
from cms.members.identity.providers import ALGORITHMS
from cms.members.refusing import IdentityUnavailable

logger = logging.getLogger(__name__)

KEPT_SECONDS = 600.0
"""How old the set may get before it is fetched again; so long, at most, a key the provider took back still works."""
REST_SECONDS = 30.0
"""How long nothing is fetched after an attempt, whatever unknown keys tokens may name."""
_SMALLEST_RSA = 2048
_MOST_KEYS = 100
# What a key may be used with, where it does not say so itself.
_BY_CURVE = {"P-256": ("ES256",), "P-384": ("ES384",), "P-521": ("ES512",), "Ed25519": ("EdDSA",), "Ed448": ("EdDSA",)}
_RSA = tuple(name for name in ALGORITHMS if name.startswith(("RS", "PS")))


class PublicKey:
    """One key of the set, and the algorithms it is for."""

    def __init__(self, entry: dict[str, Any], algorithms: tuple[str, ...]) -> None:
        self.algorithms = algorithms
        self.key = jwt.PyJWK(entry, algorithm=algorithms[0]).key


class KeySet:
    """Keys by their id. `fetch` gives the set's entries; `clock` counts seconds."""

    def __init__(self, fetch: Callable[[], list[Any]], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch, self._clock = fetch, clock
        self._keys: dict[str, PublicKey] | None = None
        self._fetched_at = self._tried_at = float("-inf")
        self._fetching = threading.Lock()

    def find(self, key_id: str | None) -> PublicKey | None:
        """The key of that id (the only one there is, for a token that names none); None where there is none.

        Raises IdentityUnavailable where no keys have ever come.
        """
        if self._clock() - self._fetched_at > KEPT_SECONDS:
            self._refresh()
        found = self._choose(key_id)
        if found is None and key_id is not None:
            # It may be new: the provider has changed its keys.
            self._refresh()
            found = self._choose(key_id)
        return found

    def _choose(self, key_id: str | None) -> PublicKey | None:
        if self._keys is None:
            raise IdentityUnavailable
        if key_id is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(key_id)

    def _refresh(self) -> None:
        # Whoever has keys goes on with them while another thread fetches; at the start all wait for the first.
        if not self._fetching.acquire(blocking=self._keys is None):
            return
        try:
            now = self._clock()
            if now - self._tried_at < REST_SECONDS:
                return
            self._tried_at = now
            keys = read_keys(self._fetch())
            if not keys:
                raise KeysNotFetched("the key set has no key that can be used")
            self._keys, self._fetched_at = keys, now
        except KeysNotFetched as error:
            kept = "going on with those fetched before" if self._keys else "nobody can sign in"
            logger.error("Members: no keys from the identity provider, %s: %s", kept, error)
        finally:
            self._fetching.release()


def read_keys(entries: Iterable[Any]) -> dict[str, PublicKey]:
    """The entries that tokens may be signed with; others (secrets, keys for encryption, weak ones) are left out."""
    found: dict[str, PublicKey] = {}
    for number, entry in enumerate(list(entries)[:_MOST_KEYS]):
        key = _read_key(entry)
        if key is not None:
            found.setdefault(str(entry.get("kid", f"(unnamed {number})")), key)
    return found


def _read_key(entry: Any) -> PublicKey | None:
    if not isinstance(entry, dict) or entry.get("use", "sig") != "sig":
        return None
    operations = entry.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations:
        return None
    possible = _RSA if entry.get("kty") == "RSA" else _BY_CURVE.get(str(entry.get("crv")), ())
    said = entry.get("alg")
    algorithms = possible if said is None else tuple(name for name in possible if name == said)
    if not algorithms:
        return None
    public = {name: value for name, value in entry.items() if name != "d"}
    try:
        key = PublicKey(public, algorithms)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        logger.warning("Members: left out a key of the identity provider that cannot be read: %s", error)
        return None
    if isinstance(key.key, RSAPublicKey) and key.key.key_size < _SMALLEST_RSA:
        logger.warning("Members: left out an RSA key of %d bits", key.key.key_size)
        return None
    return key
