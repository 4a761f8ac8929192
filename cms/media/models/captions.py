from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_LARGEST = 1024 * 1024


def check_captions(file: Any) -> None:
    """Refuse what is no WebVTT: players show nothing of it, and say nothing."""
    if file.size > _LARGEST:
        raise ValidationError(gettext("It is larger than 1 MB. Captions are words: choose the .vtt file."))
    file.seek(0)
    start = file.read(_LARGEST)
    file.seek(0)
    try:
        text = start.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(gettext("It is not written in UTF-8. Save it again as UTF-8.")) from None
    if not text.startswith("WEBVTT") or "-->" not in text:
        raise ValidationError(
            gettext("It is no WebVTT: such a file begins with WEBVTT and has lines with times. Export it as .vtt.")
        )


class VideoCaption(models.Model):
    """What is said in a video, in one language, as a file that players show."""

    media = models.ForeignKey("wagtailmedia.Media", on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=20, choices=settings.LANGUAGES)
    file = models.FileField(_("captions"), upload_to="captions", validators=[check_captions])

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        default_permissions = ()
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["media", "language"], name="one_caption_a_language")]

    def __str__(self) -> str:
        return f"{self.media_id} {self.language}"
