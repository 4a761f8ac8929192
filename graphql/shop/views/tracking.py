"""Takes what the storefront's script tells of a visit, and hands it to the API as whoever visits."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shop.visits import AskError, begin_visit
from storefront.errors import RequestError

_LARGEST = 64 * 1024


# A browser that leaves a page sends no token along. The member's cookie never comes with a request of another site
# (SameSite), a form cannot send JSON, and whatever is forged adds to counts only.
@csrf_exempt
@require_POST
def track(request: HttpRequest, locale: str) -> HttpResponse:
    """204 for a batch that was read, whatever became of it; 400 for none, 413 for too much, 429 for too often."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return _answer(403)
    if request.content_type != "application/json":
        return _answer(415)
    if len(request.body) > _LARGEST:
        return _answer(413)
    given = _read(request.body)
    if given is None:
        return _answer(400)
    visit = begin_visit(request, locale)
    try:
        with translation.override(locale):
            visit.ask("track", input=given)
    except AskError as error:
        return _answer(429 if "RATE_LIMITED" in error.codes else 400)
    except RequestError:
        return _answer(400)
    return _answer(204)


def _read(body: bytes) -> dict[str, Any] | None:
    """The input of the mutation, as the script writes it."""
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("events"), list):
        return None
    return {"clientId": given.get("clientId"), "hasConsent": given.get("hasConsent") is True, "events": given["events"]}


def _answer(status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Cache-Control"] = "private, no-store"
    return response
