"""A specification definition: what may be said of a category's products, and what its choices are called."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.catalog.forms.lines import LinesField, PairsField
from cms.catalog.models import SpecificationDefinition, SpecificationText, SpecificationType


class DefinitionForm(WagtailAdminModelForm):
    """Choices are typed one a line; a type that has none refuses them."""

    choices = LinesField(
        label=gettext_lazy("Choices"),
        required=False,
        help_text=gettext_lazy("Of a choice: the allowed values, one a line."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = SpecificationDefinition
        fields = ["choices"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("type")
        if kind == SpecificationType.CHOICE and not cleaned.get("choices") and "choices" not in self.errors:
            self.add_error("choices", _("A choice needs its allowed values: type them one a line."))
        if kind != SpecificationType.CHOICE and cleaned.get("choices"):
            self.add_error("choices", _("Only a choice has allowed values: change the type, or empty this."))
        if kind != SpecificationType.NUMBER and cleaned.get("unit"):
            self.add_error("unit", _("Only a number has a unit: change the type, or empty this."))
        return cleaned

    def clean_key(self) -> str:
        key, category = self.cleaned_data["key"], self.cleaned_data.get("category")
        others = SpecificationDefinition.objects.filter(category=category, key=key).exclude(pk=self.instance.pk)
        if category and others.exists():
            raise ValidationError(
                _("“%(category)s” already has a specification with the key “%(key)s”.")
                % {"category": category.name, "key": key}
            )
        return key


class DefinitionTextForm(WagtailAdminModelForm):
    """Names in one language; choices as `value = label`."""

    choice_labels = PairsField(
        label=gettext_lazy("Choices"),
        required=False,
        help_text=gettext_lazy("What each choice is called in this language, one a line: red = Red."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = SpecificationText
        fields = ["choice_labels"]
