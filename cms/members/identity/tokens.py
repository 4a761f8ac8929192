"""From a signed token to a shopper; whatever does not hold in every respect is refused."""

from __future__ import annotations

from functools import cache
from typing import Any

import jwt

from cms.members.identity import development
from cms.members.identity.fetching import fetch_keys
from cms.members.identity.key_sets import KeySet, PublicKey
from cms.members.identity.providers import ALGORITHMS, Provider, find_provider
from cms.members.refusing import TokenRefused
from cms.members.shoppers import Shopper, describe_shopper

LONGEST = 8 * 1024
"""Characters of a token; what is longer is not even taken apart."""
_REQUIRED = ["exp", "iss", "aud", "sub"]
# Access and identity tokens; never a logout token, a security event or the like.
_TYPES = frozenset({"", "jwt", "at+jwt", "application/at+jwt"})
_REASONS: tuple[tuple[type[Exception], str, str], ...] = (
    (jwt.ExpiredSignatureError, "expired", "The token has expired; get a new one."),
    (jwt.ImmatureSignatureError, "not_yet_valid", "The token does not hold yet; check the clock of who issued it."),
    (jwt.InvalidAudienceError, "audience", "The token is for somebody else (aud)."),
    (jwt.InvalidIssuerError, "issuer", "The token is not from this shop's identity provider (iss)."),
    (jwt.MissingRequiredClaimError, "claims", "The token lacks one of: exp, iss, aud, sub."),
    (jwt.InvalidSignatureError, "signature", "The token's signature does not fit."),
)


def read_token(token: str) -> Shopper:
    """Who `token` says is there. Raises TokenRefused, or IdentityUnavailable where it cannot be checked at all."""
    provider = find_provider()
    if provider is None:
        raise TokenRefused("no_provider", "This shop has no identity provider (MEMBER_ISSUER), so nobody can sign in.")
    if len(token) > LONGEST:
        raise TokenRefused("too_long", f"The token has {len(token):,} characters; {LONGEST:,} are the most.")
    algorithm, key = _choose_key(_read_header(token), find_key_set(provider))
    return describe_shopper(_check(token, key, algorithm, provider), token=token)


def find_key_set(provider: Provider) -> KeySet:
    """The keys of `provider`: fetched ones are kept for this process, our own are always at hand."""
    return KeySet(development.list_public_keys) if provider.is_built_in else _keep_key_set(provider)


@cache
def _keep_key_set(provider: Provider) -> KeySet:
    return KeySet(lambda: fetch_keys(provider))


def _read_header(token: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, UnicodeError, ValueError, RecursionError):
        raise TokenRefused("malformed", "That is no JSON Web Token.") from None
    if "crit" in header or str(header.get("typ") or "").lower() not in _TYPES:
        raise TokenRefused("header", "A token with this header (typ, crit) is not taken.")
    return header


def _choose_key(header: dict[str, Any], keys: KeySet) -> tuple[str, PublicKey]:
    algorithm = header.get("alg")
    if algorithm not in ALGORITHMS:
        raise TokenRefused("algorithm", f"The token's algorithm is none of {', '.join(ALGORITHMS)}.")
    key = keys.find(header.get("kid"))
    if key is None:
        raise TokenRefused("unknown_key", "The token names a key (kid) that the identity provider does not have.")
    # The key says what it is for, never the token: an RSA key is not taken for the secret of an HMAC.
    if algorithm not in key.algorithms:
        raise TokenRefused("algorithm", "The token's algorithm is not the one of the key it names.")
    return algorithm, key


def _check(token: str, key: PublicKey, algorithm: str, provider: Provider) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            key.key,
            algorithms=[algorithm],
            audience=provider.audience,
            issuer=provider.issuer,
            leeway=provider.leeway,
            options={"require": _REQUIRED},
        )
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError) as error:
        for kind, reason, message in _REASONS:
            if isinstance(error, kind):
                raise TokenRefused(reason, message) from None
        raise TokenRefused("malformed", "The token cannot be read.") from None
