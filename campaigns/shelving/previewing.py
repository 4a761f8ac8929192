"""What a rule would change now if it were saved as it is: nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from campaigns.shelving.facts import Surroundings, iterate_facts, read_surroundings
from campaigns.shelving.models import ShelfRule
from campaigns.shelving.rules.choosing import choose, is_change
from campaigns.shelving.rules.values import Rule
from campaigns.shelving.saying import say_reason
from campaigns.shelving.wishing import read_rules
from cms.catalog.models import Product
from cms.catalog.selectors import name_products

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One product, why the rule means it, and which earlier rule keeps it from it."""

    pk: int
    title: str
    reasons: Sequence[str]
    kept_by: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """`count` products would change; of `most` a run; others are meant, but an earlier rule wants something else."""

    count: int
    kept: int
    seen: int
    most: int
    rows: Sequence[Row]

    @property
    def more(self) -> int:
        return self.count + self.kept - len(self.rows)


def preview(rule: Rule, order: int, *, at: datetime) -> Preview:
    """Look at every product with `rule` among the others, in place of itself where it is saved already."""
    surroundings = read_surroundings(at=at)
    rules = [other for other in read_rules() if other.kind == rule.kind and other.id != rule.id]
    rules.insert(_find_place(rules, order), rule)
    found, kept, seen = _look(rule, rules, surroundings, at=at)
    shown = [*found, *kept][:SHOWN]
    titles = name_products(pk for pk, _reasons, _by in shown)
    rows = [Row(pk, titles.get(pk, ""), [say_reason(one) for one in reasons], by) for pk, reasons, by in shown]
    return Preview(len(found), len(kept), seen, rule.most, rows)


def _look(
    rule: Rule, rules: Sequence[Rule], surroundings: Surroundings, *, at: datetime
) -> tuple[list[Any], list[Any], int]:
    found: list[Any] = []
    kept: list[Any] = []
    seen, today = 0, timezone.localdate(at)
    for batch in iterate_facts(Product.objects.all(), surroundings, at=at):
        seen += len(batch)
        for facts in batch:
            for wish in choose(rules, facts, at=at, today=today):
                if wish.rule is rule and is_change(wish, facts):
                    found.append((facts.pk, [asdict(reason) for reason in wish.reasons], ""))
                elif rule in wish.overruled and wish.rule is not None:
                    kept.append((facts.pk, [asdict(reason) for reason in wish.reasons], wish.rule.name))
    return found, kept, seen


def _find_place(rules: Sequence[Rule], order: int) -> int:
    """Behind those of smaller or the same order."""
    orders = dict(ShelfRule.objects.values_list("pk", "order"))
    return sum(orders.get(other.id, 0) <= order for other in rules)
