"""Says in words why something is proposed, and what becomes of it, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from campaigns.shelving.models import RuleAction, ShelfChange
from campaigns.shelving.rules.values import OFF, ON, ROLE, SHELF, Reason
from cms.catalog.models import LifeCycleStage, ProductRole

Say = Callable[[Mapping[str, Any]], str]


def say_reason(reason: Mapping[str, Any]) -> str:
    """One reason, as the log keeps it."""
    say = _SAYINGS.get(reason["code"])
    return say(reason.get("values", {})) if say else str(reason["code"])


def say_reasons(reasons: Sequence[Mapping[str, Any]]) -> str:
    """All of them in one line."""
    return _("; ").join(say_reason(reason) for reason in reasons)


def say_found(reasons: Sequence[Reason]) -> str:
    """The same of reasons as rules find them."""
    return say_reasons([asdict(reason) for reason in reasons])


def say_value(kind: str, value: str) -> str:
    """What a product becomes, or was: “on the shelf”, “growth”."""
    if kind == SHELF:
        return str({ON: _("on the shelf"), OFF: _("off the shelf")}.get(value, value))
    choices: dict[str, Any] = dict(ProductRole.choices if kind == ROLE else LifeCycleStage.choices)
    return str(choices.get(value, value)) if value else _("none")


def say_change(change: ShelfChange) -> str:
    """What is to be done: “take off the shelf”, “stage: growth”."""
    if change.kind == SHELF:
        return str(RuleAction.PUT_ON.label if change.value == ON else RuleAction.TAKE_OFF.label)
    name = _("Role") if change.kind == ROLE else _("Stage")
    return _("%(name)s: %(value)s") % {"name": name, "value": say_value(change.kind, change.value)}


def say_origin(change: ShelfChange) -> str:
    """The rule by name, or what else it comes from."""
    return change.rule_name or str(change.get_origin_display())


def _plural(phrase: Any) -> Say:
    return lambda values: str(phrase % values)


def _say_slope(values: Mapping[str, Any]) -> str:
    text = _("%(percent)s%% a week over the last %(weeks)d weeks")
    return text % {"percent": f"{values['percent']:+d}", "weeks": values["weeks"]}


_SAYINGS: dict[str, Say] = {
    "on-shelf-days": _plural(ngettext_lazy("on the shelf for %(days)d day", "on the shelf for %(days)d days", "days")),
    "off-shelf-days": _plural(
        ngettext_lazy("off the shelf for %(days)d day", "off the shelf for %(days)d days", "days")
    ),
    "released-days": _plural(ngettext_lazy("released %(days)d day ago", "released %(days)d days ago", "days")),
    "season-in": lambda values: _("in season from %(since)s until %(until)s") % values,
    "season-out": lambda values: _("out of season, which is from %(since)s until %(until)s") % values,
    "stock": _plural(ngettext_lazy("%(count)d in stock", "%(count)d in stock", "count")),
    "out-days": _plural(ngettext_lazy("out of stock for %(days)d day", "out of stock for %(days)d days", "days")),
    "cover": _plural(ngettext_lazy("stock for %(count)d day", "stock for %(count)d days", "count")),
    "units": _plural(ngettext_lazy("%(count)d sold in %(days)d days", "%(count)d sold in %(days)d days", "count")),
    "unsold": _plural(ngettext_lazy("nothing sold for %(days)d day", "nothing sold for %(days)d days", "days")),
    "median": lambda values: _("sells %(count)d%% of what the middle one of its category does") % values,
    "campaign": lambda values: _("part of a promotion that runs or is planned"),
    "score": lambda values: _("information scores %(count)d") % values,
    "slope": _say_slope,
    "role-units": _plural(
        ngettext_lazy(
            "%(count)d sold in 30 days, among the best quarter of its category",
            "%(count)d sold in 30 days, among the best quarter of its category",
            "count",
        )
    ),
    "role-cheap": lambda values: _("costs no more than usual there"),
    "role-revenue": lambda values: _("brings in as much as the best quarter of its category"),
    "role-dear": lambda values: _("costs more than usual there"),
    "role-top-price": lambda values: _("among the dearest tenth of its category"),
    "role-few": _plural(
        ngettext_lazy(
            "%(count)d sold in 30 days, fewer than usual", "%(count)d sold in 30 days, fewer than usual", "count"
        )
    ),
    "role-new": lambda values: _("is new"),
    "role-growth": lambda values: _("is growing"),
}
