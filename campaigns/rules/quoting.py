"""A quote as JSON: what each line costs, and what became of each rule, in numbers and words."""

from __future__ import annotations

from typing import Any as Raw

from campaigns.rules.amounts import format_amount, split
from campaigns.rules.compiling import RuleBook
from campaigns.rules.conditions import Threshold
from campaigns.rules.evaluating import Evaluation
from campaigns.rules.outcomes import LEFT_OUT, Outcome
from campaigns.rules.sentences import describe_missing
from campaigns.rules.state import LineState
from campaigns.rules.values import Kind


def make_quote(evaluation: Evaluation, book: RuleBook) -> dict[str, Raw]:
    """The quote of an evaluation; every amount is a decimal string of the major unit."""
    return _Writer(evaluation, book).write()


class _Writer:
    def __init__(self, evaluation: Evaluation, book: RuleBook) -> None:
        self._evaluation = evaluation
        self._book = book
        self._decimals = evaluation.cart.decimals
        self._applied = [outcome for outcome in evaluation.outcomes if not outcome.reason]

    def _money(self, minor: int) -> str:
        return format_amount(minor, self._decimals)

    def write(self) -> dict[str, Raw]:
        cart, state = self._evaluation.cart, self._evaluation.state
        subtotal = sum(line.unit_price * line.quantity for line in cart.lines)
        goods = state.sum_cost()
        quote: dict[str, Raw] = {
            "lines": [self._write_line(line) for line in state.lines],
            "subtotal": self._money(subtotal),
            "discount": self._money(subtotal - goods),
            "shipping": self._money(state.shipping),
            "total": self._money(goods + state.shipping),
            "gifts": self._list(Kind.GIFT, self._write_gift),
            "add_ons": self._list(Kind.ADD_ON_PRICE, self._write_add_on),
            "points": self._list(Kind.POINTS, self._write_points),
            "deposits": self._list(Kind.DEPOSIT, self._write_deposit),
            "decisions": [self._write_decision(outcome) for outcome in self._list_told()],
            "rule_book": self._book.hash,
            "funding": self._write_funding(),
        }
        if cart.picks_coupons:
            quote["coupons"] = [
                {"code": one.code, "rule": one.rule} if one.rule else one.code for one in self._evaluation.coupons
            ]
        return quote

    def _write_line(self, one: LineState) -> dict[str, Raw]:
        subtotal = one.line.unit_price * one.line.quantity
        decimals = self._decimals
        amounts = dict(one.applied)
        if len(amounts) < len(one.applied):
            amounts = dict.fromkeys(amounts, 0)
            for rule_id, amount in one.applied:
                amounts[rule_id] += amount
        return {
            "id": one.line.id,
            "quantity": one.line.quantity,
            "unit_price": self._money(one.line.unit_price),
            "subtotal": self._money(subtotal),
            "discount": self._money(subtotal - one.cost),
            "total": self._money(one.cost),
            "applied": [
                {"rule": rule_id, "amount": format_amount(amount, decimals)} for rule_id, amount in amounts.items()
            ],
        }

    def _list(self, kind: Kind, write: Raw) -> list[dict[str, Raw]]:
        return [write(outcome) for outcome in self._applied if outcome.rule.action.kind is kind]

    def _write_gift(self, outcome: Outcome) -> dict[str, Raw]:
        action = outcome.rule.action
        return {"rule": outcome.rule.id, "sku": action.sku, "quantity": action.quantity}

    def _write_add_on(self, outcome: Outcome) -> dict[str, Raw]:
        action = outcome.rule.action
        offer: dict[str, Raw] = {
            "rule": outcome.rule.id,
            "value": self._money(action.value),
            "quantity": action.quantity,
        }
        skus = action.target.skus
        return {**offer, "skus": sorted(skus)} if skus is not None else offer

    def _write_points(self, outcome: Outcome) -> dict[str, Raw]:
        return {"rule": outcome.rule.id, "multiplier": outcome.rule.action.multiplier}

    def _write_deposit(self, outcome: Outcome) -> dict[str, Raw]:
        """`paid` now or before, `due` at the balance for the units of the target."""
        action = outcome.rule.action
        lines = self._evaluation.state.match(action.target)
        quantity = sum(one.line.quantity for one in lines)
        cost = sum(one.cost for one in lines)
        if self._evaluation.cart.stage == "deposit":
            # What the balance will take off is not in the lines yet.
            cost -= (action.worth - action.deposit) * quantity
        paid = action.deposit * quantity
        return {
            "rule": outcome.rule.id,
            "quantity": quantity,
            "deposit": self._money(action.deposit),
            "worth": self._money(action.worth),
            "paid": self._money(paid),
            "due": self._money(max(0, cost - paid)),
        }

    def _list_told(self) -> list[Outcome]:
        outcomes = self._evaluation.outcomes
        if self._evaluation.cart.explains_all:
            return outcomes
        return [outcome for outcome in outcomes if outcome.reason not in LEFT_OUT]

    def _write_decision(self, outcome: Outcome) -> dict[str, Raw]:
        decision: dict[str, Raw]
        if not outcome.reason:
            decision = {"rule": outcome.rule.id, "status": "applied"}
            decision["amount"] = format_amount(outcome.amount, self._decimals)
            if outcome.following is not None:
                decision["next"] = self._write_threshold(outcome.following)
        else:
            decision = {"rule": outcome.rule.id, "status": "skipped", "reason": outcome.reason}
            if outcome.thresholds:
                thresholds = [self._write_threshold(each) for each in outcome.thresholds]
                decision |= thresholds[0]
                decision["thresholds"] = thresholds
                decision["message"] = describe_missing(outcome.rule, outcome.thresholds[0], self._evaluation.cart)
        if outcome.floored:
            decision["floored"] = self._money(outcome.floored)
        return decision

    def _write_threshold(self, threshold: Threshold) -> dict[str, Raw]:
        required, observed = threshold.required, threshold.observed
        if not threshold.is_amount:
            return {"required": required, "observed": observed, "missing": required - observed}
        decimals = self._decimals
        return {
            "required": format_amount(required, decimals),
            "observed": format_amount(observed, decimals),
            "missing": format_amount(required - observed, decimals),
        }

    def _write_funding(self) -> dict[str, str]:
        """Who pays how much of all that was taken off."""
        paid: dict[str, int] = {}
        for outcome in self._applied:
            funding = outcome.rule.funding
            if not outcome.amount or not funding:
                continue
            for name, part in zip(funding, split(outcome.amount, list(funding.values())), strict=True):
                paid[name] = paid.get(name, 0) + part
        return {name: self._money(paid[name]) for name in sorted(paid)}
