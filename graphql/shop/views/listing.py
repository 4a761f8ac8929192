"""Lists of products: a category, a brand, a search. Each is one operation with the same filters beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.delivery.addresses import make_address
from shop.facets import Chip, describe_filters
from shop.narrowing import SORTS, Narrowing, read_narrowing
from shop.pages import Meta, describe_content, make_url, render_page
from shop.serving import shop_page
from shop.visits import Moved, Visit, require_content

LONGEST_TEXT = 200
PAGE = 24


@shop_page
def show_category(visit: Visit, key: str) -> HttpResponse:
    path = f"/categories/{key}"
    narrowing = read_narrowing(dict(visit.request.GET.lists()))
    data = _ask(visit, "category_page", narrowing, default_sort="relevance", path=path, categories=[key])
    category = require_content(data["route"], "Category")
    crumbs = category["breadcrumbs"]
    described = describe_content(category, description=category["seo"]["description"] or category["description"])
    meta = _narrow(described, narrowing)
    # Where to go below it stands above the list already.
    data["products"]["facets"] = [facet for facet in data["products"]["facets"] if facet["kind"] != "CATEGORY"]
    siblings = category["parent"]["children"] if category["parent"] and not category["children"] else []
    return render_page(
        visit,
        "category",
        meta,
        category=category,
        crumbs=crumbs[:-1],
        siblings=siblings,
        banners=data["products"]["banners"],
        **_describe_list(visit, data["products"], narrowing, path, default_sort="relevance"),
    )


@shop_page
def show_brand(visit: Visit, key: str) -> HttpResponse:
    path = f"/brands/{key}"
    narrowing = read_narrowing(dict(visit.request.GET.lists()))
    data = _ask(visit, "brand_page", narrowing, default_sort="best", path=path, brands=[key])
    brand = require_content(data["route"], "Brand")
    described = Meta(
        title=brand["name"],
        path=brand["path"],
        description=brand["description"],
        translations=brand["translations"],
        canonical=make_url(brand["path"], brand["locale"]),
        image=brand["logo"]["url"] if brand["logo"] else "",
    )
    meta = _narrow(described, narrowing)
    data["products"]["facets"] = [facet for facet in data["products"]["facets"] if facet["kind"] != "BRAND"]
    return render_page(
        visit,
        "brand",
        meta,
        brand=brand,
        **_describe_list(visit, data["products"], narrowing, path, default_sort="best"),
    )


@shop_page
def show_search(visit: Visit) -> HttpResponse:
    text = " ".join(visit.request.GET.get("q", "").split())[:LONGEST_TEXT]
    narrowing = read_narrowing(dict(visit.request.GET.lists()), text=text)
    title = _("Search: %(text)s") % {"text": text} if text else pgettext("shop", "Search")
    meta = Meta(title=title, path="/search", is_indexed=False, query=narrowing.to_query())
    if not text:
        return render_page(visit, "search", meta, text="", help=visit.ask("search_help"))
    answer = _ask(visit, "search_page", narrowing, default_sort="relevance", text=text)
    data = answer["search"]
    # Whoever has begun to narrow the list wants the list.
    if data["redirect"] and not narrowing.is_narrowed and not narrowing.after:
        raise Moved(data["redirect"]["url"], is_permanent=False)
    products = [{**edge["node"], "marked": _find_marked_title(edge["highlights"])} for edge in data["edges"]]
    listed = _describe_list(visit, {**data, "nodes": products}, narrowing, "/search", default_sort="relevance")
    is_empty = not data["totalCount"] and not narrowing.is_narrowed
    listed["banners"] = data["banners"]
    # Behind the first page, and once the list is narrowed, products alone are wanted.
    is_whole = not narrowing.is_narrowed and not narrowing.after
    readings = [_describe_reading(edge) for edge in answer["pages"]["edges"]] if is_whole else []
    # Those with a picture stand together, so that rows are of one height.
    listed["readings"] = sorted(readings, key=lambda reading: reading["picture"] is None)
    listed["meant"] = data["didYouMean"]
    helping = visit.ask("search_help") if is_empty else None
    page = render_page(visit, "search", meta, text=text, help=helping, **listed)
    page.query_id = data["queryId"] or ""  # type: ignore[attr-defined]
    return page


def _ask(
    visit: Visit,
    operation: str,
    narrowing: Narrowing,
    *,
    default_sort: str,
    categories: Collection[str] = (),
    brands: Collection[str] = (),
    **variables: Any,
) -> dict[str, Any]:
    return visit.ask(
        operation,
        filter=narrowing.to_filter(categories=categories, brands=brands),
        sort=SORTS[narrowing.sort or default_sort],
        first=PAGE,
        after=narrowing.after or None,
        **variables,
    )


def _describe_reading(edge: Mapping[str, Any]) -> dict[str, Any]:
    """Something to read that was found: its kind, its title as marked, and a line about it."""
    node = edge["node"]
    return {
        "kind": edge["kind"],
        "path": node["path"],
        "title": node["title"],
        "marked": _find_marked_title(edge["highlights"]),
        "lead": node.get("lead") or node.get("summary") or node.get("excerpt") or "",
        "picture": node.get("picture"),
    }


def _find_marked_title(highlights: list[dict[str, str]]) -> str:
    """The title with what was searched for marked; "" where only other texts have it."""
    return next((one["html"] for one in highlights if one["field"] == "title"), "")


def _narrow(meta: Meta, narrowing: Narrowing) -> Meta:
    """Search engines get the list itself; what is narrowed or further down is the same list to them."""
    is_whole = not narrowing.is_narrowed and not narrowing.after
    return replace(meta, query=narrowing.to_query(), is_indexed=meta.is_indexed and is_whole)


def _describe_list(
    visit: Visit,
    products: dict[str, Any],
    narrowing: Narrowing,
    path: str,
    *,
    default_sort: str,
    categories: Collection[str] | None = None,
) -> dict[str, Any]:
    """What the templates of lists show."""
    address = make_address(path, visit.locale)
    more = products["pageInfo"]["hasNextPage"]
    filters = describe_filters(products["facets"], narrowing, categories=categories)
    return {
        "products": products["nodes"],
        "query_id": products.get("queryId"),
        "total": products["totalCount"],
        "filters": filters,
        "chips": [*filters.chips, *_list_plain_chips(narrowing)],
        "narrowing": narrowing,
        "address": address,
        "sort": narrowing.sort or default_sort,
        "sorts": _list_sorts(default_sort, is_search=bool(narrowing.text)),
        "more_address": address + narrowing.to_query(after=products["pageInfo"]["endCursor"]) if more else "",
        "first_address": address + narrowing.to_query(),
        "clear_address": address + Narrowing(text=narrowing.text, sort=narrowing.sort).to_query(),
        "is_continued": bool(narrowing.after),
        "is_degraded": products.get("isDegraded", False),
    }


def _list_plain_chips(narrowing: Narrowing) -> list[Chip]:
    """What is chosen beside the values of facets."""
    chips = []
    if narrowing.price_min or narrowing.price_max:
        label = pgettext("shop", "Price") + f" {narrowing.price_min or 0}–{narrowing.price_max}"
        chips.append(Chip(label, narrowing.without("price").to_query()))
    if narrowing.in_stock:
        chips.append(Chip(_("Can be ordered now"), narrowing.without("stock").to_query()))
    return chips


def _list_sorts(default: str, *, is_search: bool) -> list[tuple[str, str]]:
    labels = {
        "relevance": _("Best match") if is_search else _("Recommended"),
        "best": _("Best selling"),
        "new": pgettext("shop", "Newest"),
        "cheap": _("Price, low to high"),
        "dear": _("Price, high to low"),
    }
    return [(name, label) for name, label in labels.items() if name != "relevance" or default == "relevance"]
