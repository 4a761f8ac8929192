from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import Orderable

from cms.content import panels
from cms.delivery.models import DeliveredOnSave


class SiteProfile(DeliveredOnSave, ClusterableModel, BaseGenericSetting):
    """Who the shop is, the same on every page; `texts` say it in each locale."""

    delivery_kind = "site"
    delivered_key = "site"

    logo = models.ForeignKey(
        "media.MediaImage", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    share_picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("share picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where a page is shared that has no picture of its own; 1200 × 630 is a good size."),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    filing_number = models.CharField(
        _("filing number"), max_length=60, blank=True, help_text=_("The ICP number that has to stand on every page.")
    )

    panels = panels.SITE

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")


class SiteText(models.Model):
    """What the shop says of itself in one locale."""

    site = ParentalKey(SiteProfile, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("locale"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120)
    slogan = models.CharField(_("slogan"), max_length=200, blank=True)
    description = models.TextField(
        _("description"), max_length=500, blank=True, help_text=_("For search engines, and for the foot of the page.")
    )
    tone = models.TextField(
        _("tone of voice"),
        max_length=2000,
        blank=True,
        help_text=_("How the shop speaks, for those who write: shown to them above every article."),
    )
    avoided = models.TextField(
        _("what we never say"),
        max_length=4000,
        blank=True,
        help_text=_("A phrase a line; behind “=” what to say instead. Pages with one of them are warned of."),
    )
    wanted = models.TextField(
        _("what we always say"),
        max_length=2000,
        blank=True,
        help_text=_("A phrase a line. Articles without one of them are warned of."),
    )
    notice = models.CharField(
        _("notice"), max_length=255, blank=True, help_text=_("At the very foot of every page: whose it all is.")
    )

    class Meta:
        verbose_name = _("text of the site")
        verbose_name_plural = _("texts of the site")
        constraints = [models.UniqueConstraint(fields=["site", "locale"], name="one_site_text_a_locale")]

    def __str__(self) -> str:
        return self.name


class SitePlace(Orderable):
    """Where else the shop can be met: an account on another platform."""

    site = ParentalKey(SiteProfile, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("name"), max_length=60)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("place elsewhere")
        verbose_name_plural = _("places elsewhere")

    def __str__(self) -> str:
        return self.name
