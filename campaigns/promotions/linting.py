"""What a promotion would do wrong, found before anybody approves it: errors refuse its publication, the rest warns.

Time is bounded whatever there is of promotions and products: rules are found by the keys of what they mean, and only a
few products and carts of each kind are worked out (`worst_carts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from campaigns.promotions.assortment import find_lines
from campaigns.promotions.comparing import Change, Summary, compare_cart
from campaigns.promotions.composing_targets import Json
from campaigns.promotions.models import CouponKind, Promotion
from campaigns.promotions.naming import find_names
from campaigns.promotions.openings import find_contradiction
from campaigns.promotions.sampling import list_leaves, merge_targets
from campaigns.promotions.simulating import (
    PAST_DAYS,
    Buyer,
    Stage,
    find_past_baskets,
    iterate_past_carts,
    list_moments,
    make_cart,
    prepare_stage,
)
from campaigns.promotions.worst_carts import Findings, Meeting, examine
from campaigns.rules.evaluating import evaluate_cart
from campaigns.rules.values import EVERYTHING, Line, Mode, Rule
from cms.delivery.problems import ERROR, WARNING, Problem
from cms.money import Money

MOST_NAMED = 6
_MOST_MOMENTS = 3
_MOST_BASKETS = 1_000
_MOST_DAYS = 36_500


def find_errors(promotion: Promotion, rules: Sequence[Json], *, at: datetime) -> list[Problem]:
    """What refuses its publication: it could never apply, or gives products away together with others."""
    return [one for one in _Linter(promotion, rules, at).find() if one.level == ERROR]


def find_problems(promotion: Promotion, rules: Sequence[Json], *, at: datetime) -> list[Problem]:
    """All findings, errors first."""
    linter = _Linter(promotion, rules, at)
    found = [*linter.find(), *linter.find_coupon_problems(), *linter.find_budget_problems()]
    return sorted(found, key=lambda one: one.level != ERROR)


class _Linter:
    def __init__(self, promotion: Promotion, rules: Sequence[Json], at: datetime) -> None:
        self.promotion = promotion
        self.at = at
        moments = list_moments(promotion, now=at)[:_MOST_MOMENTS]
        self.stages = [prepare_stage(promotion, rules, at=moment) for moment in moments]
        self.own = self.stages[0].own
        self.lines: dict[str, Line] = {}
        self._titles: dict[str, str] = {}

    def find(self) -> Iterator[Problem]:
        yield from self._find_contradictions()
        yield from self._find_empty_targets()
        if self.lines:
            yield from self._find_meetings()

    # It could never apply.

    def _find_contradictions(self) -> Iterator[Problem]:
        zone = ZoneInfo(settings.TIME_ZONE)
        for rule in self.own:
            match find_contradiction(rule, at=self.at, timezone=zone):
                case "times":
                    text = _("Its weekdays and times of day never come within its window: it would never apply.")
                    yield Problem(ERROR, _("Conditions"), text, field="conditions")
                case "channel":
                    text = _("No channel meets both its channels and its conditions: it would never apply.")
                    yield Problem(ERROR, _("Channels"), text, field="channels")
                case "orders":
                    text = _("No shopper has as many orders as its conditions ask for: they exclude each other.")
                    yield Problem(ERROR, _("Conditions"), text, field="conditions")
                case _:
                    continue
            return

    def _find_empty_targets(self) -> Iterator[Problem]:
        """Every product that is meant is read here."""
        named: set[str] = set()
        is_empty = False
        for target in merge_targets(self.own):
            found = find_lines(target, currency=self.promotion.currency)
            self.lines.update((line.id, line) for line in found)
            is_empty = is_empty or (not found and target != EVERYTHING)
            named |= (target.skus or frozenset()) - {line.sku for line in found}
        if is_empty:
            # Products may still come by a feed before it begins.
            text = _("No product of the shop is meant now: choose others, or take a restriction away.")
            yield Problem(WARNING, _("Which products"), text, field="action")
        elif named:
            text = _("Not sold, so without effect: %(skus)s.") % {"skus": _shorten(sorted(named))}
            yield Problem(WARNING, _("Which products"), text, field="action")
        for rule in self.own[:1]:
            for leaf in list_leaves(rule.condition):
                if leaf.target != EVERYTHING and not find_lines(leaf.target, currency=self.promotion.currency):
                    text = _("No product of the shop counts towards one of its thresholds: it cannot be reached now.")
                    yield Problem(WARNING, _("Conditions"), text, field="conditions")
                    return

    # Together with others.

    def _find_meetings(self) -> Iterator[Problem]:
        seen: set[tuple[str, str]] = set()
        for stage in self.stages:
            others = [rule for rule in stage.books.before.rules if _is_open(rule, stage.at)]
            lines = list(self.lines.values())
            findings = examine(stage.own, others, lines, stage.books, make_cart([], stage, Buyer()))
            self._name([line for line, _change in (*findings.free, *findings.floored)])
            for problem in (*self._list_free(findings, stage), *self._list_floored(findings, stage)):
                if (problem.level, problem.place) not in seen:
                    seen.add((problem.level, problem.place))
                    yield problem
            for problem in self._list_overlaps(findings, stage):
                if ("overlap", problem.place) not in seen:
                    seen.add(("overlap", problem.place))
                    yield problem

    def _list_free(self, findings: Findings, stage: Stage) -> Iterator[Problem]:
        for line, change in findings.free[:MOST_NAMED]:
            facts = {"product": self._title(line), "cart": self._describe(change, stage)}
            others = self._name_others(change, stage)
            if not others or not _cost_alone(change, stage):
                text = _("%(product)s costs nothing by this promotion alone: %(cart)s.") % facts
                yield Problem(WARNING, self.promotion.name, text, field="action")
                continue
            text = _(
                "Together with this, %(product)s costs nothing: %(cart)s. Put both into one group, leave the product "
                "out, or give it a lowest price."
            )
            yield Problem(ERROR, others, text % facts, field="action")

    def _list_floored(self, findings: Findings, stage: Stage) -> Iterator[Problem]:
        worst: dict[str, tuple[Line, Change]] = {}
        for line, change in findings.floored:
            held = worst.get(line.id)
            if held is None or change.floored > held[1].floored:
                worst[line.id] = line, change
        for line, change in sorted(worst.values(), key=lambda pair: -pair[1].floored)[:3]:
            text = _(
                "The lowest price of %(product)s, %(floor)s, holds: %(cart)s. "
                "Shoppers get %(less)s less than is promised."
            ) % {
                "product": self._title(line),
                "floor": self._write(line.floor),
                "cart": self._describe(change, stage),
                "less": self._write(change.floored),
            }
            yield Problem(WARNING, self._name_others(change, stage) or self.promotion.name, text, field="action")

    def _list_overlaps(self, findings: Findings, stage: Stage) -> Iterator[Problem]:
        by_owner: dict[str, list[Meeting]] = {}
        for rule_id, meeting in findings.meetings.items():
            by_owner.setdefault(stage.owners[rule_id].key, []).append(meeting)
        ordered = sorted(by_owner.values(), key=lambda rows: -sum(row.products for row in rows))
        self._name([row.line for rows in ordered for row in rows[:1]])
        for rows in ordered[:MOST_NAMED]:
            meeting = max(rows, key=lambda row: row.products)
            owner = stage.owners[meeting.rule.id]
            lowest = findings.lowest.get(meeting.rule.id)
            count = sum(row.products for row in rows)
            text = ngettext(
                "It is for %(count)d of the same products: %(product)s.",
                "It is for %(count)d of the same products, such as %(product)s.",
                count,
            ) % {"count": count, "product": self._title(meeting.line)}
            yield Problem(
                WARNING,
                owner.body["name"],
                " ".join(filter(None, [text, self._explain(meeting.rule, stage, lowest)])),
                field="group",
            )
        if len(ordered) > MOST_NAMED:
            count = len(ordered) - MOST_NAMED
            text = ngettext(
                "%(count)d more promotion is for some of the same products.",
                "%(count)d more promotions are for some of the same products.",
                count,
            )
            yield Problem(WARNING, _("Together with others"), text % {"count": count}, field="group")

    def _explain(self, other: Rule, stage: Stage, lowest: tuple[Line, Change] | None) -> str:
        """How the two go together, and what the worst cart comes to."""
        ours = self.own[0]
        if lowest is not None:
            text = _("Both count: %(cart)s.")
            return text % {"cart": self._describe(lowest[1], stage)}
        if other.layer == ours.layer and other.group == ours.group:
            mode = stage.groups.get(f"{ours.layer}/{ours.group}", Mode.BEST)
            if mode is Mode.BEST:
                return _("They are of one group: only the one that takes off most counts.")
            if mode is Mode.FIRST:
                return _("They are of one group: only the one of higher priority counts.")
        if other.is_exclusive or ours.is_exclusive:
            return _("One of them is exclusive: where it applies, the other does not.")
        return ""

    # Coupons and budgets.

    def find_coupon_problems(self) -> Iterator[Problem]:
        """Coupons that nobody can use."""
        promotion = self.promotion
        if promotion.coupon_kind == CouponKind.NONE:
            return
        if promotion.limit_total == 0:
            yield Problem(WARNING, _("Coupon"), _("No order may use it."), field="limit_total")
        if promotion.coupon_kind == CouponKind.ISSUED and not has_codes(promotion):
            text = _("There is no code yet, and none to be taken: nobody can use it.")
            yield Problem(WARNING, _("Coupon"), text, field="coupon_kind")

    def find_budget_problems(self) -> Iterator[Problem]:
        """A budget that cannot last, going by what was bought."""
        promotion = self.promotion
        budgets = [rule.limits.budget for rule in self.own if rule.limits.budget is not None]
        if not budgets or not self.lines:
            return
        baskets = find_past_baskets(until=self.at, most=_MOST_BASKETS)
        if not baskets:
            return
        stage, summary = self.stages[0], Summary()
        for cart in iterate_past_carts(baskets, stage, Buyer()):
            if cart is not None:
                summary.add(compare_cart(cart, stage.books))
        days = max(1, min(PAST_DAYS, (self.at - baskets[0].at).days))
        window = (promotion.ends_at - stage.at).total_seconds() / 86_400 if promotion.ends_at else _MOST_DAYS
        if not summary.given or (lasts := budgets[0] * days / summary.given) >= window:
            return
        text = _("At the sales of the last %(past)d days (%(given)s off a day) the budget lasts %(days)s.") % {
            "past": days,
            "given": self._write(summary.given // days),
            "days": _write_days(lasts),
        }
        yield Problem(WARNING, _("Budget"), text, field="budget")

    # Words.

    def _write(self, minor: int) -> str:
        return Money(minor, self.promotion.currency).formatted

    def _name(self, lines: Iterable[Line]) -> None:
        missing = sorted({line.sku for line in lines} - set(self._titles))
        names = find_names([{"target": {"skus": [sku]}} for sku in missing])
        short = "zh" if (get_language() or "").startswith("zh") else "en"
        for sku in missing:
            name = names.get(("sku", sku), {})
            self._titles[sku] = name.get(short) or next(iter(name.values()), sku)

    def _title(self, line: Line) -> str:
        title = self._titles.get(line.sku, line.sku)
        return title if title == line.sku else f"{title} ({line.sku})"

    def _describe(self, change: Change, stage: Stage) -> str:
        """ "12 × tea-1, ¥120.00 → ¥0.00"."""
        lines = change.list_lines()
        pieces = ", ".join(f"{line.sku} ×{line.quantity}" for line in lines)
        before = sum(line.original for line in lines)
        return f"{pieces}, {self._write(before)} → {self._write(change.after.state.sum_cost())}"

    def _name_others(self, change: Change, stage: Stage) -> str:
        names = dict.fromkeys(stage.owners[rule_id].body["name"] for rule_id in change.list_companions())
        return _shorten(list(names), most=3)


def has_codes(promotion: Promotion) -> bool:
    """Whether there is a code of its own, or one to be taken."""
    return promotion.pk is not None and any(
        getattr(promotion, name).exists() for name in ("coupons", "coupon_campaigns") if hasattr(promotion, name)
    )


def _cost_alone(change: Change, stage: Stage) -> int:
    """What the goods of the cart would cost if there were no other promotion."""
    alone = [rule for rule in stage.books.after.rules if rule.id in change.ours]
    book = replace(stage.books.after, rules=tuple(alone), needs={}, always=tuple(range(len(alone))))
    return evaluate_cart(change.after.cart, book).state.sum_cost()


def _is_open(rule: Rule, at: datetime) -> bool:
    return (rule.starts_at is None or rule.starts_at <= at) and (rule.ends_at is None or at < rule.ends_at)


def _shorten(names: Sequence[str], most: int = 6) -> str:
    text = ", ".join(names[:most])
    return f"{text} …" if len(names) > most else text


def _write_days(days: float) -> str:
    if days < 1:
        hours = max(1, int(days * 24))
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", int(days)) % {"count": int(days)}
