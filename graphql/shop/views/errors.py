"""What Django shows where no view answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils import translation

from shop.failures import show_missing
from shop.languages import list_codes
from shop.serving import finish_page, set_policy
from shop.visits import begin_visit
from storefront.locales import negotiate_locale


def answer_missing(request: HttpRequest, exception: Exception | None = None) -> Any:
    """Django's handler404: who reads pages gets the shop's, in the language of the browser; pictures a bare one."""
    if "text/html" not in request.headers.get("Accept", ""):
        return HttpResponseNotFound("Not found\n", content_type="text/plain; charset=utf-8")
    locale = negotiate_locale({"Accept-Language": request.headers.get("Accept-Language", "")})
    visit = begin_visit(request, locale)
    with translation.override(locale):
        response = show_missing(visit)
    return finish_page(visit, response)


def answer_fault(request: HttpRequest) -> HttpResponse:
    """Django's handler500: asks nothing and nobody, since anything may be what is broken."""
    locale = next((code for code in list_codes() if request.path.startswith(f"/{code}/")), list_codes()[0])
    with translation.override(locale):
        content = render_to_string("shop/fault.html", {"tag": locale})
    response = HttpResponse(content, status=500)
    set_policy(response)
    response["Cache-Control"] = "no-store"
    return response
