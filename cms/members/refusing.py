from __future__ import annotations


class TokenRefused(Exception):
    """The token does not say who is there; `reason` is one word, the message is for a developer."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class IdentityUnavailable(Exception):
    """Nothing can be said of any token: the provider's keys have never been seen, and cannot be fetched now."""


class ErasedIdentity(Exception):
    """Whoever acts was erased after their token was issued: they have to sign in anew to start again."""
