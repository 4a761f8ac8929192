from django.utils.translation import gettext_lazy as _

from cms.delivery.models import DeliveredPage


class HomePage(DeliveredPage):
    """What a shopper sees first; everything else of a locale lies below it."""

    delivery_kind = "home"
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
