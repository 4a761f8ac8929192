"""The inputs of a product's specifications, one a definition of its category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.catalog.models import Category, SpecificationDefinition, SpecificationType

PREFIX = "specification_"
STRAY = "stray_specifications"


def list_definitions(category: Category | None) -> list[SpecificationDefinition]:
    """What may be said of a product of `category`, inherited definitions first; the nearest wins for a key."""
    if category is None:
        return []
    paths = [category.path[:end] for end in range(category.steplen, len(category.path) + 1, category.steplen)]
    found = SpecificationDefinition.objects.filter(category__path__in=paths).order_by(
        "category__depth", "sort_order", "name", "pk"
    )
    return list({definition.key: definition for definition in found}.values())


def build_field(definition: SpecificationDefinition, value: Any) -> forms.Field:
    """The input of one definition. A value of the wrong type (a feed's) is shown as it is, to be put right."""
    label = f"{definition.name} ({definition.unit})" if definition.unit else definition.name
    options: dict[str, Any] = {"label": label, "required": False, "initial": value}
    if definition.type == SpecificationType.NUMBER:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        return forms.CharField(widget=widget, max_length=40, **options)
    if definition.type == SpecificationType.BOOLEAN:
        options["initial"] = {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""
        answers = [("", gettext_lazy("not said")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
        return forms.ChoiceField(choices=answers, **options)
    if definition.type == SpecificationType.CHOICE:
        choices = [("", "—"), *((str(choice), str(choice)) for choice in definition.choices)]
        if value not in (None, "", *definition.choices):
            choices.append((str(value), _("%(value)s (not an allowed value)") % {"value": value}))
        return forms.ChoiceField(choices=choices, **options)
    return forms.CharField(max_length=2000, widget=forms.TextInput, **options)


def parse_value(definition: SpecificationDefinition, text: str) -> Any:
    """What was typed, as the definition's type; None for nothing. Raises ValidationError."""
    text = text.strip()
    if not text:
        return None
    value: Any = text
    if definition.type == SpecificationType.BOOLEAN:
        value = text == "yes"
    elif definition.type == SpecificationType.NUMBER:
        value = _parse_number(definition, text)
    elif definition.type == SpecificationType.CHOICE:
        value = next((choice for choice in definition.choices if str(choice) == text), text)
    return definition.clean_value(value)


def _parse_number(definition: SpecificationDefinition, text: str) -> int | float:
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        number = float("nan")
    if number != number or abs(number) > 1e15:
        raise ValidationError(
            _("“%(text)s” is no number: type digits only, such as 12.5; the unit stands beside the field.")
            % {"text": text}
        )
    return int(number) if number.is_integer() else number


@dataclass(frozen=True)
class SpecificationInput:
    """One row of the screen."""

    definition: SpecificationDefinition
    field: forms.BoundField
    is_filled: bool

    @property
    def is_shown_first(self) -> bool:
        """Filled, required and wrong ones stand open; the rest wait behind a fold."""
        return self.is_filled or self.definition.is_required or bool(self.field.errors)


class SpecificationInputs:
    """Adds the inputs to a product's form, and reads them back."""

    def __init__(self, form: forms.ModelForm, category: Category | None, values: dict[str, Any]) -> None:
        self.form = form
        self.values = values
        self.definitions = list_definitions(category)
        for definition in self.definitions:
            form.fields[self.name_of(definition)] = build_field(definition, values.get(definition.key))
        if stray := self.list_stray():
            form.fields[STRAY] = forms.MultipleChoiceField(
                label=gettext_lazy("Remove"),
                required=False,
                choices=[(key, f"{key}: {value}") for key, value in stray],
                widget=forms.CheckboxSelectMultiple,
            )

    @staticmethod
    def name_of(definition: SpecificationDefinition) -> str:
        return f"{PREFIX}{definition.pk}"

    def list_stray(self) -> list[tuple[str, Any]]:
        """Values whose key the category does not define: kept until someone removes them."""
        defined = {definition.key for definition in self.definitions}
        return [(key, value) for key, value in sorted(self.values.items()) if key not in defined]

    def list_inputs(self) -> list[SpecificationInput]:
        return [
            SpecificationInput(definition, self.form[self.name_of(definition)], definition.key in self.values)
            for definition in self.definitions
        ]

    def read(self, untouched: Iterable[str], *, requires: bool) -> dict[str, Any]:
        """The product's specifications with what the editor touched; errors go to their fields."""
        values = {key: value for key, value in self.values.items() if key not in self.form.cleaned_data.get(STRAY, ())}
        untouched = set(untouched)
        for definition in self.definitions:
            name = self.name_of(definition)
            if name not in untouched:
                self._read_one(definition, name, values)
            if requires and definition.is_required and definition.key not in values and name not in self.form.errors:
                self.form.add_error(name, _("%(name)s is required for this category.") % {"name": definition.name})
        return values

    def _read_one(self, definition: SpecificationDefinition, name: str, values: dict[str, Any]) -> None:
        try:
            value = parse_value(definition, self.form.cleaned_data.get(name) or "")
        except ValidationError as error:
            self.form.add_error(name, error)
            return
        values.pop(definition.key, None)
        if value is not None:
            values[definition.key] = value
