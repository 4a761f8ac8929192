"""What is filled in to upload a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.bulk.files.tables import LARGEST_FILE
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
