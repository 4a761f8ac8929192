"""The columns of the products' list; plain markup, for a list renders hundreds of cells."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, TitleColumn

from cms.catalog.admin.products.rows import describe_status
from cms.catalog.models import ProductContent


class CellColumn(Column):
    """A column whose cell is one piece of markup, made without a template."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        return format_html('<td class="{}">{}</td>', self.classname or "", self.describe(instance))

    def describe(self, instance: Any) -> Any:
        return self.get_value(instance) or "—"


class PictureColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("picture", label=gettext_lazy("Picture"), width="64px", classname="catalogue-picture")

    def describe(self, instance: ProductContent) -> SafeString:
        return instance.row.thumbnail.render()


class ProductTitleColumn(TitleColumn):
    """The title with its SKUs under it."""

    cell_template_name = "catalog/products/title_cell.html"


class PriceColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("price", label=gettext_lazy("Price"), sort_key="_price", classname="catalogue-number")

    def describe(self, instance: ProductContent) -> str:
        return instance.row.describe_price()


class StockColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("stock", label=gettext_lazy("Stock"), sort_key="_stock", classname="catalogue-number")

    def describe(self, instance: ProductContent) -> SafeString | str:
        row, low = instance.row, instance.row.list_low()
        if not low:
            return row.describe_stock()
        is_out = all(offer.stock is not None and offer.stock <= 0 for offer in row.offers)
        title = ngettext(
            "At or under its alert level: %(skus)s", "At or under their alert levels: %(skus)s", len(low)
        ) % {"skus": ", ".join(offer.sku for offer in low[:5])}
        return format_html(
            '{} <span class="catalogue-badge{}" title="{}">{}</span>',
            row.describe_stock(),
            " catalogue-badge--out" if is_out else "",
            title,
            _("out") if is_out else _("low"),
        )


class StatusColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("status", label=gettext_lazy("Status"), sort_key="live", classname="catalogue-short")

    def describe(self, instance: ProductContent) -> SafeString:
        return format_html(
            '<span class="w-status{}">{}</span>',
            " w-status--primary" if instance.live else "",
            describe_status(instance, instance.row),
        )


class LanguageColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("language", label=gettext_lazy("Language"), sort_key="locale", classname="catalogue-short")

    def describe(self, instance: ProductContent) -> str:
        return instance.locale.get_display_name()
