"""What is filled in to upload a file."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZipFile

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.bulk.files.tables import LARGEST_FILE
from cms.bulk.pictures.archive import LARGEST_ARCHIVE
from cms.bulk.subjects.subject import Subject

DRAFT, PUBLISH = "draft", "publish"
WAYS = [
    (DRAFT, gettext_lazy("Write drafts: shoppers see nothing of it until somebody publishes them")),
    (PUBLISH, gettext_lazy("Publish at once what is live; what was never published stays a draft")),
]


class WayField(forms.ChoiceField):
    """Drafts, or published at once; who may not publish is not asked."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("How"), choices=WAYS, initial=DRAFT, required=False, widget=forms.RadioSelect
        )


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class _ManyField(forms.FileField):
    """One archive, or many pictures, which become one."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not files:
            raise ValidationError(self.error_messages["required"])
        return [super(_ManyField, self).clean(one, initial) for one in files]


class PicturesForm(forms.Form):
    """A ZIP, or pictures themselves."""

    publishes = False
    files = _ManyField(
        label=gettext_lazy("ZIP or pictures"),
        help_text=gettext_lazy(
            "At most 100 MB and 2,000 pictures. A number behind the SKU is the place of the picture; places beyond the "
            "last are added at the end. Nothing is changed before you confirm."
        ),
        widget=_ManyFiles(attrs={"accept": ".zip,.jpg,.jpeg,.png,.webp,.avif,.gif"}),
    )

    def clean_files(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["files"]
        archives = [one for one in files if one.name.lower().endswith(".zip")]
        if archives and len(files) > 1:
            raise ValidationError(_("Choose either one ZIP or pictures, not both at once."))
        if sum(one.size for one in files) > LARGEST_ARCHIVE:
            raise ValidationError(
                _("Together it is larger than %(size)d MB. Upload it in several parts.")
                % {"size": LARGEST_ARCHIVE // 1024 // 1024}
            )
        return files

    def pack(self) -> tuple[str, bytes]:
        """Name and bytes of the archive."""
        files = self.cleaned_data["files"]
        if files[0].name.lower().endswith(".zip"):
            return files[0].name, files[0].read()
        packed = io.BytesIO()
        with ZipFile(packed, "w") as archive:
            for file in files:
                archive.writestr(file.name, file.read())
        name = ngettext("%(count)d picture", "%(count)d pictures", len(files)) % {"count": len(files)}
        return name, packed.getvalue()


class UploadForm(forms.Form):
    """A file, and for what has drafts whether to publish."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, at most 20 MB and 50,000 rows. Nothing is changed before you confirm."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    def __init__(self, *args: Any, subject: Subject, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if subject.can_publish and subject.may_publish(user):
            self.fields["way"] = WayField()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(
                _("It is larger than %(size)d MB. Split it into several files.")
                % {"size": LARGEST_FILE // 1024 // 1024}
            )
        return file

    @property
    def publishes(self) -> bool:
        return self.cleaned_data.get("way") == PUBLISH

    def pack(self) -> tuple[str, bytes]:
        """Name and bytes of the table."""
        file = self.cleaned_data["file"]
        return file.name, file.read()
