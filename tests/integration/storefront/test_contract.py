"""The committed schema is what the code says, and a breaking change is named."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from graphene import Enum, InputObjectType, Interface, ObjectType, Union
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
)

from storefront.contract import CONTRACT, compare
from storefront.schema import print_contract, schema


def test_the_committed_schema_is_the_codes():
    assert CONTRACT.read_text(encoding="utf-8") == print_contract(), "run `make schema`"


def test_everything_is_described():
    assert list(_find_undescribed()) == []


def _find_undescribed() -> Iterator[str]:
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        if not kind.description:
            yield name
        if isinstance(kind, GraphQLEnumType):
            yield from (f"{name}.{value}" for value, entry in kind.values.items() if not entry.description)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in kind.fields.items():
                if not field.description:
                    yield f"{name}.{field_name}"
                arguments = getattr(field, "args", {})
                yield from (f"{name}.{field_name}({one})" for one, arg in arguments.items() if not arg.description)


def test_nothing_pages_backwards():
    assert "last" not in schema.query_type.fields["products"].args  # type: ignore[union-attr]
    assert "before" not in schema.query_type.fields["products"].args  # type: ignore[union-attr]


def test_changes_are_told_apart():
    old = "type Query {\n  a: Int\n  b(x: Int): String\n}"
    difference = compare(old, "type Query { b(x: Int!): String c: Int }")
    assert difference.is_same is False
    assert difference.breaking == [
        "Query.a was removed.",
        "Query.b arg x has changed type from Int to Int!.",
    ]
    assert difference.dangerous == []


def test_the_command_writes_compares_and_marks(tmp_path: Path):
    path = tmp_path / "schema.graphql"
    with pytest.raises(CommandError, match="make schema"):
        call_command("graphql_schema", "--check", f"--file={path}")
    call_command("graphql_schema", f"--file={path}", stdout=StringIO())
    assert path.read_text(encoding="utf-8") == print_contract()
    call_command("graphql_schema", "--check", f"--file={path}", stdout=StringIO())

    older = print_contract().replace("type Query {", "type Query {\n  clock: DateTime!\n")
    path.write_text(older, encoding="utf-8")
    said = StringIO()
    with pytest.raises(CommandError, match="make schema"):
        call_command("graphql_schema", "--check", f"--file={path}", stdout=said, no_color=True)
    assert said.getvalue() == "BREAKING: Query.clock was removed.\n"
    assert "clock" in path.read_text(encoding="utf-8")


def test_no_two_types_have_one_name() -> None:
    # graphene takes the one for the other without a word.
    found: dict[str, set[type]] = {}
    todo: list[type] = [ObjectType, InputObjectType, Enum, Union, Interface]
    while todo:
        for one in todo.pop().__subclasses__():
            todo.append(one)
            name = getattr(getattr(one, "_meta", None), "name", None)
            if one.__module__.startswith("storefront.") and name:
                found.setdefault(name, set()).add(one)
    assert {name: types for name, types in found.items() if len(types) > 1} == {}
    assert len(found) > 100
