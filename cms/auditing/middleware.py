from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property

from cms.auditing.collecting import collecting

_SAFE = ("GET", "HEAD", "OPTIONS")


class AuditMiddleware:
    """Looks on while somebody changes something in the admin; every other request passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    @cached_property
    def admin(self) -> str:
        return reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in _SAFE or not request.path_info.startswith(self.admin):
            return self.get_response(request)
        with collecting() as collector:
            response = self.get_response(request)
            # Only now: nobody is there before they have signed in.
            collector.user = request.user if request.user.is_authenticated else None
        return response
