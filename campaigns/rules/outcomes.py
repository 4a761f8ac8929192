"""What became of each rule, and the order of reasons where several hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.rules.conditions import Failure, Threshold
from campaigns.rules.effects import Effect, refuse
from campaigns.rules.values import Rule

REASONS = (
    "outside_window",
    "wrong_channel",
    "coupon_missing",
    "wrong_segment",
    "limit_reached",
    "condition_not_met",
    "below_threshold",
    "no_matching_line",
    "units_taken",
    "floored",
    "no_gain",
    "budget_spent",
    "excluded",
    "beaten",
)
_RANKS = {reason: rank for rank, reason in enumerate(REASONS)}
LEFT_OUT = frozenset({"outside_window", "wrong_channel", "wrong_segment", "coupon_missing", "no_matching_line"})
"""Decisions that only `"explain": "all"` lists."""


@dataclass(slots=True)
class Outcome:
    """`reason` is empty for a rule that applies."""

    rule: Rule
    amount: int = 0
    reason: str = ""
    thresholds: tuple[Threshold, ...] = ()
    following: Threshold | None = None
    floored: int = 0


def skip(failures: Sequence[Failure]) -> Effect:
    """Refused for the first reason in order, with every threshold that fails."""
    reason = min((failure.reason for failure in failures), key=_RANKS.__getitem__)
    if reason != "below_threshold":
        return refuse(reason)
    return refuse(reason, thresholds=[failure.threshold for failure in failures if failure.threshold is not None])


def conclude(rule: Rule, effect: Effect) -> Outcome:
    """What an effect means for its rule, applied or refused."""
    return Outcome(rule, effect.amount, effect.reason, effect.thresholds, effect.following, effect.floored)
