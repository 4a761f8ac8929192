from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from cms.signin import gate
from cms.signin.policy import Policy, read_policy


class SecondFactorMiddleware:
    """Puts the gate before `request.user`; a request that asks for no user costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if read_policy() is not Policy.OFF:
            gate.put_before(request)
        return self.get_response(request)
