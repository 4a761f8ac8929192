"""Who asks, and from where: `Authorization: Bearer <token>` of the shop's identity provider, else a guest."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from cms.members.identity.tokens import read_token
from cms.members.refusing import IdentityUnavailable, TokenRefused
from cms.members.shoppers import Shopper
from storefront.errors import Code, RequestError


def read_viewer(request: HttpRequest) -> Shopper | None:
    """Who sent `request`; None for a guest. Raises RequestError for a token that does not hold.

    A wrong token is never taken for a guest: the storefront has to notice that its member is not signed in any more.
    """
    token = _read_bearer(request)
    return check_token(token) if token else None


def is_backend(request: HttpRequest) -> bool:
    """Whether the shop's own backend sent `request`: with the secret token that only it and this server know."""
    secret = settings.VITRINE_BACKEND_TOKEN
    return bool(secret) and constant_time_compare(_read_bearer(request), secret)


def _read_bearer(request: HttpRequest) -> str:
    """The token of `request`, "" for none. Raises RequestError for a header that is none."""
    given = request.headers.get("Authorization", "").strip()
    if not given:
        return ""
    scheme, _separator, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise RequestError.malformed(
            Code.UNAUTHENTICATED, "The header Authorization has to be: Bearer, a blank, the token.", status=401
        )
    return token.strip()


def check_token(token: str) -> Shopper:
    """Who `token` says is there; a storefront in this process keeps it where it likes. Raises RequestError."""
    try:
        return read_token(token)
    except TokenRefused as error:
        raise RequestError.malformed(Code.UNAUTHENTICATED, str(error), status=401, reason=error.reason) from None
    except IdentityUnavailable:
        raise RequestError.malformed(
            Code.IDENTITY_UNAVAILABLE, "The keys of the identity provider cannot be fetched right now.", status=503
        ) from None
