from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from cms.delivery.addresses import make_address
from shop import structured_data
from shop.pages import Meta, make_url, render_page
from shop.serving import shop_page
from shop.variants import choose_offer, describe_axes
from shop.visits import Moved, Visit, require_content

RELATED = 5


@shop_page
def show_product(visit: Visit, slug: str) -> HttpResponse:
    path = f"/products/{slug}"
    product = require_content(visit.ask("product_page", path=path)["route"], "Product")
    require_own_path(visit, product, path)
    offer = choose_offer(product["offers"], visit.request.GET.get("sku"))
    return render_page(
        visit,
        "product",
        _describe(visit, product),
        product=product,
        offer=offer,
        axes=describe_axes(product["variantAxes"], product["offers"], offer),
        address=make_address(product["path"], visit.locale),
        related=_list_related(visit, product),
    )


def require_own_path(visit: Visit, content: dict[str, Any], path: str) -> None:
    """Raises Moved where what was found by the path of another language has one of its own in this."""
    if content["path"] != path and not content["isFallback"]:
        raise Moved(make_address(content["path"], visit.locale), is_permanent=False)


def _describe(visit: Visit, product: dict[str, Any]) -> Meta:
    def make(path: str) -> str:
        return make_url(visit, path, locale="" if path != product["path"] else product["locale"])

    crumbs = [*product["breadcrumbs"], {"name": product["title"], "path": product["path"]}]
    return Meta(
        title=product["seo"]["title"],
        path=product["path"],
        description=product["seo"]["description"] or product["summary"],
        translations=product["translations"],
        locale=product["locale"],
        image=product["images"][0]["url"] if product["images"] else "",
        kind="product",
        structured=[
            structured_data.describe_product(product, make_url=make),
            structured_data.describe_breadcrumbs(crumbs, make_url=make),
        ],
    )


def _list_related(visit: Visit, product: dict[str, Any]) -> dict[str, Any]:
    """Others of the category above its own, which has more than it; of the whole shop where it has none."""
    category = product["breadcrumbs"][-2:][0] if product["breadcrumbs"] else None
    keys = [category["key"]] if category else []
    found = visit.ask("related_products", categories=keys, first=RELATED + 1)["products"]["nodes"]
    return {"category": category, "products": [one for one in found if one["key"] != product["key"]][:RELATED]}
