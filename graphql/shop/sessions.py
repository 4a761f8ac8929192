"""Who has signed in: the member's token, in a cookie of the shop that no script can read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

COOKIE = "vitrine_member"
_LONGEST = 4_000


def read_session(request: HttpRequest) -> str:
    """The token of who has signed in; "" for a guest."""
    token = request.COOKIES.get(COOKIE, "")
    return token if len(token) <= _LONGEST else ""


def open_session(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Keep `token` until the browser is closed: how long it holds is for the identity provider to say."""
    response.set_cookie(COOKIE, token, secure=request.is_secure(), httponly=True, samesite="Lax")


def close_session(response: HttpResponse) -> None:
    """Forget who had signed in."""
    response.delete_cookie(COOKIE, samesite="Lax")
