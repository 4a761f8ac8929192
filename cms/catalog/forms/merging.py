"""A form whose object is written by feeds as well."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from taggit.forms import TagField
from taggit.utils import parse_tags
from wagtail.admin.forms import WagtailAdminModelForm


class MergingForm(WagtailAdminModelForm):
    """Saves only what the editor touched.

    A feed may write a price between the moment a form is shown and the moment it is saved. The form therefore
    carries what it showed (`seen`), and a field that comes back as it was shown keeps the value the database has
    now, not the one that was on the screen.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare()
        if not self.is_bound and self.instance.pk:
            shown = {name: self._shown(name) for name in self.fields if name != "seen"}
            self.initial["seen"] = json.dumps(shown, ensure_ascii=False)

    def prepare(self) -> None:
        """Add fields and initial values; whatever is there afterwards counts as shown."""

    def list_untouched(self) -> set[str]:
        """The fields that came back exactly as they were shown."""
        try:
            seen = json.loads(self.data.get(self.add_prefix("seen")) or "{}")
        except ValueError:
            return set()
        if not isinstance(seen, dict):
            return set()
        return {name for name in self.fields if name in seen and self._posted(name) == seen[name]}

    def _shown(self, name: str) -> str:
        bound = self[name]
        if isinstance(bound.field.widget, forms.CheckboxInput):
            return str(bool(bound.value()))
        formatted = bound.field.widget.format_value(bound.value())
        return self._normalise(name, formatted)

    def _posted(self, name: str) -> str:
        widget = self.fields[name].widget
        return self._normalise(name, widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    def _normalise(self, name: str, value: Any) -> str:
        """What two values have in common that mean the same: tags come back in another order, with other quotes."""
        text = _as_text(value)
        return ", ".join(sorted(parse_tags(text))) if isinstance(self.fields[name], TagField) else text

    def _post_clean(self) -> None:
        # What is missing from cleaned_data is not assigned to the instance.
        kept = {name: self.cleaned_data.pop(name) for name in self.list_untouched() if name in self.cleaned_data}
        super()._post_clean()
        self.cleaned_data.update(kept)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ",".join(_as_text(item) for item in value)
    return str(value).replace("\r\n", "\n").strip()
