"""Lists typed one a line, and what is pasted from a spreadsheet."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SEPARATORS = re.compile(r"[\s,;，；、]+")


def split_pasted(text: str) -> list[str]:
    """The words of a pasted list, each once, in order: separated by lines, commas, semicolons or spaces."""
    return list(dict.fromkeys(word for word in _SEPARATORS.split(text) if word))


class LinesField(forms.CharField):
    """A list of short texts, one a line; repeated lines are refused."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, max_line_length: int = 120, **kwargs):
        self.max_line_length = max_line_length
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def clean(self, value):
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        repeated = sorted({line for line in lines if lines.count(line) > 1})
        if repeated:
            raise ValidationError(
                _("Each line may stand once only; repeated: %(lines)s.") % {"lines": ", ".join(repeated)}
            )
        for line in lines:
            if len(line) > self.max_line_length:
                raise ValidationError(
                    _("“%(line)s…” is longer than %(limit)d characters.")
                    % {"line": line[:20], "limit": self.max_line_length}
                )
        return lines

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), (data or "").replace("\r\n", "\n"))


class PairsField(forms.CharField):
    """A mapping typed as `name = label`, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_help = gettext_lazy("One a line: value = label.")

    def prepare_value(self, value):
        return "\n".join(f"{key} = {label}" for key, label in value.items()) if isinstance(value, dict) else value

    def clean(self, value):
        pairs: dict[str, str] = {}
        for number, line in enumerate((super().clean(value) or "").splitlines(), start=1):
            if not line.strip():
                continue
            name, sign, label = (part.strip() for part in line.partition("="))
            if not (sign and name and label):
                raise ValidationError(
                    _("Line %(number)d, “%(line)s”, is not of the form “value = label”.")
                    % {"number": number, "line": line.strip()}
                )
            pairs[name] = label
        return pairs

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), (data or "").replace("\r\n", "\n"))
