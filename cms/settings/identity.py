"""Reads which identity provider members come from."""

from __future__ import annotations

from dataclasses import dataclass

from cms.settings.reader import Reader

_WELL_KNOWN = "/.well-known/jwks.json"


@dataclass(frozen=True, slots=True)
class Identity:
    """The provider whose tokens are taken; nobody's where `issuer` is empty."""

    issuer: str = ""
    audience: str = ""
    jwks_url: str = ""
    leeway: int = 60
    private_addresses: bool = False


def read_identity(reader: Reader) -> Identity:
    """The variables MEMBER_…; a provider that is only half described is none."""
    issuer = reader.text("MEMBER_ISSUER")
    audience = reader.text("MEMBER_AUDIENCE")
    jwks_url = reader.text("MEMBER_JWKS_URL")
    leeway = reader.integer("MEMBER_LEEWAY", 60, lowest=0, highest=600)
    private = reader.boolean("MEMBER_PRIVATE_ADDRESSES")
    nobody = Identity(leeway=leeway, private_addresses=private)
    if not issuer:
        for name, value in (("MEMBER_AUDIENCE", audience), ("MEMBER_JWKS_URL", jwks_url)):
            if value:
                reader.refuse(name, "it means nothing without MEMBER_ISSUER", "Set MEMBER_ISSUER too, or neither.")
        return nobody
    if not _is_web_address(reader, "MEMBER_ISSUER", issuer, "Write the provider's `iss`: https://login.example.com"):
        return nobody
    if not audience:
        reader.refuse(
            "MEMBER_AUDIENCE",
            "it is needed with MEMBER_ISSUER: tokens for other services of the provider would be taken too",
            "Write the `aud` that the provider puts into tokens for this shop.",
        )
        return nobody
    # The issuer is compared letter by letter with what tokens say, so a closing slash stays.
    url = jwks_url or f"{issuer.rstrip('/')}{_WELL_KNOWN}"
    if jwks_url and not _is_web_address(
        reader, "MEMBER_JWKS_URL", url, f"Write https://login.example.com{_WELL_KNOWN}"
    ):
        return nobody
    return Identity(issuer, audience, url, leeway, private)


def _is_web_address(reader: Reader, name: str, url: str, hint: str) -> bool:
    parts = reader.address(name, url, {"http", "https"}, hint)
    if parts is not None and not parts.hostname:
        reader.refuse(name, "it names no host", hint)
    return parts is not None and bool(parts.hostname)
