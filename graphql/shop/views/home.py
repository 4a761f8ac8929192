from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from cms.delivery.addresses import make_address
from shop.cards import mark_reasons
from shop.languages import list_codes
from shop.pages import Meta, describe_content, render_page
from shop.serving import shop_page
from shop.visits import Visit
from storefront.locales import negotiate_locale

SHOWN = 10


def choose_locale(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the home page in the language that suits the browser best."""
    accepted = {"Accept-Language": request.headers.get("Accept-Language", "")}
    response = HttpResponseRedirect(make_address("/", negotiate_locale(accepted)))
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@shop_page
def show_home(visit: Visit) -> HttpResponse:
    home = visit.ask("home")["home"]
    if home is None or not home["blocks"]:
        return _show_unbuilt(visit, home)
    return render_page(visit, "home", describe_content(home, path="/"), home=home, for_you=_list_for_member(visit))


def _list_for_member(visit: Visit) -> list[dict[str, Any]]:
    """What may interest the member who looks; guests get the page that everybody gets."""
    if not visit.is_member:
        return []
    return mark_reasons(visit.ask("recommendations_for_me", first=SHOWN)["recommendations"])


def _show_unbuilt(visit: Visit, home: dict[str, Any] | None) -> HttpResponse:
    """What a shop shows until an editor has put its home together: what sells, what is new, where to look."""
    data = visit.ask("home_products")
    best = data["bestSelling"]["nodes"]
    words: dict[str, Any] = {
        "title": _("Things made well, for every day"),
        "description": _("Tea, home, digital, beauty, clothing and more: chosen with care, described honestly."),
        "path": "/",
        "translations": [{"locale": code, "path": "/"} for code in list_codes()],
    }
    return render_page(
        visit,
        "home_unbuilt",
        describe_content(home, **words, canonical="") if home else Meta(**words),
        best=best[:SHOWN],
        newest=data["newest"]["nodes"],
        tiles=_make_tiles(data["categories"], best),
        brands=data["brands"]["nodes"],
        featured=[product for product in data["newest"]["nodes"] if product["image"]][:3],
    )


def _make_tiles(categories: list[dict[str, Any]], products: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Categories with a picture each: their own, else that of what sells best in them."""
    pictures: dict[str, dict[str, Any]] = {}
    for product in products:
        for crumb in product["breadcrumbs"]:
            if product["image"]:
                pictures.setdefault(crumb["key"], product["image"])
    return [{**one, "picture": one["picture"] or pictures.get(one["key"])} for one in categories]
