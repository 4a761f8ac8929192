"""What is written: articles, their lists, topics, authors, series."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from shop.pages import describe_content, render_page
from shop.paging import describe_place
from shop.visits import Visit, require_content

KINDS = ("NEWS", "REVIEW", "HOW_TO", "LIFESTYLE")


def show_article(visit: Visit, path: str) -> HttpResponse:
    article = require_content(visit.ask("article_page", path=path)["route"], "Article")
    introduction, rest = split_body(article)
    return render_page(
        visit,
        "article",
        describe_content(article, description=article["seo"]["description"] or article["lead"], kind="article"),
        article=article,
        introduction=introduction,
        rest=rest,
        authors=[*([article["author"]] if article["author"] else []), *article["coAuthors"]],
        crumbs=list_crumbs(article),
        is_updated=article["updatedAt"][:10] > article["publishedAt"][:10],
    )


def show_article_list(visit: Visit, path: str) -> HttpResponse:
    kind = visit.request.GET.get("kind", "").upper()
    kind = kind if kind in KINDS else ""
    data = visit.ask("article_list", path=path, kind=kind or None, after=_read_after(visit))
    index = require_content(data["route"], "ArticleIndex")
    query = {"kind": kind.lower()} if kind else {}
    return render_page(
        visit,
        "article_list",
        describe_content(index, description=index["seo"]["description"] or index["intro"]),
        index=index,
        articles=data["articles"]["nodes"],
        topics=data["topics"]["nodes"],
        kind=kind,
        kinds=KINDS,
        **describe_place(visit, path, data["articles"]["pageInfo"], **query),
    )


def show_topic(visit: Visit, path: str) -> HttpResponse:
    topic = require_content(visit.ask("topic_page", path=path, after=_read_after(visit))["route"], "Topic")
    place = describe_place(visit, path, topic["articles"]["pageInfo"])
    return render_page(visit, "topic", describe_content(topic), topic=topic, crumbs=list_crumbs(topic), **place)


def show_topic_list(visit: Visit, path: str) -> HttpResponse:
    data = visit.ask("topic_list", path=path, after=_read_after(visit))
    index = require_content(data["route"], "TopicIndex")
    return render_page(
        visit,
        "topic_list",
        describe_content(index, description=index["seo"]["description"] or index["intro"]),
        index=index,
        topics=data["topics"]["nodes"],
        **describe_place(visit, path, data["topics"]["pageInfo"]),
    )


def show_author(visit: Visit, path: str) -> HttpResponse:
    author = require_content(visit.ask("author_page", path=path, after=_read_after(visit))["route"], "Author")
    place = describe_place(visit, path, author["articles"]["pageInfo"])
    return render_page(visit, "author", describe_content(author, kind="profile"), author=author, **place)


def show_series(visit: Visit, path: str) -> HttpResponse:
    series = require_content(visit.ask("series_page", path=path, after=_read_after(visit))["route"], "Series")
    place = describe_place(visit, path, series["articles"]["pageInfo"])
    described = describe_content(series, description=series["seo"]["description"] or series["description"])
    return render_page(visit, "series", described, series=series, **place)


def split_body(article: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """The text before and behind the steps of a how-to: they stand before its first heading."""
    body = article["body"]
    if not article["steps"]:
        return body, []
    first = next((place for place, block in enumerate(body) if block["type"] == "HeadingBlock"), len(body))
    return body[:first], body[first:]


def list_crumbs(content: dict[str, Any]) -> list[dict[str, str]]:
    """The way to `content`, itself and the home page left out."""
    return [crumb for crumb in content["breadcrumbs"] if crumb["path"] not in ("/", content["path"])]


def _read_after(visit: Visit) -> str | None:
    return visit.request.GET.get("after") or None
