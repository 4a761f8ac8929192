"""Which identity provider is in force: the shop's own by setting, the built-in one in development, or none."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

DEVELOPMENT_ISSUER = "https://identity.vitrine.invalid"
DEVELOPMENT_AUDIENCE = "vitrine-development"

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""All with a public key. None with a shared secret (HS256): whoever could check such a token could make one."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Whose tokens are taken, and how they are checked."""

    issuer: str
    audience: str
    jwks_url: str
    leeway: int
    allow_private: bool = False

    @property
    def is_built_in(self) -> bool:
        return self.issuer == DEVELOPMENT_ISSUER


def find_provider() -> Provider | None:
    """The provider in force; None where nobody can sign in."""
    if settings.VITRINE_MEMBER_ISSUER:
        return Provider(
            issuer=settings.VITRINE_MEMBER_ISSUER,
            audience=settings.VITRINE_MEMBER_AUDIENCE,
            jwks_url=settings.VITRINE_MEMBER_JWKS_URL,
            leeway=settings.VITRINE_MEMBER_LEEWAY,
            allow_private=settings.VITRINE_MEMBER_PRIVATE_ADDRESSES,
        )
    if is_built_in_allowed():
        return Provider(DEVELOPMENT_ISSUER, DEVELOPMENT_AUDIENCE, jwks_url="", leeway=settings.VITRINE_MEMBER_LEEWAY)
    return None


def is_built_in_allowed() -> bool:
    """Whether anybody may sign in as a demo member: where one develops, as long as no real provider is set."""
    return not settings.VITRINE_MEMBER_ISSUER and (settings.VITRINE_IS_DEVELOPMENT or settings.DEBUG)
