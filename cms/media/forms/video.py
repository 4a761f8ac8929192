"""The form of a video or a sound."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtailmedia.forms import BaseMediaForm
from wagtailmedia.models import MediaType

from cms.media.durations import read_duration
from cms.media.fields import PictureUploadField
from cms.media.forms.rights import RightsMixin
from cms.media.models import VideoCaption
from cms.media.models.captions import check_captions

CAPTIONS_PREFIX = "captions_"


class VideoForm(RightsMixin, BaseMediaForm):
    """wagtailmedia's form with a limit for the file, captions by language, and the rights."""

    rights_of = "media"

    class Meta(BaseMediaForm.Meta):
        pass

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        poster = self.fields.get("thumbnail")
        if poster is not None:
            self.fields["thumbnail"] = PictureUploadField(
                label=_("Picture before it plays"), required=False, widget=poster.widget
            )
        if "duration" in self.fields:
            self.fields["duration"].required = False
            self.fields["duration"].help_text = _("Seconds; left empty, it is read from an MP4.")
        if self.instance.type == MediaType.VIDEO and "file" in self.fields:
            self._add_captions()

    def _add_captions(self) -> None:
        known = {}
        if self.instance.pk:
            known = dict(VideoCaption.objects.filter(media=self.instance).values_list("language", "file"))
        for code, name in settings.LANGUAGES:
            self.fields[f"{CAPTIONS_PREFIX}{code}"] = forms.FileField(
                label=_("Captions (%(language)s)") % {"language": name},
                required=False,
                validators=[check_captions],
                widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
                help_text=_("There are some: %(name)s. Another file replaces them.") % {"name": known[code]}
                if code in known
                else _("WebVTT, for who cannot hear it, and for who watches in the underground."),
            )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        limit = settings.MEDIA_MAX_VIDEO_SIZE
        if "file" in self.changed_data and file.size > limit:
            raise ValidationError(
                _("This file has %(size)s; at most %(limit)s are allowed. Export it smaller, or use a video platform.")
                % {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
            )
        return file

    def clean(self) -> Any:
        cleaned = super().clean()
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data and not self.cleaned_data.get("duration"):
            self.cleaned_data["duration"] = read_duration(file) or 0
        return cleaned

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=commit)
        if commit:
            for name in self.fields:
                if name.startswith(CAPTIONS_PREFIX) and (file := self.cleaned_data.get(name)):
                    self._keep_captions(name.removeprefix(CAPTIONS_PREFIX), file)
        return saved

    def _keep_captions(self, language: str, file: Any) -> None:
        caption, _is_new = VideoCaption.objects.get_or_create(media=self.instance, language=language)
        before = caption.file.name
        caption.file = file
        caption.save()
        if before and before != caption.file.name:
            caption.file.storage.delete(before)
