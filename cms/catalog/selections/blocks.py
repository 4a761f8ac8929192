"""Blocks to choose products with: a list, or a rule."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from cms.catalog.key_blocks import BrandKeyBlock, CategoryKeyBlock
from cms.catalog.models import LifeCycleStage
from cms.catalog.selections.fields import ProductListField, TagsField
from cms.catalog.selections.rules import LARGEST_SELECTION, LIST, NEWEST, PRICE_ASC, PRICE_DESC, RULE, SALES


class _WordsBlock(blocks.FieldBlock):
    """A list of words in one field."""

    field_class: type

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self._required = required
        self._help_text = help_text
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> Any:
        return self.field_class(required=self._required, help_text=self._help_text)

    def get_default(self) -> list[str]:
        return list(self.meta.default or [])

    def to_python(self, value: Any) -> list[str]:
        return list(value or [])

    def get_prep_value(self, value: Any) -> list[str]:
        return list(value or [])

    def value_for_form(self, value: Any) -> Any:
        return self.field.prepare_value(value)

    def value_from_form(self, value: Any) -> list[str]:
        return self.field.to_python(value)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class ProductListBlock(_WordsBlock):
    """SKUs and keys of products, in order."""

    field_class = ProductListField

    class Meta:
        icon = "pick"
        label = _("Products")
        default: list[str] = []


class TagsBlock(_WordsBlock):
    field_class = TagsField

    class Meta:
        icon = "tag"
        label = _("Tags")
        default: list[str] = []


class RuleBlock(blocks.StructBlock):
    """Products that meet every condition given."""

    categories = blocks.ListBlock(
        CategoryKeyBlock(label=_("Category")),
        label=_("Categories"),
        default=[],
        max_num=5,
        required=False,
        help_text=_("With everything below them."),
    )
    brands = blocks.ListBlock(BrandKeyBlock(label=_("Brand")), label=_("Brands"), default=[], max_num=5, required=False)
    tags = TagsBlock(help_text=_("With commas between; any one of them is enough."))
    price_min = blocks.DecimalBlock(label=_("Price from"), required=False, min_value=0)
    price_max = blocks.DecimalBlock(label=_("Price up to"), required=False, min_value=0)
    stages = blocks.MultipleChoiceBlock(
        label=_("Life-cycle stage"), choices=LifeCycleStage.choices, required=False, default=[]
    )
    is_available = blocks.BooleanBlock(label=_("Only what can be ordered now"), required=False, default=True)
    sort = blocks.ChoiceBlock(
        label=_("Order"),
        choices=[
            (NEWEST, _("newest first")),
            (SALES, _("best-selling of the last 30 days first")),
            (PRICE_ASC, _("cheapest first")),
            (PRICE_DESC, _("dearest first")),
        ],
        default=SALES,
    )

    class Meta:
        icon = "cogs"
        label = _("Rule")
        form_layout = BlockGroup(
            children=["categories", "brands", "tags", "sort"],
            settings=["price_min", "price_max", "stages", "is_available"],
        )


class SelectionBlock(blocks.StructBlock):
    """Which products: those of the source that is chosen; what the others hold is kept, but not shown."""

    source = blocks.ChoiceBlock(
        label=_("Which products"),
        choices=[(LIST, _("these, in this order")), (RULE, _("all that meet a rule"))],
        default=LIST,
    )
    products = ProductListBlock(
        label=_("These products"), help_text=_("Choose them, or paste a list of SKUs from a spreadsheet.")
    )
    rule = RuleBlock()
    limit = blocks.IntegerBlock(
        label=_("At most"),
        default=10,
        min_value=1,
        max_value=LARGEST_SELECTION,
        help_text=_("How many products a rule shows."),
    )

    class Meta:
        icon = "pick"
        label = _("Products")
        form_classname = "struct-block product-selection"
        label_format = "{source}"
