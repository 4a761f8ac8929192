"""The query as neutral values: each engine compiles them into its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Term(NamedTuple):
    """Products whose `field` holds exactly this token or key. A tuple: a query has hundreds of them."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Between:
    """Products whose number is in [low, high]; None is open. `path` names the specification of field "numbers"."""

    field: str
    low: float | None
    high: float | None
    path: str = ""


@dataclass(frozen=True, slots=True)
class AllOf:
    clauses: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least `at_least` of the clauses; none at all match nothing."""

    clauses: tuple[Node, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    clause: Node


@dataclass(frozen=True, slots=True)
class Everything:
    pass


Node = Term | Between | AllOf | AnyOf | Not | Everything


@dataclass(frozen=True, slots=True)
class Points:
    """`points` for every product that matches `clause`; whole numbers, so that every engine adds up the same."""

    clause: Node
    points: int


@dataclass(frozen=True, slots=True)
class ScoredQuery:
    """Products that match `match`, each worth the sum of its `points`."""

    match: Node
    points: tuple[Points, ...] = ()


def all_of(*clauses: Node) -> Node:
    """Every clause, side by side; Everything where there is none."""
    flat = (inner for clause in clauses for inner in (clause.clauses if isinstance(clause, AllOf) else (clause,)))
    wanted = tuple(clause for clause in flat if not isinstance(clause, Everything))
    match wanted:
        case ():
            return Everything()
        case (only,):
            return only
    return AllOf(wanted)


def any_of(*clauses: Node) -> Node:
    """One clause or more; nothing matches where there is none."""
    return clauses[0] if len(clauses) == 1 else AnyOf(clauses)
