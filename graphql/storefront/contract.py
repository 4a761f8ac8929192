"""Compares the schema with its committed copy, and says what a change would break."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graphql import build_schema, find_breaking_changes, find_dangerous_changes

CONTRACT = Path(__file__).resolve().parents[1] / "schema.graphql"


@dataclass(frozen=True, slots=True)
class Difference:
    """How a schema differs from a contract."""

    is_same: bool
    breaking: list[str]
    dangerous: list[str]


def compare(contract: str, printed: str) -> Difference:
    """What a client written against `contract` meets in a schema that prints as `printed`."""
    if contract == printed:
        return Difference(True, [], [])
    agreed, present = build_schema(contract), build_schema(printed)
    return Difference(
        False,
        sorted(change.description for change in find_breaking_changes(agreed, present)),
        sorted(change.description for change in find_dangerous_changes(agreed, present)),
    )
