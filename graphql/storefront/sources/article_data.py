"""What search engines are told of an article."""

from __future__ import annotations

from typing import Any

from storefront import json_ld
from storefront.sources.articles import ArticleSource
from storefront.sources.pages import PageSource
from storefront.sources.product_data import describe_product
from storefront.sources.trails import list_trail, make_url


def describe_article(article: ArticleSource, *, origin: str) -> list[dict[str, Any]]:
    """The article as its kind, where it stands, and the questions it answers."""
    data = article.data
    image = data["seo"].get("image") or data["picture"]
    written_by = [author for author in (article.author, *article.co_authors) if author is not None]
    described = json_ld.describe_article(
        data,
        url=make_url(article.document.path, article.locale),
        image=make_absolute(image["url"], origin) if image else None,
        authors=[_describe_author(author) for author in written_by],
        publisher=_describe_publisher(article, origin),
        product=_describe_reviewed(article, origin),
    )
    trail = json_ld.describe_breadcrumbs(list_trail(article.document, data["title"]))
    questions = json_ld.describe_questions(data["body"])
    return [one for one in (described, trail, questions) if one is not None]


def make_absolute(url: str, origin: str) -> str:
    """`url` with the host that the client asked, where it has none."""
    return f"{origin}{url}" if url.startswith("/") and not url.startswith("//") else url


def _describe_author(author: PageSource) -> dict[str, str]:
    return {
        "name": author.data["name"],
        "role": author.data["role"],
        "url": make_url(author.document.path, author.locale),
    }


def _describe_publisher(article: ArticleSource, origin: str) -> dict[str, Any] | None:
    site = article.batch.site
    if site is None:
        return None
    data = dict(site.data)
    if data.get("logo"):
        data["logo"] = {**data["logo"], "url": make_absolute(data["logo"]["url"], origin)}
    return json_ld.describe_organization(data, url=make_url("/", site.locale))


def _describe_reviewed(article: ArticleSource, origin: str) -> dict[str, Any] | None:
    review = article.data["review"]
    product = article.batch.products.get(review["product"]) if review and review["product"] else None
    return describe_product(product, origin=origin) if product is not None else None
