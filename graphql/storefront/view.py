"""The endpoint: GraphQL over HTTP as its specification says, JSON only, and never a cookie."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from cms.callers import read_address
from cms.delivery.drafts import show_drafts
from storefront import channels, locales, previews
from storefront.context import RequestContext
from storefront.errors import Code, RequestError, StorefrontError, describe_unexpected
from storefront.execution import execute
from storefront.limits import read_limits
from storefront.parameters import read_parameters
from storefront.schema import schema
from storefront.viewers import is_backend, read_viewer

_GRAPHQL = "application/graphql-response+json"
_JSON = "application/json"
_VARY = ("Accept", "Accept-Language", locales.HEADER, channels.HEADER, previews.TOKEN_HEADER, previews.AT_HEADER)


# No form can send JSON, so no page of another site can make a browser act here: there is nothing to forge.
@csrf_exempt
def serve_graphql(request: HttpRequest) -> HttpResponse:
    """Answer one GraphQL request."""
    media_type = choose_media_type(request.headers.get("Accept", ""))
    keeping = "no-cache"
    try:
        limits = read_limits()
        parameters = read_parameters(request, limits)
        preview = read_preview(request)
        if preview.is_preview:
            keeping = "no-store"
        context = make_context(request, preview)
        with show_drafts(preview.drafts):
            content = execute(schema, parameters, context=context, limits=limits, is_get=request.method == "GET")
        status = 200
        if context.is_private:
            keeping = "private, no-store"
    except RequestError as error:
        content = {"errors": error.errors}
        # The older media type has no other way to say "this is a GraphQL answer" than 200.
        status = error.status if error.is_malformed or media_type == _GRAPHQL else 200
    except Exception as error:
        content, status = {"errors": [describe_unexpected(error)]}, 500
    return _respond(content, status, media_type, keeping=keeping)


def read_preview(request: HttpRequest) -> previews.Preview:
    """What a preview token shows; the present, and no drafts, without one."""
    try:
        return previews.read_preview(request.headers, now=timezone.now())
    except StorefrontError as error:
        raise RequestError.refused(Code.BAD_REQUEST, error) from None


def make_context(request: HttpRequest, preview: previews.Preview) -> RequestContext:
    """What holds for `request`."""
    try:
        locale, channel = locales.negotiate_locale(request.headers), channels.negotiate_channel(request.headers)
    except StorefrontError as error:
        raise RequestError.refused(Code.BAD_REQUEST, error) from None
    from_backend = is_backend(request)
    return RequestContext(
        at=preview.at,
        locale=locale,
        channel=channel,
        origin=f"{request.scheme}://{request.get_host()}",
        viewer=None if from_backend else read_viewer(request),
        is_backend=from_backend,
        address=read_address(request),
        user_agent=request.headers.get("User-Agent", ""),
        is_preview=preview.is_preview,
    )


def choose_media_type(accept: str) -> str:
    """The media type of the answer: the specification's where it is asked for by name, JSON for everyone else."""
    for entry in accept.split(","):
        name = entry.partition(";")[0].strip().lower()
        if name in {_GRAPHQL, _JSON}:
            return name
    return _JSON


def _respond(content: dict[str, Any], status: int, media_type: str, *, keeping: str) -> HttpResponse:
    response = HttpResponse(orjson.dumps(content), status=status, content_type=f"{media_type}; charset=utf-8")
    response["Cache-Control"] = keeping if status == 200 else "no-store"
    if status == 405:
        response["Allow"] = "GET, POST"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    if wait := find_wait(content):
        response["Retry-After"] = str(wait)
    patch_vary_headers(response, _VARY)
    return response


def find_wait(content: dict[str, Any]) -> int:
    """The seconds to wait before trying again, the longest of what the errors of an answer say; 0 for none."""
    waits = [error.get("extensions", {}).get("retryAfter", 0) for error in content.get("errors", ())]
    return max(waits, default=0)
