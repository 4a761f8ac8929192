"""The cells of lists: plain markup, for a list renders hundreds of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column

from campaigns.shelving.models import ShelfChange
from campaigns.shelving.rules.values import SHELF
from campaigns.shelving.saying import say_reason, say_value
from cms.catalog.admin.products.columns import CellColumn


class SaidColumn(CellColumn):
    """A cell that a function makes of the row."""

    def __init__(self, name: str, say: Callable[[Any], Any], label: Any, **options: Any) -> None:
        super().__init__(name, label=label, **options)
        self.say = say

    def describe(self, instance: Any) -> Any:
        return self.say(instance) or "—"


class TickColumn(CellColumn):
    """A box to tick, for what is done to many rows at once."""

    def __init__(self) -> None:
        super().__init__("tick", label=_("Choose"), width="40px")

    def describe(self, instance: ShelfChange) -> SafeString:
        label = _("Choose %(title)s") % {"title": getattr(instance, "title", instance.product_id)}
        return format_html('<input type="checkbox" name="id" value="{}" aria-label="{}">', instance.pk, label)


class ProductColumn(Column):
    """The title, which leads to the facts of the product for whoever may open them, with its category under it."""

    cell_template_name = "shelving/product_cell.html"

    def __init__(self) -> None:
        super().__init__("product", label=_("Product"))

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        may_open = parent_context["request"].user.has_perm("catalog.change_product")
        address = reverse("catalogue_product:edit", args=[instance.product_id]) if may_open else ""
        return {**super().get_cell_context_data(instance, parent_context), "address": address}


def list_reasons(change: ShelfChange) -> SafeString:
    """One line each; rules that wanted something else last."""
    lines = [say_reason(reason) for reason in change.reasons]
    if change.overruled:
        lines.append(_("against: %(names)s") % {"names": ", ".join(change.overruled)})
    return format_html_join("", "{}<br>", ((line,) for line in lines))


def say_before_and_after(change: ShelfChange) -> str:
    """“mature → growth”; of a shelf which offers it was about."""
    if not change.after:
        return ""
    if change.kind == SHELF:
        return ", ".join(sorted(change.after))
    before, after = change.before.get("value", ""), change.after.get("value", "")
    return f"{say_value(change.kind, before)} → {say_value(change.kind, after)}"


def name_user(user: Any) -> str:
    return user.get_full_name() or user.get_username() if user is not None else ""
