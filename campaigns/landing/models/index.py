from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.content.models import SeoFields
from cms.delivery.models import DeliveredPage


class LandingIndexPage(SeoFields, DeliveredPage):
    """Where landing pages lie, and a list of those that are live."""

    delivery_kind = "landing_index"
    parent_page_types = ["content.HomePage"]
    subpage_types = ["landing.LandingPage"]

    summary = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = SeoFields.promote_panels

    class Meta:
        verbose_name = _("list of landing pages")
        verbose_name_plural = _("lists of landing pages")
