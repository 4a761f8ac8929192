from __future__ import annotations

from datetime import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.fields import StreamField
from wagtail.search import index

from cms.content import panels
from cms.content.blocks import ArticleBlock, CitationBlock, LineBlock, StepBlock
from cms.content.models.seo import SeoFields
from cms.delivery.forms import CheckedPageForm
from cms.delivery.models import DeliveredPage

LONGEST_WORK = 60 * 24 * 30


class ArticleKind(models.TextChoices):
    NEWS = "news", _("News")
    REVIEW = "review", pgettext_lazy("article kind", "Review")
    HOW_TO = "how_to", _("How-to")
    LIFESTYLE = "lifestyle", _("Lifestyle")


class ArticleIndexPage(SeoFields, DeliveredPage):
    """Where articles live: one for all, or one for each of a shop's columns."""

    delivery_kind = "article_index"

    intro = models.TextField(_("introduction"), blank=True, max_length=1000)

    content_panels = [*DeliveredPage.content_panels, *panels.INDEX]
    promote_panels = SeoFields.promote_panels
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.ArticlePage"]

    class Meta:
        verbose_name = _("article list")
        verbose_name_plural = _("article lists")


class ArticlePage(SeoFields, DeliveredPage):
    """An article of one of four kinds; what only one kind has is kept when the kind changes, and just not shown."""

    delivery_kind = "article"

    kind = models.CharField(_("kind"), max_length=20, choices=ArticleKind, default=ArticleKind.NEWS)
    lead = models.TextField(
        _("lead"), blank=True, max_length=500, help_text=_("What it is about, in a sentence or two: shown in lists.")
    )
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(ArticleBlock(), verbose_name=_("text"), blank=True)
    shown_at = models.DateTimeField(
        _("date shown"),
        null=True,
        blank=True,
        help_text=_("Left empty, it is the time at which the article is first published."),
    )
    citations = StreamField(
        [("citation", CitationBlock())],
        verbose_name=_("sources"),
        blank=True,
        help_text=_("Where facts and figures come from; shown at the end."),
    )

    reviewed_product = models.ForeignKey(
        "catalog.Product",
        verbose_name=_("reviewed product"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    pros = StreamField([("line", LineBlock())], verbose_name=_("pros"), blank=True)
    cons = StreamField([("line", LineBlock())], verbose_name=_("cons"), blank=True)
    verdict = models.TextField(_("verdict"), blank=True, max_length=1000)

    minutes_needed = models.PositiveIntegerField(
        _("minutes needed"), null=True, blank=True, validators=[MaxValueValidator(LONGEST_WORK)]
    )
    tools = StreamField([("line", LineBlock())], verbose_name=_("tools"), blank=True)
    materials = StreamField([("line", LineBlock())], verbose_name=_("materials"), blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"), blank=True)

    base_form_class = CheckedPageForm
    content_panels = [*DeliveredPage.content_panels, *panels.ARTICLE]
    promote_panels = SeoFields.promote_panels
    parent_page_types = ["content.ArticleIndexPage"]
    subpage_types: list[str] = []
    search_fields = [*DeliveredPage.search_fields, index.SearchField("lead"), index.FilterField("kind")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def published_at(self) -> datetime:
        """The date readers see; of a draft, when it would be."""
        return self.shown_at or self.first_published_at or self.go_live_at or timezone.now()

    @property
    def updated_at(self) -> datetime:
        """When what readers see was last changed by an editor."""
        return max(self.last_published_at or self.published_at, self.published_at)


ArticlePage.edit_handler = panels.make_tabs(ArticlePage)
