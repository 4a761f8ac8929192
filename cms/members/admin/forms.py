from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.members.models import Member


class BlockForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For your colleagues; the member does not read it here, but may ask for it."),
    )


class EraseForm(forms.Form):
    texts = forms.ChoiceField(
        label=gettext_lazy("What the member wrote"),
        choices=(
            ("delete", gettext_lazy("Delete all of it")),
            ("keep", gettext_lazy("Keep what everybody can read, without a name")),
        ),
        widget=forms.RadioSelect,
        initial="delete",
    )
    confirm = forms.CharField(label=gettext_lazy("Type the member's key to confirm"), max_length=40)

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_confirm(self) -> str:
        given = self.cleaned_data["confirm"].strip()
        if given != self.member.key:
            raise forms.ValidationError(_("That is not the key: it is %(key)s.") % {"key": self.member.key})
        return given
