"""What the panel of trial carts is told, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.promotions.assortment import find_lines
from campaigns.promotions.comparing import Change, Summary, compare_cart
from campaigns.promotions.naming import find_names
from campaigns.promotions.sampling import Sample
from campaigns.promotions.simulating import (
    Buyer,
    Stage,
    find_past_baskets,
    iterate_past_carts,
    list_sample_carts,
    make_cart,
)
from campaigns.rules.values import Line, Shopper, Target
from cms.money import Money

_MOST_LINES, _MOST_PIECES = 50, 9_999
_STEP = 250
_OTHERS = 12
BY_HAND, SAMPLES, PAST = "hand", "samples", "past"

SAMPLE_NAMES = {
    Sample.ONE: gettext_lazy("One piece of the cheapest"),
    Sample.TWO: gettext_lazy("Two of the same"),
    Sample.THREE: gettext_lazy("Three different ones"),
    Sample.BELOW: gettext_lazy("Right below the threshold"),
    Sample.REACHED: gettext_lazy("Right at the threshold"),
    Sample.DEAREST: gettext_lazy("The dearest alone"),
    Sample.MIXED: gettext_lazy("With a product that is not meant"),
    Sample.OTHERS: gettext_lazy("Only products that are not meant"),
    Sample.MANY: gettext_lazy("Ten of each"),
}


def list_channels() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("any")), *((name, name) for name in settings.VITRINE_CHANNELS)]


class TrialForm(forms.Form):
    """Which carts, whose, and when; the fields stand beside those of the promotion, so they have a prefix."""

    prefix = "trial"
    source = forms.ChoiceField(choices=[(BY_HAND, BY_HAND), (SAMPLES, SAMPLES), (PAST, PAST)])
    lines = forms.CharField(required=False)
    orders = forms.IntegerField(required=False, min_value=0)
    tier = forms.CharField(required=False, max_length=40)
    segments = forms.CharField(required=False, max_length=200)
    channel = forms.ChoiceField(choices=list_channels, required=False)
    at = forms.CharField(required=False, max_length=40)
    has_coupons = forms.BooleanField(required=False)

    def clean_lines(self) -> list[tuple[str, int]]:
        """(SKU, pieces) of [["tea-1", 2]]."""
        try:
            rows = orjson.loads(self.cleaned_data["lines"] or "[]")
            read = [(str(sku), max(1, min(int(quantity), _MOST_PIECES))) for sku, quantity in rows][:_MOST_LINES]
        except (orjson.JSONDecodeError, TypeError, ValueError):
            raise forms.ValidationError(_("The cart cannot be read: put it together again.")) from None
        return list(dict(read).items())

    def clean_at(self) -> datetime | None:
        """An instant as the panel has offered it."""
        try:
            return datetime.fromisoformat(self.cleaned_data["at"])
        except ValueError:
            return None

    def make_buyer(self) -> Buyer:
        data = self.cleaned_data
        orders = data.get("orders")
        shopper = Shopper(
            id="trial",
            orders=3 if orders is None else orders,
            tier=data.get("tier", "").strip(),
            segments=frozenset(word.strip() for word in data.get("segments", "").split(",") if word.strip()),
        )
        return Buyer(shopper, data.get("channel", ""), data["has_coupons"])


@dataclass(frozen=True, slots=True)
class CartView:
    """One cart as it is shown."""

    label: str
    change: Change
    lines: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    before: str
    after: str
    saved: str
    floored: str


class Presenter:
    """Says what came of trials in the words of the shop."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def write(self, minor: int) -> str:
        return Money(minor, self.stage.currency).formatted

    def name_rule(self, rule_id: str) -> str:
        owner = self.stage.owners.get(rule_id)
        return owner.body["name"] if owner is not None else _("this promotion")

    def show_carts(self, changes: Sequence[tuple[str, Change]], language: str) -> list[CartView]:
        skus = {line.sku for _label, change in changes for line in change.list_lines()}
        titles = _find_titles(skus, language)
        return [self._show(label, change, titles) for label, change in changes]

    def _show(self, label: str, change: Change, titles: Mapping[str, str]) -> CartView:
        lines = [
            {
                "title": titles.get(line.sku, line.sku),
                "sku": line.sku,
                "quantity": line.quantity,
                "original": self.write(line.original),
                "before": self.write(line.before),
                "after": self.write(line.after),
                "is_changed": line.before != line.after,
            }
            for line in change.list_lines()
        ]
        return CartView(
            label,
            change,
            lines,
            self._list_decisions(change),
            self.write(change.before.total),
            self.write(change.after.total),
            self.write(change.saved),
            self.write(change.floored) if change.floored else "",
        )

    def _list_decisions(self, change: Change) -> list[dict[str, Any]]:
        shown = [
            {
                "name": self.name_rule(outcome.rule.id),
                "amount": self.write(outcome.amount),
                "is_own": outcome.rule.id in change.ours,
                "reason": "",
            }
            for outcome in change.after.outcomes
            if not outcome.reason
        ]
        refused = [
            {"name": self.name_rule(outcome.rule.id), "amount": "", "is_own": True, "reason": explain(outcome.reason)}
            for outcome in change.own
            if outcome.reason and (len(change.own) == 1 or outcome.reason != "no_matching_line")
        ]
        return [*shown, *refused]

    def show_summary(self, summary: Summary) -> dict[str, Any]:
        """The figures, and what happens to the others."""
        effects = [
            {
                "name": self.name_rule(rule),
                "before": self.write(was),
                "after": self.write(now),
                "is_less": now < was,
            }
            for rule, (was, now) in sorted(summary.others.items(), key=lambda pair: -abs(pair[1][0] - pair[1][1]))
        ]
        together = sorted(summary.companions.items(), key=lambda pair: (-pair[1], pair[0]))
        return {
            "carts": summary.carts,
            "touched": summary.touched,
            "share": summary.share,
            "given": self.write(summary.given),
            "saved": self.write(summary.saved),
            "paid_before": self.write(summary.paid_before),
            "paid_after": self.write(summary.paid_after),
            "floor_hits": summary.floor_hits,
            "floored": self.write(summary.floored),
            "effects": effects[:_OTHERS],
            "together": [{"name": self.name_rule(rule), "carts": count} for rule, count in together[:_OTHERS]],
        }


