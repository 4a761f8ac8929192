from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.catalog.forms.lines import LinesField


class SpecificationKeysBlock(blocks.FieldBlock):
    """Keys of specifications, one a line."""

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self._required = required
        self._help_text = help_text
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> LinesField:
        return LinesField(required=self._required, help_text=self._help_text)

    def get_default(self) -> list[str]:
        return []

    def to_python(self, value: Any) -> list[str]:
        return list(value or [])

    def get_prep_value(self, value: Any) -> list[str]:
        return list(value or [])

    def value_for_form(self, value: Any) -> Any:
        return self.field.prepare_value(value)

    def value_from_form(self, value: Any) -> list[str]:
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    class Meta:
        icon = "list-ul"
        label = _("Specifications")
