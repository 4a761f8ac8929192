from __future__ import annotations

from search.ranking.directives import Adjustment
from search.ranking.tree import Not, Term, all_of, any_of
from search.tiers import Tier, list_tiers

CUPS, POTS = Term("category", "cups"), Term("category", "pots")


def test_each_worth_is_a_tier_and_together_they_are_everything():
    assert list_tiers([Adjustment(CUPS, 30), Adjustment(POTS, -10)]) == [
        Tier(all_of(CUPS, Not(POTS)), 4_000),
        Tier(all_of(CUPS, POTS), 3_000),
        Tier(all_of(Not(CUPS), Not(POTS)), 1_000),
        Tier(all_of(Not(CUPS), POTS), 0),
    ]


def test_what_is_worth_the_same_is_one_tier():
    tiers = list_tiers([Adjustment(CUPS, 30), Adjustment(POTS, 30)])
    assert [tier.score for tier in tiers] == [6_000, 3_000, 0]
    assert tiers[1].clause == any_of(all_of(CUPS, Not(POTS)), all_of(Not(CUPS), POTS))


def test_nothing_and_too_much_have_none():
    assert list_tiers([]) == []
    assert list_tiers([Adjustment(CUPS, number) for number in range(1, 5)]) == []
