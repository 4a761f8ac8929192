from cms.content.models.article import ArticleIndexPage, ArticleKind, ArticlePage
from cms.content.models.author import Author
from cms.content.models.chosen import (
    ArticleAuthor,
    ArticleTopic,
    RelatedArticle,
    ReviewScore,
    TopicArticle,
    TopicProduct,
)
from cms.content.models.home import HomePage
from cms.content.models.menu import Menu
from cms.content.models.seo import SeoFields
from cms.content.models.series import Series, SeriesArticle
from cms.content.models.site import SitePlace, SiteProfile, SiteText
from cms.content.models.slugged import SluggedSnippet
from cms.content.models.topic import TopicIndexPage, TopicPage

__all__ = [
    "ArticleAuthor",
    "ArticleIndexPage",
    "ArticleKind",
    "ArticlePage",
    "ArticleTopic",
    "Author",
    "HomePage",
    "Menu",
    "RelatedArticle",
    "ReviewScore",
    "SeoFields",
    "Series",
    "SeriesArticle",
    "SitePlace",
    "SiteProfile",
    "SiteText",
    "SluggedSnippet",
    "TopicArticle",
    "TopicIndexPage",
    "TopicPage",
    "TopicProduct",
]
