"""Landing pages, in their own colours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from shop.pages import describe_content, render_page
from shop.paging import describe_place
from shop.themes import write_theme
from shop.visits import Visit, require_content

_FOR_EVER = "public, max-age=31536000, immutable"


def show_landing(visit: Visit, path: str) -> HttpResponse:
    landing = require_content(visit.ask("landing_page", path=path)["route"], "LandingPage")
    blocks = landing["blocks"]
    return render_page(
        visit,
        "landing_page",
        describe_content(landing, description=landing["seo"]["description"] or landing["summary"]),
        landing=landing,
        floors=[block for block in blocks if block["type"] == "ShelfBlock" and block["navigation"]],
        starts_with_carousel=bool(blocks) and blocks[0]["type"] == "CarouselBlock",
    )


def show_landing_index(visit: Visit, path: str) -> HttpResponse:
    data = visit.ask("landing_list", path=path, after=visit.request.GET.get("after") or None)
    index = require_content(data["route"], "LandingIndex")
    return render_page(
        visit,
        "landing_index",
        describe_content(index),
        index=index,
        landings=data["landingPages"]["nodes"],
        **describe_place(visit, path, data["landingPages"]["pageInfo"]),
    )


def serve_theme(_request: HttpRequest, name: str) -> HttpResponse:
    """The stylesheet of a theme; its address says all of it."""
    sheet = write_theme(name)
    if sheet is None:
        return HttpResponseNotFound("Not found\n", content_type="text/plain; charset=utf-8")
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = _FOR_EVER
    return response
