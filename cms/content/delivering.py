"""Makes pages and what stands around them kinds of delivery documents."""

from __future__ import annotations

from cms.content import models
from cms.delivery import kinds
from cms.delivery.model_kinds import PublishedKind, SavedKind


def register() -> None:
    """Make the kinds known."""
    # Imported when the models are ready.
    from cms.content.checking.articles import check_article
    from cms.content.checking.homes import check_home
    from cms.content.rendering import articles, home, people, site, topics

    for kind in (
        PublishedKind("home", models.HomePage, home.render_homes, changes_target=False, check=check_home),
        PublishedKind(
            "article", models.ArticlePage, articles.render_articles, changes_target=False, check=check_article
        ),
        PublishedKind("article_index", models.ArticleIndexPage, topics.render_article_indexes, changes_target=False),
        PublishedKind("topic", models.TopicPage, topics.render_topics, changes_target=False),
        PublishedKind("topic_index", models.TopicIndexPage, topics.render_topic_indexes, changes_target=False),
        SavedKind("author", models.Author, people.render_authors),
        SavedKind("series", models.Series, people.render_series),
        SavedKind("menu", models.Menu, site.render_menus),
        SavedKind("site", models.SiteProfile, site.render_sites),
    ):
        kinds.register(kind)
