from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class MediaImage(AbstractImage):
    """A picture with what a storefront needs to show it before it has arrived."""

    blurhash = models.CharField(_("blur placeholder"), max_length=60, blank=True, editable=False)
    source_url = models.URLField(_("fetched from"), max_length=2000, blank=True, editable=False)

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_mediaimage", "Can choose image")]


class MediaRendition(AbstractRendition):
    image = models.ForeignKey(MediaImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
