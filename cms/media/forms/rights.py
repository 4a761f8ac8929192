"""The rights of a file, edited in the form of the file itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.documents.widgets import AdminDocumentChooser

from cms.media.models import UsageRights
from cms.media.rights.services import write_rights

PREFIX = "rights_"


class RightsForm(forms.ModelForm):
    """What an editor says of the rights of one thing."""

    class Meta:
        model = UsageRights
        fields = UsageRights.TERMS
        widgets = {
            "proof": AdminDocumentChooser,
            "valid_from": AdminDateInput,
            "valid_until": AdminDateInput,
        }


class RightsMixin:
    """Adds the rights to the form of a file that is there already; a new one takes those of its collection.

    Whoever sends the form without them leaves them as they are: an API client, the form beside a bulk upload.
    """

    rights_of = ""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[call-arg]
        self.rights: UsageRights | None = None
        if self.instance.pk and "file" in self.fields:
            found = UsageRights.objects.filter(**{self.rights_of: self.instance}).first()
            self.rights = found or UsageRights(**{self.rights_of: self.instance})
            shown = RightsForm(instance=self.rights)
            for name, field in shown.fields.items():
                self.fields[PREFIX + name] = field
                self.initial[PREFIX + name] = shown.initial.get(name)

    @property
    def _has_rights(self: Any) -> bool:
        return self.rights is not None and self.add_prefix(f"{PREFIX}kind") in self.data

    def clean(self: Any) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        if self._has_rights:
            first, last = self.cleaned_data.get(f"{PREFIX}valid_from"), self.cleaned_data.get(f"{PREFIX}valid_until")
            if first and last and last < first:
                self.add_error(f"{PREFIX}valid_until", _("It ends before it begins. Correct one of the two days."))
        return cleaned

    def save(self: Any, commit: bool = True) -> Any:
        saved = super().save(commit=commit)  # type: ignore[misc]
        if commit and self._has_rights:
            terms = {name: self.cleaned_data[PREFIX + name] for name in UsageRights.TERMS}
            write_rights(self.rights, terms)
        return saved
