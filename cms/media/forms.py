"""The form behind every way a person or an API client gives us a picture."""

from __future__ import annotations

from typing import Any

from wagtail.images.forms import BaseImageForm

from cms.media.fields import PictureUploadField


class PictureForm(BaseImageForm):
    """Wagtail's image form; the model sees to what becomes of a file that is replaced."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:
            self.fields["file"] = PictureUploadField(label=field.label, required=field.required, widget=field.widget)

    def save(self, commit: bool = True) -> Any:
        # Wagtail would delete the old file and its renditions at once, while documents still show them.
        self.original_file = None
        return super().save(commit=commit)
