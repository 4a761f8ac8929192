"""The form behind every way a person or an API client gives us a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from cms.media.fields import PictureUploadField
from cms.media.forms.rights import RightsMixin

ALT_PREFIX = "alt_"


class PictureForm(RightsMixin, BaseImageForm):
    """Wagtail's image form; the model sees to what becomes of a file that is replaced."""

    rights_of = "image"

    class Meta(BaseImageForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:
            self.fields["file"] = PictureUploadField(label=field.label, required=field.required, widget=field.widget)
        if "description" in self.fields:
            self.fields["description"].label = _("Alternative text")
            self.fields["description"].help_text = _(
                "What it shows, for who cannot see it and for search engines. In %(language)s."
            ) % {"language": dict(settings.LANGUAGES)[settings.LANGUAGE_CODE]}
            self._add_alt_texts()

    def _add_alt_texts(self) -> None:
        """After the description, one for each other language: once there is a picture to describe."""
        if not self.instance.pk:
            return
        others = {
            f"{ALT_PREFIX}{code}": forms.CharField(
                label=_("Alternative text (%(language)s)") % {"language": name}, required=False, max_length=255
            )
            for code, name in settings.LANGUAGES
            if code != settings.LANGUAGE_CODE
        }
        for name in others:
            self.initial[name] = self.instance.alt_texts.get(name.removeprefix(ALT_PREFIX), "")
        names = list(self.fields)
        place = names.index("description") + 1
        self.fields.update(others)
        self.order_fields([*names[:place], *others, *names[place:]])

    def save(self, commit: bool = True) -> Any:
        # Wagtail would delete the old file and its renditions at once, while documents still show them.
        self.original_file = None
        sent = {
            name.removeprefix(ALT_PREFIX): self.cleaned_data[name].strip()
            for name in self.fields
            if name.startswith(ALT_PREFIX) and self.add_prefix(name) in self.data
        }
        if sent:
            texts = {**self.instance.alt_texts, **sent}
            self.instance.alt_texts = {language: text for language, text in texts.items() if text}
        return super().save(commit=commit)
