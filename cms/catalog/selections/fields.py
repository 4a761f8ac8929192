"""A list of products in one field: typed, pasted from a spreadsheet, or chosen one by one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static

from cms.catalog.forms.lines import split_pasted
from cms.catalog.selections.rules import LONGEST_LIST


class ProductListWidget(forms.Textarea):
    """SKUs and keys, one a line; with a script, rows with names and pictures, and a button to choose more.

    It asks for nothing while the form is shown: the script reads what all lists of a page name in one request.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, "placeholder": "A102\nA103\nA117", "spellcheck": "false", **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {
            "textarea": super().render(name, value, attrs, renderer),
            "describe_url": reverse("catalogue_describe_products"),
            "chooser_url": reverse("product_key_chooser:choose"),
        }
        return mark_safe(render_to_string("catalog/widgets/product_list.html", context))  # noqa: S308 - our template

    class Media:
        js = [
            versioned_static("wagtailadmin/js/chooser-modal.js"),
            versioned_static("wagtailadmin/js/chooser-widget-telepath.js"),
            "admin/product_list.js",
        ]


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
