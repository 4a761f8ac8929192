"""A list without text in which some products go first: tier by tier, each in the shop's own order.

By score it would be one list too, but nearly all of its scores are equal, and an engine has to read every one of equals
to order them. A tier is read in an order the engine keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from search.engines.base import Found, FoundHit, Ordering, Position, Reader
from search.ranking.directives import Adjustment
from search.ranking.tree import Node, Not, ScoredQuery, all_of, any_of

MOST_TIERED = 3
"""With more adjustments there would be too many tiers: then it is one list by score."""


@dataclass(frozen=True, slots=True)
class Tier:
    """Products that the same adjustments are for, or others worth as much: `score` points more than the last tier."""

    clause: Node
    score: int


def list_tiers(adjustments: Sequence[Adjustment]) -> list[Tier]:
    """The tiers that `adjustments` make, the highest first; none where there are too many, or nothing to adjust."""
    if not 0 < len(adjustments) <= MOST_TIERED:
        return []
    by_points: dict[int, list[Node]] = {}
    for choice in product((True, False), repeat=len(adjustments)):
        pairs = list(zip(adjustments, choice, strict=True))
        points = sum(each.points * (1 if each.strength > 0 else -1) for each, is_in in pairs if is_in)
        clause = all_of(*(each.clause if is_in else Not(each.clause) for each, is_in in pairs))
        by_points.setdefault(points, []).append(clause)
    lowest = min(by_points)
    return [Tier(any_of(*by_points[points]), points - lowest) for points in sorted(by_points, reverse=True)]


def find_tiered(
    reader: Reader, match: Node, tiers: Sequence[Tier], *, ordering: Ordering, first: int, after: Position | None
) -> Found:
    """As Reader.find by score, equals in the order of `ordering`; a position's score says which tier it is in."""
    hits: list[FoundHit] = []
    passed = after.passed if after else 0
    for tier in tiers:
        if len(hits) == first or (after is not None and tier.score > after.score):
            continue
        wanted = ScoredQuery(all_of(match, tier.clause))
        begin = after if after is not None and tier.score == after.score else None
        page = reader.find(wanted, ordering=ordering, first=first - len(hits), after=begin)
        for hit in page.hits:
            place = hit.position._replace(score=tier.score, passed=passed + len(hits) + 1)
            hits.append(hit._replace(position=place))
    return Found(hits, reader.count(match))
