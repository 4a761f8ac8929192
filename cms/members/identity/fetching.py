"""Fetches the provider's public keys, and trusts neither the address nor what comes."""

from __future__ import annotations

import http.client
from typing import Any

import orjson

from cms.members.identity.providers import Provider
from cms.outbound.addresses import AddressRefused, resolve
from cms.outbound.connection import Deadline, read_limited, request

SECONDS = 5.0
LARGEST = 256 * 1024
_HEADERS = {"User-Agent": "Vitrine/1 (member identity)", "Accept": "application/jwk-set+json, application/json"}


class KeysNotFetched(Exception):
    """Why the keys could not be fetched."""


def fetch_keys(provider: Provider) -> list[Any]:
    """The entries of the key set at the provider's address; redirects are not followed. Raises KeysNotFetched."""
    try:
        target = resolve(provider.jwks_url, allow_private=provider.allow_private)
        with request(target, method="GET", headers=_HEADERS, deadline=Deadline(SECONDS)) as response:
            if response.status != 200:
                raise KeysNotFetched(f"{provider.jwks_url} answered {response.status}")
            body = read_limited(response, LARGEST)
    except (AddressRefused, OSError, http.client.HTTPException, ValueError) as error:
        raise KeysNotFetched(f"{provider.jwks_url}: {str(error) or type(error).__name__}") from error
    if body is None:
        raise KeysNotFetched(f"{provider.jwks_url} sent more than {LARGEST} bytes")
    return read_entries(body, provider.jwks_url)


def read_entries(body: bytes, url: str) -> list[Any]:
    """The entries of a JSON Web Key Set. Raises KeysNotFetched where it is none."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise KeysNotFetched(f"{url} sent no JSON: {error}") from error
    entries = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(entries, list):
        raise KeysNotFetched(f"{url} sent no key set")
    return entries
