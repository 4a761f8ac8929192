"""What editors choose for an article or a topic by hand, in order."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.content.models.article import ArticlePage
from cms.content.models.topic import TopicPage


class ArticleAuthor(Orderable):
    """Somebody who wrote an article; the first is its author, the others wrote with them."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_authors")
    author = models.ForeignKey(
        "content.Author", verbose_name=_("author"), on_delete=models.PROTECT, related_name="article_authors"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("author of an article")
        verbose_name_plural = _("authors of an article")

    def __str__(self) -> str:
        return str(self.author)


class ArticleTopic(Orderable):
    """A topic an article carries."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="article_topics")
    topic = models.ForeignKey(TopicPage, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of an article")

    def __str__(self) -> str:
        return str(self.topic)


class RelatedArticle(Orderable):
    """An article to read after this one."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_articles")
    article = models.ForeignKey(ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")

    def __str__(self) -> str:
        return str(self.article)


class ReviewScore(Orderable):
    """What a review gives for one aspect."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="review_scores")
    label = models.CharField(_("aspect"), max_length=60)
    score = models.DecimalField(_("score"), max_digits=4, decimal_places=1, validators=[MinValueValidator(0)])
    maximum = models.PositiveSmallIntegerField(
        _("out of"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=models.F("maximum")),
                name="score_within_its_maximum",
                violation_error_message=_("The score is higher than what it is out of."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.score}/{self.maximum}"


class TopicArticle(Orderable):
    """An article that stands at the head of a topic."""

    page = ParentalKey(TopicPage, on_delete=models.CASCADE, related_name="topic_articles")
    article = models.ForeignKey(ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = _("article of a topic")
        verbose_name_plural = _("articles of a topic")

    def __str__(self) -> str:
        return str(self.article)


class TopicProduct(Orderable):
    """A product that belongs to a topic."""

    page = ParentalKey(TopicPage, on_delete=models.CASCADE, related_name="topic_products")
    product = models.ForeignKey(
        "catalog.Product", verbose_name=_("product"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("product of a topic")
        verbose_name_plural = _("products of a topic")

    def __str__(self) -> str:
        return str(self.product)
