"""The form of a page, and what readers can say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.handbook.models import HandbookPage
from cms.handbook.screens import list_screens


class PageForm(WagtailAdminModelForm):
    """Screens are ticked in a list; chapters are those of the page's own language."""

    screens = forms.MultipleChoiceField(
        label=_("Screens"),
        required=False,
        choices=list_screens,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "handbook-screens"}),
        help_text=_("Where the handbook opens at this page. The longest name wins: “list” goes before “all”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        rows = HandbookPage.objects.filter(locale=page.locale_id).exclude(pk=page.pk).order_by("parent", "position")
        if "parent" in self.fields:
            parent: Any = self.fields["parent"]
            parent.queryset = rows
            # Wagtail words them when the class is made, in the language of whoever came first.
            parent.widget.choose_one_text = _("Choose a chapter")
            parent.widget.choose_another_text = _("Choose another chapter")
            parent.widget.link_to_chosen_text = _("Edit this chapter")
        # What a page once belonged to stays tickable where the screen has gone, so that saving loses nothing.
        field: Any = self.fields.get("screens")
        if field is not None:
            known = {screen for screen, _label in field.choices}
            field.choices = [*field.choices, *((one, one) for one in page.screens if one not in known)]
        if "is_correction" in self.fields and not page.has_unpublished_changes:
            self.initial["is_correction"] = False


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("What is missing or wrong?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    address = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
