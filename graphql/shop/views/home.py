from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from cms.delivery.addresses import make_address
from shop.languages import list_codes
from shop.pages import SHOP_NAME, Meta, make_url, render_page
from shop.serving import shop_page
from shop.structured_data import describe_site
from shop.visits import Visit
from storefront.locales import negotiate_locale

SHOWN = 10


def choose_locale(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the home page in the language that suits the browser best."""
    response = HttpResponseRedirect(
        make_address("/", negotiate_locale({"Accept-Language": request.headers.get("Accept-Language", "")}))
    )
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@shop_page
def show_home(visit: Visit) -> HttpResponse:
    data = visit.ask("home_products")
    best = data["bestSelling"]["nodes"]
    meta = Meta(
        title=_("%(shop)s: things made well") % {"shop": SHOP_NAME},
        path="/",
        description=_("Tea, home, digital, beauty, clothing and more: chosen with care, described honestly."),
        translations=[{"locale": code, "path": "/"} for code in list_codes()],
        structured=[describe_site(SHOP_NAME, make_url=lambda path: make_url(visit, path))],
    )
    return render_page(
        visit,
        "home",
        meta,
        best=best[:SHOWN],
        newest=data["newest"]["nodes"],
        tiles=_make_tiles(data["categories"], best),
        brands=data["brands"]["nodes"],
        featured=[product for product in data["newest"]["nodes"] if product["image"]][:3],
        default_locale=settings.LANGUAGE_CODE,
    )


def _make_tiles(categories: list[dict], products: list[dict]) -> list[dict]:
    """Categories with a picture each: their own, else that of what sells best in them."""
    pictures: dict[str, dict] = {}
    for product in products:
        for crumb in product["breadcrumbs"]:
            if product["image"]:
                pictures.setdefault(crumb["key"], product["image"])
    return [{**one, "picture": one["picture"] or pictures.get(one["key"])} for one in categories]
