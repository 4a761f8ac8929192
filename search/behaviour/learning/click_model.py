"""PURE. How likely a place in a list is looked at, and a product clicked by who looks: the two parts of a click.

The position-based model: a product is clicked when its place is looked at and it appeals, one independent of the
other. Both are estimated together, over all queries, by expectation maximisation with priors, so that few clicks say
little. Products that stood at several places tell the two parts apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PLACES = 20
FLOOR = 0.2
"""No click counts for more than five times another, however far down it was."""
_ROUNDS = 25
_PRIOR_SHOWN = 20.0
_PRIOR_APPEAL_SHOWN = 4.0
_LEAST, _MOST = 1e-4, 1 - 1e-4


@dataclass(frozen=True, slots=True)
class Placement:
    """How often `product` stood at `place`, from 1, of the results of `query`, and was clicked there."""

    query: str
    product: str
    place: int
    shown: int
    clicked: int


@dataclass(frozen=True, slots=True)
class ClickModel:
    """`examination`: by place from the top, 1 at the first. `appeals`: by (query, product), 0 to 1."""

    examination: tuple[float, ...]
    appeals: dict[tuple[str, str], float]


def assume_examination(places: int = PLACES) -> tuple[float, ...]:
    """What is believed of places before anything is known: each further one is looked at a little less."""
    return tuple(1 / place**0.6 for place in range(1, places + 1))


def estimate(placements: Iterable[Placement], *, places: int = PLACES, rounds: int = _ROUNDS) -> ClickModel:
    """The model that explains the clicks best."""
    rows = [
        (one.place - 1, (one.query, one.product), max(one.shown, one.clicked), one.clicked)
        for one in placements
        if 1 <= one.place <= places and one.shown > 0
    ]
    prior = assume_examination(places)
    examination = list(prior)
    shown = sum(row[2] for row in rows)
    usual = _bound(sum(row[3] for row in rows) / shown) if shown else 0.1
    appeals = {row[1]: usual for row in rows}
    for _ in range(rounds if rows else 0):
        examination, appeals = _improve(rows, examination, appeals, prior, usual)
    return ClickModel(_order(examination), appeals)


def _improve(
    rows: Sequence[tuple[int, tuple[str, str], int, int]],
    examination: list[float],
    appeals: dict[tuple[str, str], float],
    prior: Sequence[float],
    usual: float,
) -> tuple[list[float], dict[tuple[str, str], float]]:
    seen = [chance * _PRIOR_SHOWN for chance in prior]
    seen_of = [_PRIOR_SHOWN] * len(prior)
    liked = dict.fromkeys(appeals, usual * _PRIOR_APPEAL_SHOWN)
    liked_of = dict.fromkeys(appeals, _PRIOR_APPEAL_SHOWN)
    for place, pair, shown, clicked in rows:
        looks, appeal = examination[place], appeals[pair]
        # Of those who did not click: who looked and did not care, who would have cared and did not look.
        missed = (shown - clicked) / (1 - looks * appeal)
        seen[place] += clicked + missed * looks * (1 - appeal)
        seen_of[place] += shown
        liked[pair] += clicked + missed * appeal * (1 - looks)
        liked_of[pair] += shown
    # Only the product of both is observed: the first place is looked at by definition.
    top = max(seen[0] / seen_of[0], _LEAST)
    examination = [_bound(one / of / top) for one, of in zip(seen, seen_of, strict=True)]
    return examination, {pair: _bound(liked[pair] * top / liked_of[pair]) for pair in liked}


def _bound(chance: float) -> float:
    return min(max(chance, _LEAST), _MOST)


def _order(examination: Sequence[float]) -> tuple[float, ...]:
    """Each place at most as likely as the one above: people read from the top."""
    ordered = [1.0]
    for chance in examination[1:]:
        ordered.append(min(chance, ordered[-1]))
    return tuple(ordered)


def correct_place(place: int | None, examination: Sequence[float]) -> float:
    """What a visit that began at `place` of a result list is worth: less, the more likely the place is looked at.

    1 for a visit that no list led to, and for one from so far down that hardly anybody looks there. This keeps the
    top of a list from making itself popular.
    """
    if place is None or place < 1 or not examination:
        return 1.0
    chance = examination[min(place, len(examination)) - 1]
    return FLOOR / max(chance, FLOOR)
