"""Which pictures that shoppers see say nothing to those who cannot see them, and writes it for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from cms.media.models import MediaImage
from cms.media.usage import are_live


@dataclass(frozen=True, slots=True)
class Alternative:
    """What somebody has written for one picture: words, or that it only decorates."""

    text: str = ""
    is_decorative: bool = False


def list_missing(images: QuerySet[MediaImage], language: str) -> QuerySet[MediaImage]:
    """Those of `images` that shoppers see, that do not just decorate, and that have no words in `language`."""
    missing = ~Q(alt_texts__has_key=language)
    if language == settings.LANGUAGE_CODE:
        missing &= Q(description="")
    return images.filter(missing, are_live(MediaImage), is_decorative=False).order_by("-pk")


def write_alternatives(images: QuerySet[MediaImage], language: str, given: Mapping[int, Alternative]) -> int:
    """Keep what was written for those of `images`; the others are passed over. Returns how many were changed."""
    changed = 0
    for pk, alternative in given.items():
        with transaction.atomic():
            image = MediaImage.objects.select_for_update().filter(pk__in=images.filter(pk=pk).values("pk")).first()
            if image is None:
                continue
            image.is_decorative = alternative.is_decorative
            text = alternative.text.strip()[:255]
            if text and language == settings.LANGUAGE_CODE:
                image.description = text
            elif text:
                image.alt_texts = {**image.alt_texts, language: text}
            image.save(update_fields=["is_decorative", "description", "alt_texts"])
            changed += 1
    return changed
