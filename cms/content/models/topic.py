from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from cms.catalog.blocks import RICH_TEXT_FEATURES
from cms.content import panels
from cms.content.models.seo import SeoFields
from cms.delivery.models import DeliveredPage


class TopicIndexPage(SeoFields, DeliveredPage):
    """Where topics live."""

    delivery_kind = "topic_index"

    intro = models.TextField(_("introduction"), blank=True, max_length=1000)

    content_panels = [*DeliveredPage.content_panels, *panels.INDEX]
    promote_panels = SeoFields.promote_panels
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.TopicPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("topic list")
        verbose_name_plural = _("topic lists")


class TopicPage(SeoFields, DeliveredPage):
    """Everything the shop has on one topic: articles chosen by hand, then all that carry it, and products."""

    delivery_kind = "topic"

    intro = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lists_articles = models.BooleanField(
        _("list new articles by itself"),
        default=True,
        help_text=_("Below those chosen by hand: every article that carries this topic, the newest first."),
    )

    content_panels = [*DeliveredPage.content_panels, *panels.TOPIC]
    promote_panels = SeoFields.promote_panels
    parent_page_types = ["content.TopicIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
