from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from cms.delivery.addresses import make_address
from shop.cards import mark_reasons
from shop.pages import describe_content, render_page
from shop.serving import shop_page
from shop.variants import choose_offer, describe_axes
from shop.viewing import merge_nodes
from shop.views.opinions import merge_reviews
from shop.visits import Moved, Visit, require_content

RECOMMENDED = 5
REVIEWS = 3
QUESTIONS = 2


@shop_page
def show_product(visit: Visit, slug: str) -> HttpResponse:
    path = f"/products/{slug}"
    product = require_content(visit.ask("product_page", path=path)["route"], "Product")
    require_own_path(visit, product, path)
    product |= visit.ask("product_voices", key=product["key"], reviews=REVIEWS, questions=QUESTIONS)["product"]
    if visit.is_member:
        _mark_own(visit, product)
    offer = choose_offer(product["offers"], visit.request.GET.get("sku"))
    return render_page(
        visit,
        "product",
        describe_content(product, description=product["seo"]["description"] or product["summary"], kind="product"),
        product=product,
        offer=offer,
        axes=describe_axes(product["variantAxes"], product["offers"], offer),
        address=make_address(product["path"], visit.locale),
        **_list_recommended(visit, product),
    )


def require_own_path(visit: Visit, content: dict[str, Any], path: str) -> None:
    """Raises Moved where what was found by the path of another language has one of its own in this."""
    if content["path"] != path and not content["isFallback"]:
        raise Moved(make_address(content["path"], visit.locale), is_permanent=False)


def _mark_own(visit: Visit, product: dict[str, Any]) -> None:
    """Lay over what everybody sees what the member who looks has found helpful, asked and kept."""
    viewer = visit.ask("product_viewer", key=product["key"], first=REVIEWS, questions=QUESTIONS)
    own = viewer["product"]
    merge_reviews(product, own)
    if own is not None:
        product["questions"]["nodes"] = merge_nodes(product["questions"]["nodes"], own["questions"]["nodes"], "id")
    product["isFavourite"] = product["key"] in {one["key"] for one in viewer["me"]["favourites"]["nodes"]}


def _list_recommended(visit: Visit, product: dict[str, Any]) -> dict[str, Any]:
    """What goes with it, and what is like it: nothing twice, each with why."""
    found = visit.ask("product_recommendations", products=[product["key"]], first=RECOMMENDED)
    together = mark_reasons(found["together"])
    named = {one["key"] for one in together}
    return {
        "together": together,
        "similar": [one for one in mark_reasons(found["similar"]) if one["key"] not in named],
        "category": product["breadcrumbs"][-1] if product["breadcrumbs"] else None,
    }