def _find_titles(skus: set[str], language: str) -> dict[str, str]:
    # As rules name them: each asked for by itself, so that none is left out of a long list.
    names = find_names([{"target": {"skus": [sku]}} for sku in sorted(skus)])
    short = "zh" if language.startswith("zh") else "en"
    return {sku: name.get(short) or next(iter(name.values())) for (kind, sku), name in names.items() if kind == "sku"}


def try_carts(form: TrialForm, stage: Stage) -> tuple[list[tuple[str, Change]], Summary, list[str]]:
    """Carts made by hand or samples: each, the sum, and SKUs that are not sold."""
    buyer = form.make_buyer()
    missing: list[str] = []
    if form.cleaned_data["source"] == SAMPLES:
        carts = [(str(SAMPLE_NAMES[kind]), cart) for kind, cart in list_sample_carts(stage, buyer)]
    else:
        wanted = dict(form.cleaned_data["lines"])
        lines = find_lines(Target(skus=frozenset(wanted)), currency=stage.currency) if wanted else []
        missing = sorted(set(wanted) - {line.sku for line in lines})
        carts = [(_("Your cart"), make_cart(_with_quantities(lines, wanted), stage, buyer))] if lines else []
    summary = Summary()
    changes = []
    for label, cart in carts:
        change = compare_cart(cart, stage.books)
        summary.add(change)
        changes.append((label, change))
    return changes, summary, missing


def _with_quantities(lines: list[Line], wanted: Mapping[str, int]) -> list[Line]:
    return [replace(line, quantity=wanted[line.sku]) for line in lines]


def try_past(form: TrialForm, stage: Stage, *, now: datetime) -> Iterator[tuple[int, int, Summary]]:
    """(done, in all, the sum so far), every so often and at the end."""
    baskets = find_past_baskets(until=now)
    summary = Summary()
    yield 0, len(baskets), summary
    for done, cart in enumerate(iterate_past_carts(baskets, stage, form.make_buyer()), start=1):
        if cart is not None:
            summary.add(compare_cart(cart, stage.books))
        if done % _STEP == 0 or done == len(baskets):
            yield done, len(baskets), summary


_REASONS = {
    "outside_window": gettext_lazy("not in its window at this time"),
    "wrong_channel": gettext_lazy("another channel"),
    "coupon_missing": gettext_lazy("the coupon is missing"),
    "wrong_segment": gettext_lazy("not for this shopper: segment or tier"),
    "limit_reached": gettext_lazy("its limit is reached"),
    "condition_not_met": gettext_lazy("a condition does not hold"),
    "below_threshold": gettext_lazy("a threshold is not reached"),
    "no_matching_line": gettext_lazy("no product of this cart is meant"),
    "units_taken": gettext_lazy("another promotion has used the pieces"),
    "floored": gettext_lazy("the lowest price allows nothing more"),
    "no_gain": gettext_lazy("it would not make anything cheaper"),
    "budget_spent": gettext_lazy("the budget is spent"),
    "excluded": gettext_lazy("an exclusive promotion comes first"),
    "beaten": gettext_lazy("another one takes off more"),
}


def explain(reason: str) -> str:
    """Why a rule did nothing, in words."""
    return str(_REASONS.get(reason, reason))
