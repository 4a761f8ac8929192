"""Makes small, whole pages, authors and menus for integration tests, through the same actions the admin takes."""

from __future__ import annotations

from itertools import count
from typing import Any

from wagtail.models import Page, Site

from cms.content.models import (
    ArticleAuthor,
    ArticleIndexPage,
    ArticlePage,
    ArticleTopic,
    Author,
    HomePage,
    RelatedArticle,
    Series,
    SeriesArticle,
    TopicArticle,
    TopicIndexPage,
    TopicPage,
    TopicProduct,
)
from tests.factories import find_locale

_numbers = count(1)


def find_home(locale: str = "zh-hans") -> HomePage:
    """The home page of `locale`, made where there is none."""
    found = HomePage.objects.filter(locale=find_locale(locale)).first()
    if found is not None:
        return found
    root = Page.objects.get(depth=1)
    other = HomePage.objects.first()
    home = HomePage(title="Home", slug=f"home-{locale}", locale=find_locale(locale))
    if other is not None:
        home.translation_key = other.translation_key
    root.add_child(instance=home)
    home.save_revision().publish()
    if other is None:
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return HomePage.objects.get(pk=home.pk)


def find_index(model: type[Any], slug: str, locale: str = "zh-hans") -> Any:
    """The page of `model` at `slug` below the home page, made where there is none."""
    found = model.objects.filter(slug=slug, locale=find_locale(locale)).first()
    return found or publish(find_home(locale), model(title=slug.title(), slug=slug, locale=find_locale(locale)))


def publish(parent: Page, page: Any, **options: Any) -> Any:
    """Put `page` below `parent` and publish it (or schedule it, with go_live_at)."""
    parent = Page.objects.get(pk=parent.pk).specific
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish(**options)
    return type(page).objects.get(pk=page.pk)


def republish(page: Any, **changes: Any) -> Any:
    """Change `page` and publish it again."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def make_article(
    slug: str = "",
    *,
    parent: Page | None = None,
    locale: str = "zh-hans",
    authors: Any = (),
    topics: Any = (),
    related: Any = (),
    is_published: bool = True,
    **fields: Any,
) -> ArticlePage:
    """An article that is live."""
    slug = slug or f"article-{next(_numbers)}"
    page = ArticlePage(**{"title": slug.title(), "slug": slug, "locale": find_locale(locale), **fields})
    page.article_authors.set([ArticleAuthor(author=author) for author in authors])
    page.article_topics.set([ArticleTopic(topic=topic) for topic in topics])
    page.related_articles.set([RelatedArticle(article=article) for article in related])
    above = parent or find_index(ArticleIndexPage, "articles", locale)
    if is_published:
        return publish(above, page)
    page.live = False
    Page.objects.get(pk=above.pk).add_child(instance=page)
    page.save_revision()
    return page


def make_topic(
    slug: str = "", *, locale: str = "zh-hans", articles: Any = (), products: Any = (), **fields: Any
) -> TopicPage:
    """A topic that is live."""
    slug = slug or f"topic-{next(_numbers)}"
    page = TopicPage(**{"title": slug.title(), "slug": slug, "locale": find_locale(locale), **fields})
    page.topic_articles.set([TopicArticle(article=article) for article in articles])
    page.topic_products.set([TopicProduct(product=product) for product in products])
    return publish(find_index(TopicIndexPage, "topics", locale), page)


def make_author(slug: str = "", *, locale: str = "zh-hans", **fields: Any) -> Author:
    slug = slug or f"author-{next(_numbers)}"
    return Author.objects.create(**{"name": slug.title(), "slug": slug, "locale": find_locale(locale), **fields})


def make_series(slug: str = "", *, articles: Any = (), locale: str = "zh-hans", **fields: Any) -> Series:
    slug = slug or f"series-{next(_numbers)}"
    series = Series(**{"title": slug.title(), "slug": slug, "locale": find_locale(locale), **fields})
    series.series_articles.set([SeriesArticle(article=article) for article in articles])
    series.save()
    return series
