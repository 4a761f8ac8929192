"""“Edit in bulk” on the products' list: an instruction for the ticked rows, then the difference to confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cms.bulk.admin.forms import PUBLISH, WayField
from cms.bulk.cells.columns import Column
from cms.bulk.editing.operations import Operation, OperationRefused, require_operation
from cms.bulk.editing.starting import list_fields, start
from cms.bulk.subjects.words import Words
from cms.catalog.admin.products.bulk import TickedContents
from cms.catalog.models import ProductContent
from cms.catalog.reach.selectors import may_reach


class EditForm(forms.Form):
    """A field, what to do to it, and with what."""

    field = forms.ChoiceField(label=gettext_lazy("Field"))
    operation = forms.ChoiceField(label=gettext_lazy("What to do"), choices=Operation.choices)
    find = forms.CharField(
        label=gettext_lazy("Find"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Only for “Find and replace”: the exact text."),
    )
    value = forms.CharField(
        label=gettext_lazy("Value"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "A text; a name of brand, category, stage or role; tags with commas between; a time as 2026-11-11 00:00."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns: dict[str, Column] = {}
        groups = []
        for subject, columns in list_fields(user):
            names = {f"{subject.name}.{column.name}": column for column in columns}
            self.columns |= names
            groups.append((str(subject.label), [(name, str(column.label)) for name, column in names.items()]))
        field: Any = self.fields["field"]
        field.choices = groups
        if Words().may_publish(user):
            self.fields["way"] = WayField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        column, operation = self.columns.get(cleaned.get("field", "")), cleaned.get("operation")
        if column is None or not operation:
            return cleaned
        try:
            require_operation(column, Operation(operation))
        except OperationRefused as refusal:
            self.add_error("operation", ValidationError(str(refusal)))
        if operation == Operation.REPLACE and not cleaned.get("find"):
            self.add_error("find", _("Say which text to find."))
        needs_value = operation in (Operation.SET, Operation.APPEND, Operation.PREPEND, Operation.REMOVE)
        if needs_value and not (cleaned.get("value") or "").strip():
            self.add_error("value", _("Say which value. To empty the field, choose “Empty”."))
        return cleaned


class EditBulkAction(TickedContents, SnippetBulkAction):
    """Nothing is changed here: the difference is shown, and written once it is confirmed."""

    display_name = gettext_lazy("Edit in bulk")
    action_type = "edit_in_bulk"
    aria_label = gettext_lazy("Edit the selected products in bulk")
    action_priority = 5
    template_name = "bulk/edit.html"
    form_class = EditForm

    def check_perm(self, content: ProductContent) -> bool:
        return may_reach(self.request.user, content) and bool(list_fields(self.request.user))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "title": self.display_name}

    def prepare_action(self, objects: list[ProductContent], objects_without_access: Any) -> Any:
        request: HttpRequest = self.request
        cleaned = self.cleaned_form.cleaned_data
        subject, _dot, column = cleaned["field"].partition(".")
        job = start(
            subject,
            column,
            Operation(cleaned["operation"]),
            objects,
            find=cleaned["find"],
            value=cleaned["value"],
            publishes=subject == "words" and cleaned.get("way") == PUBLISH,
            user=request.user,
        )
        return redirect("bulk:job", job.pk)
