from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.content.models.seo import SeoFields
from cms.content.page_blocks.page import SharedBlocks
from cms.delivery.forms import CheckedPageForm
from cms.delivery.models import DeliveredPage


class HomePage(SeoFields, DeliveredPage):
    """What a shopper sees first; everything else of a locale lies below it."""

    delivery_kind = "home"
    parent_page_types = ["wagtailcore.Page"]

    body = StreamField(SharedBlocks(), verbose_name=_("content"), blank=True)

    base_form_class = CheckedPageForm
    content_panels = [*Page.content_panels, FieldPanel("body")]
    promote_panels = SeoFields.promote_panels

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
