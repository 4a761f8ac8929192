"""What rules, the trend of sales and the place in the assortment make of every product, before anything is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from campaigns.shelving.facts import Surroundings, iterate_facts
from campaigns.shelving.models import ChangeOrigin, ShelfRule, ShelvingSettings
from campaigns.shelving.rules.choosing import choose, is_change
from campaigns.shelving.rules.roles import suggest_role
from campaigns.shelving.rules.selling import list_weeks
from campaigns.shelving.rules.slope import WEEKS, Suggestion, suggest_stage
from campaigns.shelving.rules.values import ROLE, STAGE, Facts, Rule, Wish
from cms.catalog.models import Product


@dataclass(frozen=True, slots=True)
class Wanted:
    """One change of one product that somebody or something asks for."""

    facts: Facts
    wish: Wish
    origin: ChangeOrigin


@dataclass
class Tally:
    """What a look at all products came to besides."""

    seen: int = 0
    contradicted: int = 0
    by_rule: Counter[int] = field(default_factory=Counter)


def read_rules() -> list[Rule]:
    """The rules in use, in order."""
    return [rule.make_rule() for rule in ShelfRule.objects.filter(is_active=True).select_related("category")]


def iterate_wanted(
    rules: Sequence[Rule], surroundings: Surroundings, settings: ShelvingSettings, tally: Tally, *, at: datetime
) -> Iterator[list[Wanted]]:
    """Batch by batch what is wanted of every product that there is."""
    for batch in iterate_facts(Product.objects.all(), surroundings, at=at):
        yield [wanted for facts in batch for wanted in _want(facts, rules, surroundings, settings, tally, at=at)]


def _want(
    facts: Facts,
    rules: Sequence[Rule],
    surroundings: Surroundings,
    settings: ShelvingSettings,
    tally: Tally,
    *,
    at: datetime,
) -> Iterator[Wanted]:
    today = timezone.localdate(at)
    tally.seen += 1
    wishes = choose(rules, facts, at=at, today=today)
    for wish in wishes:
        tally.contradicted += bool(wish.overruled)
        if wish.rule is not None and is_change(wish, facts):
            tally.by_rule[wish.rule.id] += 1
            yield Wanted(facts, wish, ChangeOrigin.RULE)
    taken = {wish.kind for wish in wishes}
    if settings.suggests_stages and STAGE not in taken and facts.is_live:
        yield from _suggest(facts, STAGE, suggest_for(facts, at=at), ChangeOrigin.SALES)
    if settings.suggests_roles and ROLE not in taken and facts.is_live and not facts.role:
        yield from _suggest(facts, ROLE, find_role(facts, surroundings), ChangeOrigin.ASSORTMENT)


def suggest_for(facts: Facts, *, at: datetime) -> Suggestion | None:
    """The stage that the last weeks of a product speak for."""
    weeks = list_weeks(facts.daily, WEEKS, today=timezone.localdate(at))
    released = None if facts.released_at is None else (at - facts.released_at).days
    return suggest_stage(weeks, facts.stage, released_days=released)


def find_role(facts: Facts, surroundings: Surroundings) -> Suggestion | None:
    """The role that a product seems to play in its category."""
    return suggest_role(facts, surroundings.find_figures(facts.category_path))


def _suggest(facts: Facts, kind: str, found: Suggestion | None, origin: ChangeOrigin) -> Iterator[Wanted]:
    if found is not None and found.value != getattr(facts, kind):
        yield Wanted(facts, Wish(kind, found.value, None, found.reasons), origin)
