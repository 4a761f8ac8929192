"""Whatever else the API says lives at a path, or where it has gone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from cms.delivery.addresses import make_address
from shop.serving import shop_page
from shop.views.articles import show_article, show_article_list, show_author, show_series, show_topic, show_topic_list
from shop.views.landings import show_landing, show_landing_index
from shop.visits import Missing, Moved, Visit, require_content

_VIEWS: dict[str, Callable[[Visit, str], HttpResponse]] = {
    "Article": show_article,
    "ArticleIndex": show_article_list,
    "Author": show_author,
    "Series": show_series,
    "Topic": show_topic,
    "TopicIndex": show_topic_list,
    "LandingPage": show_landing,
    "LandingIndex": show_landing_index,
}


@shop_page
def show_page(visit: Visit, path: str) -> HttpResponse:
    content = require_content(visit.ask("place", path=f"/{path}")["route"])
    if content["path"] != f"/{path}":
        raise Moved(make_address(content["path"], visit.locale), is_permanent=not content["isFallback"])
    view = _VIEWS.get(content["type"])
    if view is None:
        raise Missing
    return view(visit, content["path"])
