"""A list of products in one field: typed, pasted from a spreadsheet, or chosen one by one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.catalog.forms.lines import split_pasted
from cms.catalog.selections.rules import LONGEST_LIST


class ProductListWidget(forms.Textarea):
    """SKUs and keys, one a line."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, "placeholder": "A102\nA103\nA117", "spellcheck": "false", **(attrs or {})})


class ProductListField(forms.CharField):
    """A list of words, each once, in order. What a word names is not asked here: a half-done draft is saved."""

    widget = ProductListWidget

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return list(value) if isinstance(value, (list, tuple)) else split_pasted(value or "")

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(_("Choose at least one product."), code="required")
        if len(value) > LONGEST_LIST:
            raise ValidationError(
                _("A list holds %(limit)d products at most; these are %(count)d.")
                % {"limit": LONGEST_LIST, "count": len(value)}
            )

    def run_validators(self, value: Any) -> None:
        for word in value:
            if len(word) > 120:
                raise ValidationError(_("“%(word)s…” is too long to be a SKU.") % {"word": word[:20]})


class TagsField(forms.CharField):
    """Words with commas between."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        if isinstance(value, (list, tuple)):
            return list(value)
        parts = (value or "").replace("，", ",").replace("、", ",").replace("\n", ",").split(",")
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
