"""What may be meant, for the script of the search box: as JSON, while a shopper types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cms.delivery.addresses import make_address
from shop.visits import AskError, begin_visit
from storefront.errors import RequestError

_LONGEST = 200
_MOST = 8
# Shoppers who type the same get the same for a while.
_KEPT_SECONDS = 60


@require_GET
def suggest(request: HttpRequest, locale: str) -> JsonResponse:
    """The suggestions for `q`, none where nothing can be said: the search itself works all the same."""
    text = " ".join(request.GET.get("q", "").split())[:_LONGEST]
    visit = begin_visit(request, locale)
    found: list[dict[str, Any]] = []
    if text:
        try:
            with translation.override(locale):
                found = visit.ask("suggestions", text=text, first=_MOST)["suggestions"]
        except (AskError, RequestError):
            return _answer([], seconds=0)
    with translation.override(locale):
        return _answer([_describe(each, visit.locale) for each in found], seconds=_KEPT_SECONDS)


def _describe(suggestion: dict[str, Any], locale: str) -> dict[str, str]:
    text = suggestion["text"]
    path = suggestion["path"]
    address = make_address(path, locale) if path else f"{make_address('/search', locale)}?{urlencode({'q': text})}"
    names = {"CATEGORY": _("Category"), "BRAND": _("Brand"), "PRODUCT": _("Product")}
    return {"text": text, "address": address, "note": names.get(suggestion["kind"], "")}


def _answer(suggestions: list[dict[str, str]], *, seconds: int) -> JsonResponse:
    response = JsonResponse({"suggestions": suggestions})
    response["Cache-Control"] = f"private, max-age={seconds}"
    return response
