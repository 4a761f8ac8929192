from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from cms.content.models.slugged import SluggedSnippet
from cms.sorting import SortKeyField


class Series(SluggedSnippet, index.Indexed, ClusterableModel):
    """Articles to be read in order."""

    delivery_kind = "series"
    slug_source = "title"

    title = models.CharField(_("title"), max_length=255, db_index=True)
    sort_key = SortKeyField(source="title")
    description = models.TextField(_("description"), blank=True, max_length=2000)
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("locale")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="one_series_slug_a_locale")]

    def __str__(self) -> str:
        return self.title


class SeriesArticle(Orderable):
    """An article at its place in a series."""

    series = ParentalKey(Series, on_delete=models.CASCADE, related_name="series_articles")
    article = models.ForeignKey(
        "content.ArticlePage", verbose_name=_("article"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("article of a series")
        verbose_name_plural = _("articles of a series")

    def __str__(self) -> str:
        return str(self.article)
