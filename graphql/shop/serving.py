"""What every page of the shop has in common as an HTTP answer: its language, its headers, and what may go wrong."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.delivery.addresses import make_address, read_address
from shop.failures import show_away, show_missing
from shop.sessions import COOKIE, close_session
from shop.visits import AskError, Missing, Moved, SignInNeeded, Visit, begin_visit

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


def shop_form(show: PageView) -> Callable[..., HttpResponseBase]:
    """A view that is also posted to. Its answers are for who asked alone; Django's own middleware refuses forgeries."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @csrf_protect
    @wraps(show)
    def view(request: HttpRequest, locale: str, **arguments: Any) -> HttpResponseBase:
        visit = begin_visit(request, locale)
        response = serve(visit, show, **arguments)
        response["Cache-Control"] = "private, no-store"
        return finish_page(visit, response)

    return view


def shop_action(act: PageView) -> Callable[..., HttpResponseBase]:
    """A view that is only posted to."""
    return require_POST(shop_form(act))


def shop_click(act: PageView) -> Callable[..., HttpResponseBase]:
    """A view that is only posted to, from pages that caches keep for everybody and that cannot carry a token.

    What it changes is in the browser's own cookies, which never come along from another site (SameSite); a browser says
    where a form was sent from, and one of another site is refused.
    """

    @csrf_exempt
    @require_POST
    @wraps(act)
    def view(request: HttpRequest, locale: str, **arguments: Any) -> HttpResponseBase:
        if not _is_from_here(request):
            return HttpResponseForbidden()
        visit = begin_visit(request, locale)
        response = serve(visit, act, **arguments)
        response["Cache-Control"] = "private, no-store"
        return finish_page(visit, response)

    return view


def _is_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")


def go(visit: Visit, path: str, *, said: str = "", anchor: str = "") -> HttpResponseRedirect:
    """The way on after something was posted, to `path` below the locale; `said` names what the page then says."""
    address = make_address(path, visit.locale)
    if said:
        address += ("&" if "?" in address else "?") + urlencode({"said": said})
    return HttpResponseRedirect(iri_to_uri(address + (f"#{anchor}" if anchor else "")), status=303)


def find_next(visit: Visit, fallback: str) -> str:
    """Where the form that was posted asks to go on: a path of this shop, never another site."""
    address = visit.request.POST.get("next") or visit.request.GET.get("next") or ""
    locale, path = read_address(address)
    if locale is None or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return fallback
    query = address.partition("?")[2].partition("#")[0]
    return f"{path}?{query}" if query else path


def serve(visit: Visit, show: PageView, **arguments: Any) -> HttpResponse:
    """What `show` makes, in the language of the visit; redirects and pages of their own for what went wrong."""
    with translation.override(visit.locale):
        try:
            return show(visit, **arguments)
        except Moved as moved:
            # A storefront on another host is told by a whole address, which the API then gives.
            status = 301 if moved.is_permanent else 302
            return HttpResponseRedirect(iri_to_uri(moved.address), status=status)
        except Missing:
            return show_missing(visit)
        except SignInNeeded:
            asked = visit.request.get_full_path()
            address = asked if visit.request.method == "GET" else make_address(find_next(visit, "/me"), visit.locale)
            target = make_address("/me/sign-in", visit.locale)
            return HttpResponseRedirect(f"{target}?{urlencode({'next': address})}", status=303)
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
    if visit.is_over and COOKIE not in response.cookies:
        close_session(response)
    response.speaks_by_address = True  # type: ignore[attr-defined]
    if response.has_header("Cache-Control"):
        return response
    if visit.is_private or response.status_code >= 400:
        response["Cache-Control"] = "private, no-store"
        return response
    response["Cache-Control"] = f"public, max-age=0, s-maxage={_count_shared_seconds(visit)}, must-revalidate"
    patch_vary_headers(response, ["Cookie"])
    if response.status_code != 200:
        return response
    # The same results under the id of another search are the same page.
    lasting = response.content.replace(getattr(response, "query_id", "").encode(), b"")
    etag = f'"{hashlib.blake2b(lasting, digest_size=16).hexdigest()}"'
    response["ETag"] = etag
    answer = get_conditional_response(visit.request, etag=etag, response=response) or response
    answer.speaks_by_address = True  # type: ignore[attr-defined]
    return answer


def _count_shared_seconds(visit: Visit) -> int:
    """How long others may be shown the same: never beyond the instant at which a price is another."""
    if visit.context.changes_at is None:
        return SHARED_SECONDS
    left = (visit.context.changes_at - timezone.now()).total_seconds()
    return min(SHARED_SECONDS, max(0, math.floor(left)))


def set_policy(response: HttpResponse, *, frame_ancestors: str = "'none'") -> None:
    """Have browsers run and load nothing but what is the shop's own."""
    response["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-ancestors {frame_ancestors}"
    response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"


def _drop_place(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
