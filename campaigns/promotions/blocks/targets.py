"""Which products a promotion means."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.catalog.key_blocks import BrandKeyBlock, CategoryKeyBlock
from cms.catalog.selections.blocks import ProductListBlock, TagsBlock

_MOST_NAMED = 50


def _list_named() -> list[tuple[str, blocks.Block]]:
    return [
        (
            "products",
            ProductListBlock(
                label=_("These products"), help_text=_("Choose them, or paste a list of SKUs from a spreadsheet.")
            ),
        ),
        (
            "categories",
            blocks.ListBlock(
                CategoryKeyBlock(label=_("Category")),
                label=_("Categories"),
                default=[],
                max_num=_MOST_NAMED,
                required=False,
                help_text=_("With everything below them."),
            ),
        ),
        (
            "brands",
            blocks.ListBlock(
                BrandKeyBlock(label=_("Brand")), label=_("Brands"), default=[], max_num=_MOST_NAMED, required=False
            ),
        ),
        ("tags", TagsBlock(help_text=_("With commas between; any one of them is enough."))),
    ]


class ExceptionBlock(blocks.StructBlock):
    """What is left out although the target means it."""

    def __init__(self, local_blocks: Any = (), **kwargs: Any) -> None:
        super().__init__([*_list_named(), *local_blocks], **kwargs)

    class Meta:
        icon = "cross"
        label = _("But not these")
        collapsed = True


class TargetBlock(blocks.StructBlock):
    """Products that meet everything given; nothing given is every product."""

    def __init__(self, local_blocks: Any = (), **kwargs: Any) -> None:
        more = [
            ("price_min", blocks.DecimalBlock(label=_("Price from"), required=False, min_value=0)),
            ("price_max", blocks.DecimalBlock(label=_("Price up to"), required=False, min_value=0)),
            ("exclude", ExceptionBlock(required=False)),
        ]
        super().__init__([*_list_named(), *more, *local_blocks], **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        low, high = cleaned.get("price_min"), cleaned.get("price_max")
        if low is not None and high is not None and low > high:
            raise StructBlockValidationError({"price_max": ValidationError(_("It is below the price it begins at."))})
        return cleaned

    class Meta:
        icon = "pick"
        label = _("Which products")
        help_text = _("Whatever is given has to hold. With nothing given, it is every product.")
        collapsed = True
        form_layout = BlockGroup(
            children=["products", "categories", "brands"], settings=["tags", "price_min", "price_max", "exclude"]
        )
