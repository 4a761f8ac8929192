"""Keeps the cart in the shopper's own browser, signed; the server stores nothing of it."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse

from shop.baskets import Basket, read_basket

COOKIE = "vitrine_cart"
COUNT_COOKIE = "vitrine_cart_count"
"""How many pieces there are, for the script: pages are the same for everybody and cannot say it."""
_SALT = "shop.cart"
_SECONDS = 30 * 24 * 3600


def find_basket(request: HttpRequest) -> Basket:
    """What is in the cart; nothing where its cookie is not of this shop."""
    try:
        return read_basket(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_SECONDS))
    except signing.BadSignature:
        return Basket()


def keep_basket(request: HttpRequest, response: HttpResponse, basket: Basket) -> None:
    """Have the browser keep it."""
    if not basket.lines and not basket.codes:
        response.delete_cookie(COOKIE, samesite="Lax")
        response.delete_cookie(COUNT_COOKIE, samesite="Lax")
        return
    written = signing.dumps(basket.write(), salt=_SALT, compress=True)
    is_secure = request.is_secure()
    response.set_cookie(COOKIE, written, max_age=_SECONDS, secure=is_secure, httponly=True, samesite="Lax")
    response.set_cookie(COUNT_COOKIE, str(basket.pieces), max_age=_SECONDS, secure=is_secure, samesite="Lax")
