from typing import Any

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page

from campaigns.landing.blocks.page import LandingBlocks
from campaigns.landing.forms import LandingPageForm
from campaigns.landing.models.limited import LimitedByShelves
from campaigns.landing.panels import BlockToolbar
from campaigns.landing.widgets import ColourInput
from cms.content.models import SeoFields
from cms.delivery.models import DeliveredPage

_is_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as “#c8102e”."))


def make_colour_field(name: Any, default: str, help_text: Any = "") -> models.CharField:
    return models.CharField(name, max_length=7, default=default, validators=[_is_colour], help_text=help_text)


class LandingPage(LimitedByShelves, SeoFields, DeliveredPage):
    """A page of a campaign, built of blocks, in colours of its own."""

    delivery_kind = "landing"
    parent_page_types = ["content.HomePage", "landing.LandingIndexPage"]
    subpage_types: list[str] = []

    summary = models.CharField(_("summary"), max_length=300, blank=True, help_text=_("For lists, and when shared."))
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For lists, and when shared."),
    )
    body = StreamField(LandingBlocks(), verbose_name=_("content"), blank=True)
    primary_colour = make_colour_field(_("main colour"), "#c8102e", _("Buttons and headings."))
    accent_colour = make_colour_field(_("accent colour"), "#b45309", _("Prices and badges."))
    background_colour = make_colour_field(_("background"), "#ffffff")
    text_colour = make_colour_field(_("text"), "#1f2328")
    background_picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("background picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("At the top of the page, behind its first block."),
    )
    radius = models.PositiveSmallIntegerField(
        _("rounded corners"), default=12, validators=[MaxValueValidator(32)], help_text=_("In pixels, 0 to 32.")
    )

    base_form_class = LandingPageForm
    content_panels = [
        *Page.content_panels,
        BlockToolbar(),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("summary"), FieldPanel("picture")], heading=_("In lists"), classname="collapsed"),
    ]
    theme_panels = [
        FieldRowPanel(
            [
                FieldPanel("primary_colour", widget=ColourInput),
                FieldPanel("accent_colour", widget=ColourInput),
                FieldPanel("background_colour", widget=ColourInput),
                FieldPanel("text_colour", widget=ColourInput),
            ],
            heading=_("Colours"),
        ),
        FieldPanel("background_picture"),
        FieldPanel("radius"),
    ]

    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(theme_panels, heading=_("Theme")),
            ObjectList(SeoFields.promote_panels, heading=_("Promote")),
            # When it goes live and ends, and comments: without these a page can be published now and no other time.
            ObjectList(DeliveredPage.settings_panels, heading=_("Settings")),
        ],
        base_form_class=base_form_class,
    )

    class Meta:
        verbose_name = _("landing page")
        verbose_name_plural = _("landing pages")
