"""Where a request comes from, as the proxies in front of this server have seen it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def read_address(request: HttpRequest) -> str:
    """The address `request` comes from.

    Each trusted proxy appends to X-Forwarded-For whom it talked to; what is left of those anybody can write.
    """
    trusted = settings.VITRINE_TRUSTED_PROXIES
    if trusted:
        seen = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
        if len(seen) >= trusted:
            return seen[-trusted]
    return request.META.get("REMOTE_ADDR", "")
