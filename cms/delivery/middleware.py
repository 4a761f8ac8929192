"""Tells people why something was not published, where a screen of Wagtail does not know that it may be refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from cms.delivery.problems import PublishRefused


class PublishRefusedMiddleware:
    """Leads from a refused publication, of which nothing has happened, to the screen where it is put right."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, PublishRefused) or not getattr(request, "user", None):
            return None
        messages.error(request, describe_refusal(exception))
        address = _find_way_out(request, exception.source)
        # Wagtail's dialogs are asked for by a script, which follows the address itself.
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)


def describe_refusal(refused: PublishRefused) -> SafeString:
    """What was not published, and why, a line each."""
    lines = format_html_join("", "<li>{}</li>", ((problem.message,) for problem in refused.problems))
    heading = _("“%(title)s” was not published. Put this right first:") % {"title": refused.source}
    return format_html('{}<ul class="errorlist">{}</ul>', heading, lines)


def _find_way_out(request: HttpRequest, source: Any) -> str:
    finder = AdminURLFinder(request.user)
    return finder.get_edit_url(source) or request.headers.get("referer") or "/"
