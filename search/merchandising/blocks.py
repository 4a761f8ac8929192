"""What a search rule may do, as blocks: pins, boosts, burials, hides, each with the products it is for."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.catalog.key_blocks import BrandKeyBlock, CategoryKeyBlock
from cms.catalog.models import LifeCycleStage
from cms.catalog.selections.blocks import ProductListBlock, TagsBlock
from search.ranking.directives import MOST_PINS, MOST_STRENGTH

PIN, BOOST, BURIAL, HIDE = "pin", "boost", "burial", "hide"
CONDITIONS = ("categories", "brands", "tags", "price_min", "price_max", "stages")


class PinBlock(blocks.StructBlock):
    products = ProductListBlock(
        required=True,
        label=_("Products"),
        help_text=_("Choose them, or paste SKUs. The first stands at the place, the others behind it."),
    )
    place = blocks.IntegerBlock(label=_("From place"), default=1, min_value=1, max_value=MOST_PINS)

    class Meta:
        icon = "pin"
        label = _("Pin")
        label_format = "{place}"


class TargetBlock(blocks.StructBlock):
    """Products that are listed, and those that meet every condition given."""

    products = ProductListBlock(label=_("These products"), help_text=_("Choose them, or paste SKUs."))
    categories = blocks.ListBlock(
        CategoryKeyBlock(label=_("Category")),
        label=_("Categories"),
        default=[],
        max_num=5,
        required=False,
        collapsed=True,
        help_text=_("With everything below them."),
    )
    brands = blocks.ListBlock(
        BrandKeyBlock(label=_("Brand")), label=_("Brands"), default=[], max_num=5, required=False, collapsed=True
    )
    tags = TagsBlock(help_text=_("With commas between; any one of them is enough."))
    price_min = blocks.DecimalBlock(label=_("Price from"), required=False, min_value=0)
    price_max = blocks.DecimalBlock(label=_("Price up to"), required=False, min_value=0)
    stages = blocks.MultipleChoiceBlock(
        label=_("Life-cycle stage"), choices=LifeCycleStage.choices, required=False, default=[]
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        # An empty target would be every product of the shop: nobody means that.
        if not any(is_given(cleaned.get(name)) for name in ("products", *CONDITIONS)):
            raise StructBlockValidationError(
                block_errors={"products": ValidationError(_("Say which products: list some, or give a condition."))}
            )
        return cleaned


def is_given(value: Any) -> bool:
    """A price of 0 is one; a list of categories is a value of its own kind, that is never false."""
    return len(value) > 0 if hasattr(value, "__len__") else value is not None


class HideBlock(TargetBlock):
    class Meta:
        icon = "view"
        label = _("Hide")


class BoostBlock(TargetBlock):
    strength = blocks.IntegerBlock(
        label=_("How much"),
        default=30,
        min_value=1,
        max_value=MOST_STRENGTH,
        help_text=_("1 to 100; 100 counts as much as a perfect match of one word."),
    )

    class Meta:
        icon = "arrow-up"
        label = _("Boost")
        label_format = "{strength}"


class BurialBlock(TargetBlock):
    strength = blocks.IntegerBlock(
        label=_("How much"),
        default=30,
        min_value=1,
        max_value=MOST_STRENGTH,
        help_text=_("1 to 100; 100 counts as much as a perfect match of one word."),
    )

    class Meta:
        icon = "arrow-down"
        label = _("Bury")
        label_format = "{strength}"


def list_actions() -> list[tuple[str, blocks.Block]]:
    """The blocks of a rule."""
    return [(PIN, PinBlock()), (BOOST, BoostBlock()), (BURIAL, BurialBlock()), (HIDE, HideBlock())]
