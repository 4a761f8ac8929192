from __future__ import annotations

from typing import Any

import pytest

from cms.members.identity import tokens
from cms.members.identity.fetching import KeysNotFetched
from tests.identity import AUDIENCE, ISSUER, SigningKey


class FakeProvider:
    """What the shop's identity provider serves, and how often it was asked."""

    def __init__(self) -> None:
        self.keys: list[SigningKey] = [SigningKey.elliptic("one")]
        self.entries: list[Any] = []
        self.is_down = False
        self.asked = 0

    def fetch(self, _provider: Any = None) -> list[Any]:
        self.asked += 1
        if self.is_down:
            raise KeysNotFetched("it is away")
        return [*(key.entry for key in self.keys), *self.entries]


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> FakeProvider:
    """The shop has an identity provider of its own, which has one key."""
    settings.VITRINE_MEMBER_ISSUER = ISSUER
    settings.VITRINE_MEMBER_AUDIENCE = AUDIENCE
    settings.VITRINE_MEMBER_JWKS_URL = f"{ISSUER}/keys"
    settings.VITRINE_MEMBER_LEEWAY = 5
    fake = FakeProvider()
    tokens._keep_key_set.cache_clear()
    monkeypatch.setattr(tokens, "fetch_keys", fake.fetch)
    return fake
