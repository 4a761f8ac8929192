"""What a promotion does: a form a kind."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup
from wagtail.blocks.struct_block import StructBlockValidationError

from campaigns.promotions.blocks.targets import TargetBlock

_REDUCTION, _PIECES, _EXTRA = _("Money off"), _("By pieces"), _("Something extra")
_MOST_PRICES = 500


def _choose_select(**kwargs: Any) -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        label=_("Which pieces first"),
        choices=[("cheapest", _("the cheapest")), ("dearest", _("the dearest"))],
        default="cheapest",
        **kwargs,
    )


def _choose_allocation() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        label=_("It is taken off"),
        choices=[
            ("across", _("once, from all the products together")),
            ("each", _("from each piece")),
            ("once", _("from some pieces only")),
        ],
        default="across",
    )


def _count(label: Any, **kwargs: Any) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=label, min_value=1, **kwargs)


def _money(label: Any, **kwargs: Any) -> blocks.DecimalBlock:
    return blocks.DecimalBlock(label=label, min_value=0, **kwargs)


def _share(label: Any, **kwargs: Any) -> blocks.DecimalBlock:
    return blocks.DecimalBlock(
        label=label,
        min_value=0,
        max_value=100,
        help_text=_("Percent taken off: 20 leaves 80 percent of the price."),
        **kwargs,
    )


class _DeductionBlock(blocks.StructBlock):
    """What amounts and percentages have in common; `value` says which of them it is."""

    value = blocks.DecimalBlock()
    target = TargetBlock(required=False)
    allocation = _choose_allocation()
    max_quantity = _count(_("For so many pieces at most"), required=False)
    select = _choose_select()
    cap = _money(_("Never more than"), required=False)

    def clean(self, value: Any) -> Any:
        return _check_allocation(super().clean(value))

    class Meta:
        group = _REDUCTION
        form_layout = BlockGroup(children=["value", "target"], settings=["allocation", "max_quantity", "select", "cap"])


class AmountBlock(_DeductionBlock):
    value = _money(_("Amount off"))

    class Meta:
        icon = "minus"
        label = _("Amount off")


class PercentBlock(_DeductionBlock):
    value = _share(_("Percent off"))

    class Meta:
        icon = "tag"
        label = _("Percent off")


def _check_allocation(value: Any) -> Any:
    if value["allocation"] == "across" and value.get("max_quantity") is not None:
        raise StructBlockValidationError(
            {"max_quantity": ValidationError(_("Pieces are counted where it is taken off pieces: choose so above."))}
        )
    return value


_BY = [("amount", _("what they cost")), ("quantity", _("how many pieces"))]


class TierBlock(blocks.StructBlock):
    threshold = blocks.DecimalBlock(label=_("From"), min_value=0)
    value = blocks.DecimalBlock(label=_("Off"), min_value=0)

    class Meta:
        label = _("Step")
        label_format = "{threshold} → {value}"


class TiersBlock(blocks.StructBlock):
    """The highest step that is reached counts."""

    by = blocks.ChoiceBlock(label=_("Steps go by"), choices=_BY, default="amount")
    tiers = blocks.ListBlock(TierBlock(), label=_("Steps"), min_num=1, max_num=20)
    target = TargetBlock(required=False)
    cap = _money(_("Never more than"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        thresholds = [tier["threshold"] for tier in cleaned["tiers"]]
        if len(set(thresholds)) < len(thresholds):
            raise StructBlockValidationError(
                non_block_errors=[_("Two steps begin at the same threshold: take one of them away.")]
            )
        if cleaned["by"] == "quantity" and any(each != int(each) for each in thresholds):
            raise StructBlockValidationError(non_block_errors=[_("Pieces are whole numbers.")])
        return cleaned


class AmountTiersBlock(TiersBlock):
    class Meta:
        icon = "order-up"
        label = _("Spend so much, get an amount off")
        group = _REDUCTION


class PercentTiersBlock(TiersBlock):
    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if any(tier["value"] > 100 for tier in cleaned["tiers"]):
            raise StructBlockValidationError(non_block_errors=[_("More than 100 percent cannot be taken off.")])
        return cleaned

    class Meta:
        icon = "order-up"
        label = _("Spend so much, get percent off")
        group = _REDUCTION


class AmountEveryBlock(blocks.StructBlock):
    every = blocks.DecimalBlock(label=_("For every"), min_value=0)
    value = _money(_("Amount off"))
    max_times = _count(_("So many times at most"), required=False)
    target = TargetBlock(required=False)
    cap = _money(_("Never more than"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["every"]:
            raise StructBlockValidationError({"every": ValidationError(_("It has to be more than nothing."))})
        return cleaned

    class Meta:
        icon = "redirect"
        label = _("For every so much, an amount off")
        group = _REDUCTION


class SetPriceBlock(blocks.StructBlock):
    value = _money(_("Price of a piece"))
    target = TargetBlock(required=False)
    max_quantity = _count(_("For so many pieces of each at most"), required=False)

    class Meta:
        icon = "thumbtack"
        label = _("One price")
        group = _REDUCTION


class PriceBlock(blocks.StructBlock):
    sku = blocks.CharBlock(label=_("SKU"), max_length=120)
    price = _money(_("Price of a piece"))
    max_quantity = _count(_("Pieces an order"), required=False)
    orders = _count(_("Orders in all"), required=False)

    class Meta:
        label = _("Price")
        label_format = "{sku}: {price}"


class PriceListBlock(blocks.StructBlock):
    """A price of its own for each SKU: flash sales, member prices."""

    prices = blocks.ListBlock(PriceBlock(), label=_("Prices"), min_num=1, max_num=_MOST_PRICES)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        skus = [row["sku"].strip() for row in cleaned["prices"]]
        twice = sorted({sku for sku in skus if skus.count(sku) > 1})
        if twice:
            raise StructBlockValidationError(
                non_block_errors=[_("%(sku)s has two prices: take one of them away.") % {"sku": twice[0]}]
            )
        return cleaned

    class Meta:
        icon = "table"
        label = _("A price a SKU")
        group = _REDUCTION


class BundlePriceBlock(blocks.StructBlock):
    quantity = _count(_("Pieces"))
    value = _money(_("cost together"))
    target = TargetBlock(required=False)
    repeats = blocks.BooleanBlock(label=_("Again for the next ones"), required=False, default=True)
    max_times = _count(_("So many times at most"), required=False)

    class Meta:
        icon = "grip"
        label = _("N pieces for one price")
        group = _PIECES


class ComponentBlock(blocks.StructBlock):
    quantity = _count(_("Pieces"), default=1)
    target = TargetBlock()

    class Meta:
        label = _("Part")


class BundleSetBlock(blocks.StructBlock):
    components = blocks.ListBlock(ComponentBlock(), label=_("Parts of the set"), min_num=2, max_num=10)
    value = _money(_("cost together"))
    repeats = blocks.BooleanBlock(label=_("Again for the next ones"), required=False, default=True)
    max_times = _count(_("So many times at most"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("A set for one price")
        group = _PIECES


class BuyGetBlock(blocks.StructBlock):
    buy_quantity = _count(_("Buy so many"), default=1)
    buy = TargetBlock(label=_("of"), required=False)
    get_quantity = _count(_("get so many"), default=1)
    get_differs = blocks.BooleanBlock(
        label=_("What is got is another choice of products"), required=False, help_text=_("Then say below which.")
    )
    get = TargetBlock(label=_("What is got"), required=False)
    percent = _share(_("Percent off what is got"), default=100)
    select = _choose_select()
    repeats = blocks.BooleanBlock(label=_("Again for the next ones"), required=False, default=True)
    max_times = _count(_("So many times at most"), required=False)

    class Meta:
        icon = "plus"
        label = _("Buy some, get some")
        group = _PIECES
        form_layout = BlockGroup(
            children=["buy_quantity", "buy", "get_quantity", "percent"],
            settings=["get_differs", "get", "select", "repeats", "max_times"],
        )


class GiftBlock(blocks.StructBlock):
    sku = blocks.CharBlock(label=_("SKU of the gift"), max_length=120)
    quantity = _count(_("Pieces"), default=1)
    target = TargetBlock(required=False)

    class Meta:
        icon = "pick"
        label = _("A gift")
        group = _EXTRA


class AddOnPriceBlock(blocks.StructBlock):
    value = _money(_("Price of the add-on"))
    quantity = _count(_("Pieces"), default=1)
    target = TargetBlock(label=_("What may be added"))

    class Meta:
        icon = "plus-inverse"
        label = _("Something more for a price")
        group = _EXTRA


class ShippingBlock(blocks.StructBlock):
    by = blocks.ChoiceBlock(
        label=_("Shipping"),
        choices=[("free", _("is free")), ("percent", _("is cheaper by percent")), ("price", _("costs a price"))],
        default="free",
    )
    value = blocks.DecimalBlock(label=_("Percent, or price"), min_value=0, required=False)
    cap = _money(_("Never more than"), required=False)
    target = TargetBlock(required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["by"] != "free" and cleaned.get("value") is None:
            raise StructBlockValidationError({"value": ValidationError(_("Say how much."))})
        if cleaned["by"] == "percent" and cleaned["value"] > 100:
            raise StructBlockValidationError(
                {"value": ValidationError(_("More than 100 percent cannot be taken off."))}
            )
        return cleaned

    class Meta:
        icon = "mail"
        label = _("Shipping")
        group = _EXTRA


class DepositBlock(blocks.StructBlock):
    deposit = _money(_("Deposit of a piece"))
    worth = _money(_("is worth"))
    balance_from = blocks.DateTimeBlock(label=_("The rest is paid from"), required=False)
    balance_until = blocks.DateTimeBlock(label=_("until"), required=False)
    target = TargetBlock(required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["worth"] < cleaned["deposit"]:
            raise StructBlockValidationError({"worth": ValidationError(_("It is less than the deposit."))})
        starts, ends = cleaned.get("balance_from"), cleaned.get("balance_until")
        if starts and ends and starts >= ends:
            raise StructBlockValidationError({"balance_until": ValidationError(_("It has to end after it starts."))})
        return cleaned

    class Meta:
        icon = "lock-open"
        label = _("Deposit that grows")
        group = _EXTRA


class PointsBlock(blocks.StructBlock):
    multiplier = blocks.DecimalBlock(label=_("Points times"), min_value=1, max_value=100, default=2)
    target = TargetBlock(required=False)

    class Meta:
        icon = "success"
        label = _("More points")
        group = _EXTRA


class ActionBlock(blocks.StreamBlock):
    """One action; `composing` says what each means as a rule."""

    amount = AmountBlock()
    percent = PercentBlock()
    amount_tiers = AmountTiersBlock()
    percent_tiers = PercentTiersBlock()
    amount_every = AmountEveryBlock()
    set_price = SetPriceBlock()
    price_list = PriceListBlock()
    bundle_price = BundlePriceBlock()
    bundle_set = BundleSetBlock()
    buy_get = BuyGetBlock()
    gift = GiftBlock()
    add_on_price = AddOnPriceBlock()
    shipping = ShippingBlock()
    deposit = DepositBlock()
    points = PointsBlock()

    class Meta:
        min_num = 1
        max_num = 1
