"""Pages for what is not to be had, in the shop's look."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shop.languages import list_codes
from shop.pages import Meta, render_page
from shop.visits import Visit


def show_missing(visit: Visit) -> HttpResponse:
    """Nothing lives at the address: the way on from there."""
    meta = Meta(title=pgettext("shop", "Page not found"), path="/", is_indexed=False, translations=_home())
    return render_page(visit, "missing", meta, status=404, help=visit.ask("search_help"))


def show_away(visit: Visit) -> HttpResponse:
    """The search engine is away, and with it every list."""
    meta = Meta(title=_("One moment, please"), path="/", is_indexed=False, translations=_home())
    response = render_page(visit, "away", meta, status=503)
    response["Retry-After"] = "10"
    return response


def _home() -> list[dict[str, str]]:
    return [{"locale": code, "path": "/"} for code in list_codes()]
