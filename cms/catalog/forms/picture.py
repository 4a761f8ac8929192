"""A picture of a product: one of our own, or an address."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.catalog.forms.merging import MergingForm
from cms.catalog.models import ProductPicture


class PictureForm(MergingForm):
    """Needs an image or an address; feeds add addresses, the worker fetches them into images."""

    class Meta(WagtailAdminModelForm.Meta):
        model = ProductPicture
        fields = ["image", "remote_url", "option"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("image") and not cleaned.get("remote_url") and "remote_url" not in self.errors:
            self.add_error("image", _("Choose an image, or give the address of one, or remove this picture."))
        return cleaned
