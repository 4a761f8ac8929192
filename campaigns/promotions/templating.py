"""Kinds of promotion that shops make again and again: what each is, and a form that is filled in already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as have
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy as _

from campaigns.promotions.models import Promotion

Raw = Mapping[str, Any]
_EVENING = time(20)


@dataclass(frozen=True, slots=True)
class Template:
    """`action` and `conditions` are raw blocks. It begins tonight where `is_tonight`, else tomorrow, for `hours`."""

    key: str
    name: Any
    text: Any
    icon: str
    action: Raw
    conditions: Sequence[Raw] = ()
    hours: int = 72
    is_tonight: bool = False
    fields: Mapping[str, Any] = have(default_factory=dict)


def _act(kind: str, **value: Any) -> Raw:
    return {"type": kind, "value": value}


_GROUPED = {"select": "cheapest", "allocation": "across"}
TEMPLATES: tuple[Template, ...] = (
    Template(
        "spend-amount",
        _("Spend and save"),
        _("From an amount on, some of it is taken off: 200 − 30. Several steps are possible."),
        "order-up",
        _act("amount_tiers", by="amount", tiers=[{"threshold": "200", "value": "30"}]),
    ),
    Template(
        "every-amount",
        _("Save again and again"),
        _("For every so much in the cart an amount is taken off: 50 of every 300."),
        "redirect",
        _act("amount_every", every="300", value="50", max_times=3),
    ),
    Template(
        "spend-percent",
        _("More pieces, more percent"),
        _("From two pieces on 10 percent are taken off, from three on 20."),
        "tag",
        _act(
            "percent_tiers", by="quantity", tiers=[{"threshold": "2", "value": "10"}, {"threshold": "3", "value": "20"}]
        ),
    ),
    Template(
        "second-half",
        _("The second at half price"),
        _("Of every two pieces the cheaper one costs half."),
        "cut",
        _act("buy_get", buy_quantity=1, get_quantity=1, percent="50", select="cheapest", repeats=True),
    ),
    Template(
        "bundle-price",
        _("N pieces for one price"),
        _("Any three for 99, whatever they cost one by one."),
        "grip",
        _act("bundle_price", quantity=3, value="99", repeats=True),
    ),
    Template(
        "gift",
        _("Buy and get a gift"),
        _("From an amount on, a gift goes with the order."),
        "pick",
        _act("gift", sku="", quantity=1),
        conditions=[{"type": "amount", "value": {"at_least": "199"}}],
    ),
    Template(
        "add-on",
        _("Something more for a price"),
        _("From an amount on, shoppers may add a product for a small price."),
        "plus-inverse",
        _act("add_on_price", value="9.9", quantity=1),
        conditions=[{"type": "amount", "value": {"at_least": "99"}}],
    ),
    Template(
        "flash-sale",
        _("Flash sale"),
        _("A price for each SKU, for two hours tonight, with so many orders each."),
        "time",
        _act("price_list", prices=[{"sku": "", "price": None, "max_quantity": 1, "orders": 100}]),
        hours=2,
        is_tonight=True,
        fields={"limit_per_shopper": 1},
    ),
    Template(
        "member-price",
        _("Member price"),
        _("Members of a tier pay a price of their own."),
        "crosshairs",
        _act("price_list", prices=[{"sku": "", "price": None}]),
        conditions=[{"type": "tiers", "value": ["gold"]}],
        hours=24 * 30,
    ),
    Template(
        "newcomer-price",
        _("Newcomer price"),
        _("For a shopper's first order: once, and one piece."),
        "user",
        _act("price_list", prices=[{"sku": "", "price": None, "max_quantity": 1}]),
        conditions=[{"type": "first_order", "value": "yes"}],
        hours=24 * 30,
        fields={"limit_per_shopper": 1},
    ),
    Template(
        "bundle-set",
        _("A set for one price"),
        _("A pot and two cups together for 199."),
        "list-ul",
        _act("bundle_set", components=[{"quantity": 1, "target": {}}, {"quantity": 2, "target": {}}], value="199"),
    ),
    Template(
        "free-shipping",
        _("Free shipping"),
        _("From an amount on, sending costs nothing."),
        "mail",
        _act("shipping", by="free"),
        conditions=[{"type": "amount", "value": {"at_least": "99"}}],
        hours=24 * 7,
    ),
    Template(
        "deposit",
        _("Deposit that grows"),
        _("Pay a deposit of 50 now, and it is worth 100 when the rest is paid."),
        "lock-open",
        _act("deposit", deposit="50", worth="100"),
        hours=24 * 10,
    ),
    Template(
        "double-points",
        _("Double points"),
        _("What is bought earns twice the points."),
        "success",
        _act("points", multiplier="2"),
        hours=24,
    ),
    Template(
        "coupon-code",
        _("Code for everybody"),
        _("Who types the code gets an amount off from an amount on."),
        "key",
        _act("amount", value="20", **_GROUPED),
        conditions=[{"type": "amount", "value": {"at_least": "150"}}],
        hours=24 * 7,
        fields={"coupon_kind": "public", "coupon_code": "SAVE20", "limit_per_shopper": 1},
    ),
)
_BY_KEY = {template.key: template for template in TEMPLATES}


def find_template(key: str) -> Template | None:
    return _BY_KEY.get(key)


def fill_in(template: Template, *, at: datetime) -> Promotion:
    """An unsaved promotion with everything that `template` says, for the next time that suits."""
    starts_at = _find_start(template, at=at)
    promotion = Promotion(
        name=f"{template.name} {localtime(starts_at):%m-%d}",
        template=template.key,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=template.hours),
        **template.fields,
    )
    for name, blocks in (("action", [template.action]), ("conditions", template.conditions)):
        field: Any = promotion._meta.get_field(name)
        setattr(promotion, name, field.to_python(list(blocks)))
    return promotion


def _find_start(template: Template, *, at: datetime) -> datetime:
    """Tonight at eight, or tomorrow at midnight; once it is eight, tomorrow's."""
    now = localtime(at)
    if template.is_tonight:
        day = now.date() if now.time() < _EVENING else now.date() + timedelta(days=1)
        return datetime.combine(day, _EVENING, get_current_timezone())
    return datetime.combine(now.date() + timedelta(days=1), time.min, get_current_timezone())
