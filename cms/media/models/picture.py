from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from cms.media.fields import PictureField
from cms.media.fingerprints import split_bands

_BANDS = ("band_a", "band_b", "band_c", "band_d")
_FROM_FILE = frozenset(
    {"width", "height", "file_size", "file_hash", "blurhash", "fingerprint", "look", "original", *_BANDS}
)


class MediaImage(AbstractImage):
    """A picture with what a storefront needs to show it before it has arrived.

    However it is saved (form, API, import), a new file is checked first, and what shows the picture hears of it in
    the same transaction. The alternative text is the description, or the title where there is none.
    """

    file: Any = PictureField(
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )
    blurhash = models.CharField(_("blur placeholder"), max_length=60, blank=True, editable=False)
    source_url = models.URLField(_("fetched from"), max_length=2000, blank=True, editable=False)
    alt_texts = models.JSONField(_("alternative texts"), default=dict, blank=True, editable=False)
    """What it shows in words, by language; the description is for languages without a text of their own."""
    is_decorative = models.BooleanField(
        _("only decorates"),
        default=False,
        help_text=_("It says nothing that the text beside it does not say: nobody has to describe it."),
    )
    credit = models.CharField(_("credit line"), max_length=200, blank=True, editable=False)
    """The credit line of its rights, kept here because every document shows it."""
    fingerprint = models.BigIntegerField(null=True, editable=False)
    band_a = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    band_b = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    band_c = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    band_d = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    look = models.BinaryField(default=b"", editable=False)
    """Sixteen by sixteen pixels, to compare what has nearly the same fingerprint."""
    original = models.CharField(max_length=200, blank=True, editable=False)
    """Where the file lies as it was uploaded, if the settings say to keep it."""
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    """When something last stopped using it; null where nothing has."""

    search_fields = [*AbstractImage.search_fields, index.FilterField("id")]

    admin_form_fields = (*WagtailImage.admin_form_fields, "is_decorative")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_mediaimage", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        from cms.media import changes

        before = changes.read_saved(self)
        if changes.has_new_file(self, before, update_fields=kwargs.get("update_fields")):
            self._set_image_file_metadata()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], *_FROM_FILE}
        is_upload = not self.file._committed
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
                changes.announce(self, before, at=timezone.now())
        except BaseException:
            if is_upload and self.file._committed:
                self.file.storage.delete(self.file.name)
                if self.original and (before is None or self.original != before["original"]):
                    self.file.storage.delete(self.original)
            raise

    def _set_image_file_metadata(self) -> None:
        """Check the file and note what it holds; Wagtail's forms call this too. Raises PictureRefused."""
        if not self.file._committed:
            self.original = self.file.take_in()
        inspection = self.file.inspect()
        self.width, self.height = inspection.width, inspection.height
        self.file_size, self.file_hash = inspection.byte_size, inspection.sha1
        self.blurhash = inspection.placeholder
        self.note_look(inspection)

    def note_look(self, inspection: Any) -> dict[str, Any]:
        """Take over what the file looks like, by which alike ones are found; returns the columns that say so."""
        fingerprint = inspection.fingerprint
        bands = (None,) * 4 if fingerprint is None else split_bands(fingerprint)
        noted = {"fingerprint": fingerprint, "look": inspection.look, **dict(zip(_BANDS, bands, strict=True))}
        for name, value in noted.items():
            setattr(self, name, value)
        return noted

    def find_alt(self, language: str = "") -> str:
        """What it shows in words of `language`, else as described for all; "" where nobody has said."""
        return str(self.alt_texts.get(language) or "").strip() or self.description.strip()

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> ContentFile[bytes]:
        """The admin's thumbnails and the like; Wagtail would leave its temporary file open."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)


class MediaRendition(AbstractRendition):
    image = models.ForeignKey(MediaImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
