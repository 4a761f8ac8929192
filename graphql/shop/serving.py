"""What every page of the shop has in common as an HTTP answer: its language, its headers, and what may go wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from shop.failures import show_away, show_missing
from shop.visits import AskError, Missing, Moved, Visit, begin_visit

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # Pictures may be in a bucket, or still where a feed found them.
        "img-src 'self' data: blob: https:",
        "media-src 'self' https:",
        # The players of the platforms that editors may take videos from.
        "frame-src https://player.bilibili.com https://player.youku.com https://v.qq.com "
        "https://www.youtube-nocookie.com https://player.vimeo.com",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
# Browsers ask each time, and are answered in a few bytes where nothing has changed; a cache in front of the shop may
# answer crowds for this long without asking.
SHARED_SECONDS = 2

PageView = Callable[..., HttpResponse]


def shop_page(show: PageView) -> Callable[..., HttpResponseBase]:
    """A view from a function (visit, …) -> page; `view.show` is that function, for previews."""

    @require_safe
    @wraps(show)
    def view(request: HttpRequest, locale: str, **arguments: Any) -> HttpResponseBase:
        visit = begin_visit(request, locale)
        return finish_page(visit, serve(visit, show, **arguments))

    view.show = show  # type: ignore[attr-defined]
    return view


def serve(visit: Visit, show: PageView, **arguments: Any) -> HttpResponse:
    """What `show` makes, in the language of the visit; redirects and pages of their own for what went wrong."""
    with translation.override(visit.locale):
        try:
            return show(visit, **arguments)
        except Moved as moved:
            # A storefront on another host is told by a whole address, which the API then gives.
            status = 301 if moved.is_permanent else 302
            response = HttpResponseRedirect(iri_to_uri(moved.address), status=status)
            response.status_code = status
            return response
        except Missing:
            return show_missing(visit)
        except AskError as error:
            if "BAD_CURSOR" in error.codes and "after" in visit.request.GET:
                return HttpResponseRedirect(_drop_place(visit.request))
            if "SEARCH_UNAVAILABLE" in error.codes:
                return show_away(visit)
            raise


def finish_page(visit: Visit, response: HttpResponse, *, frame_ancestors: str = "'none'") -> HttpResponseBase:
    """`response` with the headers of a page of the shop; 304 where the browser has it already."""
    set_policy(response, frame_ancestors=frame_ancestors)
    response["Content-Language"] = visit.locale
    response.speaks_by_address = True  # type: ignore[attr-defined]
    if response.has_header("Cache-Control"):
        return response
    if visit.is_private or response.status_code >= 400:
        response["Cache-Control"] = "private, no-store"
        return response
    response["Cache-Control"] = f"public, max-age=0, s-maxage={SHARED_SECONDS}, must-revalidate"
    patch_vary_headers(response, ["Cookie"])
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    answer = get_conditional_response(visit.request, etag=etag, response=response) or response
    answer.speaks_by_address = True
    return answer


def set_policy(response: HttpResponse, *, frame_ancestors: str = "'none'") -> None:
    """Have browsers run and load nothing but what is the shop's own."""
    response["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-ancestors {frame_ancestors}"
    response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"


def _drop_place(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
