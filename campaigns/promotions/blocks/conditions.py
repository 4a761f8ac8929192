"""When a promotion counts: what is in the cart, who buys, and at which time."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from campaigns.promotions.blocks.targets import TargetBlock
from cms.catalog.selections.blocks import TagsBlock

_CART, _SHOPPER, _TIME = _("In the cart"), _("Who buys"), _("When")
WEEKDAYS = [
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
]


def list_channels() -> list[tuple[str, str]]:
    return [(name, name) for name in settings.VITRINE_CHANNELS]


class AmountAtLeastBlock(blocks.StructBlock):
    at_least = blocks.DecimalBlock(label=_("Costs at least"), min_value=0)
    is_original = blocks.BooleanBlock(
        label=_("Counted before all discounts"),
        required=False,
        help_text=_("Otherwise: what the products cost when it is this promotion's turn."),
    )
    target = TargetBlock(required=False)

    class Meta:
        icon = "decimal"
        label = _("So much money")
        group = _CART
        label_format = "{at_least}"


class QuantityAtLeastBlock(blocks.StructBlock):
    at_least = blocks.IntegerBlock(label=_("Pieces at least"), min_value=1)
    target = TargetBlock(required=False)

    class Meta:
        icon = "list-ol"
        label = _("So many pieces")
        group = _CART
        label_format = "{at_least}"


class LineQuantityAtLeastBlock(blocks.StructBlock):
    at_least = blocks.IntegerBlock(label=_("Pieces of one SKU at least"), min_value=1)
    target = TargetBlock(required=False)

    class Meta:
        icon = "bars"
        label = _("So many of one SKU")
        group = _CART
        label_format = "{at_least}"


class DistinctAtLeastBlock(blocks.StructBlock):
    at_least = blocks.IntegerBlock(label=_("Different SKUs at least"), min_value=1)
    target = TargetBlock(required=False)

    class Meta:
        icon = "grip"
        label = _("So many different SKUs")
        group = _CART
        label_format = "{at_least}"


class OrderCountBlock(blocks.StructBlock):
    at_least = blocks.IntegerBlock(label=_("Orders so far, from"), min_value=0, required=False)
    at_most = blocks.IntegerBlock(label=_("up to"), min_value=0, required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        low, high = cleaned.get("at_least"), cleaned.get("at_most")
        if low is None and high is None:
            raise StructBlockValidationError({"at_least": ValidationError(_("Give one of the two at least."))})
        if low is not None and high is not None and low > high:
            raise StructBlockValidationError({"at_most": ValidationError(_("It is below the number it begins at."))})
        return cleaned

    class Meta:
        icon = "history"
        label = _("Number of earlier orders")
        group = _SHOPPER


class TimesBlock(blocks.StructBlock):
    starts = blocks.TimeBlock(label=_("From"))
    ends = blocks.TimeBlock(label=_("Until"), help_text=_("Not included. Before the start: until the next morning."))

    class Meta:
        icon = "time"
        label = _("Time of day")
        group = _TIME
        label_format = "{starts} – {ends}"


def _list_leaves() -> list[tuple[str, blocks.Block]]:
    return [
        ("amount", AmountAtLeastBlock()),
        ("quantity", QuantityAtLeastBlock()),
        ("line_quantity", LineQuantityAtLeastBlock()),
        ("distinct", DistinctAtLeastBlock()),
        (
            "segments",
            TagsBlock(
                icon="group",
                label=_("Segments"),
                group=_SHOPPER,
                help_text=_("Keys of segments with commas between; being in any one of them is enough."),
            ),
        ),
        (
            "tiers",
            TagsBlock(
                icon="crosshairs",
                label=_("Membership tiers"),
                group=_SHOPPER,
                help_text=_("Keys of tiers with commas between, such as gold, platinum."),
            ),
        ),
        (
            "first_order",
            blocks.ChoiceBlock(
                icon="user",
                label=_("First order"),
                group=_SHOPPER,
                choices=[("yes", _("only a shopper's first order")), ("no", _("only who has ordered before"))],
                default="yes",
            ),
        ),
        ("order_count", OrderCountBlock()),
        (
            "channels",
            blocks.MultipleChoiceBlock(icon="site", label=_("Channels"), group=_SHOPPER, choices=list_channels),
        ),
        ("weekdays", blocks.MultipleChoiceBlock(icon="calendar", label=_("Weekdays"), group=_TIME, choices=WEEKDAYS)),
        ("times", TimesBlock()),
    ]


class LeafBlock(blocks.StreamBlock):
    """Conditions that have none below them."""

    def __init__(self, local_blocks: Any = (), **kwargs: Any) -> None:
        super().__init__([*_list_leaves(), *local_blocks], **kwargs)


class ConditionBlock(blocks.StreamBlock):
    """All of these have to hold; two of its blocks hold others, of which one, or none, has to."""

    def __init__(self, local_blocks: Any = (), **kwargs: Any) -> None:
        group = _("Combined")
        combined = [
            ("any", LeafBlock(icon="plus", label=_("At least one of these"), group=group, min_num=1)),
            ("none", LeafBlock(icon="cross", label=_("None of these"), group=group, min_num=1)),
        ]
        super().__init__([*_list_leaves(), *combined, *local_blocks], **kwargs)
