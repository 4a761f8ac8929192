"""Why a product stands where it does: the same points as the engine counts, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis import Analyser
from search.ranking.factors import DEFAULT_WEIGHTS, Signals, Weights, list_factors
from search.ranking.frequencies import Frequencies
from search.ranking.impacts import Impacts, ProductText, measure_product
from search.ranking.scoring import list_merits
from search.ranking.tree import AllOf, AnyOf, Everything, Node, Not, Term
from search.ranking.understanding import Query


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that counts: `points` that it adds, or a `factor` that all points are multiplied by.

    `kind` is "word", "part" (of a word), "all_in_core", "all_anywhere", "head", "product_type", "pair" or
    "identifier"; "interest" for what a shopper likes; for factors "quality", "popularity", "sold_out", "new" or
    "decline". `text` is what matched and `place` the field of the product's text where it says most.
    """

    kind: str
    text: str = ""
    place: str = ""
    points: int = 0
    factor: float = 1.0


def explain(
    query: Query,
    text: ProductText,
    *,
    analyser: Analyser,
    frequencies: Frequencies,
    signals: Signals = Signals(),  # noqa: B008 - frozen
    weights: Weights = DEFAULT_WEIGHTS,
) -> list[Reason]:
    """The reasons for one product, those that add points before the factors, each the weightiest first.

    The sum of the points, times `weigh_product`, is the product's score.
    """
    impacts = measure_product(text, analyser)
    reasons = [
        Reason(merit.kind, merit.text, _find_place(merit.text, text, analyser), points)
        for merit in list_merits(query, frequencies)
        if (points := sum(each.points for each in merit.points if holds(each.clause, impacts)))
    ]
    factors = [Reason(name, factor=factor) for name, factor in list_factors(signals, weights)]
    reasons.sort(key=lambda reason: -reason.points)
    return reasons + sorted(factors, key=lambda reason: -abs(reason.factor - 1))


def holds(node: Node, impacts: Impacts) -> bool:
    """Whether a product with these impacts matches. Only fields of words are known here."""
    match node:
        case Term(field, token):
            return token in _list_tokens(field, impacts)
        case AllOf(clauses):
            return all(holds(clause, impacts) for clause in clauses)
        case AnyOf(clauses, at_least):
            return sum(holds(clause, impacts) for clause in clauses) >= at_least
        case Not(clause):
            return not holds(clause, impacts)
        case Everything():
            return True
    raise TypeError(f"{node!r} is no clause about words.")


class _Level:
    """The tokens whose level has one bit."""

    def __init__(self, levels: dict[str, int], bit: int) -> None:
        self._levels, self._bit = levels, bit

    def __contains__(self, token: str) -> bool:
        return bool(self._levels.get(token, 0) >> self._bit & 1)


def _list_tokens(field: str, impacts: Impacts) -> set[str] | _Level:
    if field.startswith("b"):
        return _Level(impacts.levels, int(field[1:]))
    tokens: set[str] = getattr(impacts, "identifiers" if field == "identifier" else field)
    return tokens


def _find_place(token: str, text: ProductText, analyser: Analyser) -> str:
    """The first field that has the token, from what says most to what says least; "" where none has it as it is."""
    for place, value in _list_places(text):
        if any(token in run.tokens or token in run.characters for run in analyser.split(value)):
            return place
    return ""


def _list_places(text: ProductText) -> Iterator[tuple[str, str]]:
    yield "title", text.title
    yield "brand", text.brand
    yield "search_terms", text.search_terms
    yield "summary", text.summary
    for place in ("selling_points", "options", "identifiers", "product_types", "topics", "specifications"):
        for value in getattr(text, place):
            yield place, value
    yield "details", text.details
