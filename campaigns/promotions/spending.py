"""How much of a promotion's limits is gone, over all its rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.promotions.composing_targets import list_items
from campaigns.promotions.models import Promotion
from campaigns.promotions.usage import find_usage
from campaigns.rules.values import Usage
from cms.money import count_decimals

NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Spending:
    """Orders and minor units so far; a share is that of the rule that has least left, None without a limit."""

    orders: int = 0
    amount_minor: int = 0
    orders_share: float | None = None
    budget_share: float | None = None

    @property
    def share(self) -> float | None:
        shares = [share for share in (self.orders_share, self.budget_share) if share is not None]
        return max(shares, default=None)


def find_spending(promotions: Iterable[Promotion]) -> dict[str, Spending]:
    """By key, of all of them; one query."""
    by_key = {promotion.key: promotion for promotion in promotions}
    ids = {key: _list_rules(promotion) for key, promotion in by_key.items()}
    usage, _own = find_usage({rule for rules in ids.values() for rule in rules}, "")
    return {key: _sum_up(by_key[key], rules, usage) for key, rules in ids.items()}


def _list_rules(promotion: Promotion) -> dict[str, int | None]:
    """The ids of its rules with how many orders each may have."""
    actions = promotion.action.get_prep_value() if promotion.action else []
    if actions and actions[0]["type"] == "price_list":
        rows = list_items(actions[0]["value"].get("prices"))
        return {
            f"{promotion.key}/{row['sku'].strip()}": row.get("orders") or promotion.limit_total
            for row in rows
            if row.get("sku")
        }
    return {promotion.key: promotion.limit_total}


def _sum_up(promotion: Promotion, rules: dict[str, int | None], usage: dict[str, Usage]) -> Spending:
    used = {rule: usage.get(rule, Usage()) for rule in rules}
    shares = [used[rule].total / limit for rule, limit in rules.items() if limit]
    budget = int(promotion.budget.scaleb(count_decimals(promotion.currency))) if promotion.budget else 0
    return Spending(
        sum(each.total for each in used.values()),
        sum(each.budget for each in used.values()),
        max(shares, default=None),
        max(each.budget for each in used.values()) / budget if budget and used else None,
    )
