"""The file of an image, at the model and in forms: checked once, decoded once."""

from __future__ import annotations

import uuid
from pathlib import PurePath
from typing import IO, Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.forms.fields import FileField
from wagtail.images import fields as wagtail_fields
from wagtail.images import models as wagtail_models

from cms.media.checks import Inspection, inspect_picture, read_dimensions
from cms.media.intake import take_in

_ATTRIBUTE = "picture_inspection"
_TAKEN_IN = "picture_original"


def inspect_upload(upload: Any, *, name: str) -> Inspection:
    """The inspection of `upload` (any file object), made once and kept on it. Raises PictureRefused."""
    known: Inspection | None = getattr(upload, _ATTRIBUTE, None)
    if known is None:
        known = inspect_picture(cast("IO[bytes]", upload), name=name)
        setattr(upload, _ATTRIBUTE, known)
    return known


class PictureFieldFile(wagtail_models.WagtailImageFieldFile):
    """The file of an image as the model has it."""

    def inspect(self) -> Inspection:
        """What is in the file. Raises PictureRefused."""
        if not self._committed:
            return inspect_upload(self.file, name=self.name)
        known: Inspection | None = getattr(self, _ATTRIBUTE, None)
        if known is None:
            with self.storage.open(self.name, "rb") as stored:
                known = inspect_picture(stored, name=self.name)
            setattr(self, _ATTRIBUTE, known)
        return known

    def take_in(self) -> str:
        """Have what was uploaded brought into the shape it is stored in, once; where the file as it came is kept.

        Raises PictureRefused for what is no picture.
        """
        known: str | None = getattr(self.file, _TAKEN_IN, None)
        if known is not None:
            return known
        upload, kept = self.file, ""
        content = take_in(cast("IO[bytes]", upload), inspect_upload(upload, name=self.name))
        if content is not None:
            if settings.MEDIA_KEEP_ORIGINALS:
                folder = uuid.uuid4().hex
                kept = self.storage.save(f"originals_kept/{folder}/{PurePath(self.name).name}", upload, max_length=200)
            self.file = ContentFile(content, name=self.name)
        setattr(self.file, _TAKEN_IN, kept)
        return kept

    def get_image_dimensions(self) -> tuple[int, int] | tuple[None, None]:
        """Size from the header; Wagtail's own decodes all of the picture for it."""
        known: Inspection | None = getattr(self.file, _ATTRIBUTE, None)
        return (known.width, known.height) if known else read_dimensions(self.file)


class PictureField(wagtail_models.WagtailImageField):
    """Wagtail's image field, except that a stored file is never opened to learn what its columns say."""

    attr_class = PictureFieldFile

    def update_dimension_fields(self, instance: Any, force: bool = False, *args: Any, **kwargs: Any) -> None:
        file = getattr(instance, self.attname)
        if file and not file._committed:
            super().update_dimension_fields(instance, force, *args, **kwargs)


class PictureUploadField(wagtail_fields.WagtailImageField):
    """Wagtail's upload field with our checks in place of its own, which decode first and refuse afterwards."""

    def to_python(self, data: Any) -> Any:
        file: Any = FileField.to_python(self, data)
        if file is None:
            return None
        try:
            inspection = inspect_upload(file, name=file.name or "")
        except ValidationError:
            file.seek(0)
            raise
        file.content_type = inspection.format.mime_type
        return file
