from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class SeoFields(models.Model):
    """What a page tells search engines and those who share it, beside Wagtail's own title and description."""

    share_picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("share picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown where the page is shared. Left empty, the page's own picture, else that of the site."),
    )
    is_indexed = models.BooleanField(
        _("found by search engines"),
        default=True,
        help_text=_("Switched off, search engines are asked to leave the page out, and the sitemap does."),
    )

    promote_panels = [
        FieldPanel("slug"),
        MultiFieldPanel(
            [
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("share_picture"),
                FieldPanel("is_indexed"),
            ],
            heading=_("Search engines and sharing"),
        ),
    ]

    class Meta:
        abstract = True
