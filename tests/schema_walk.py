"""Asks the schema for everything it has: every root field, with every argument that can be guessed, and deep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

_DEEPEST = 6
# How often one type may be opened in one document: enough to come back to it from somewhere else.
_OPENED = 2


def list_documents(schema: GraphQLSchema, values: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A document for each way to ask a root field: `values` are literals to try by the name of an argument."""
    query = schema.query_type
    assert query is not None
    for name, field in query.fields.items():
        for arguments in _list_arguments(field, values):
            selection = _Walk(schema).select(field, 1)
            yield f"query {{ {name}{_write_arguments(arguments)} {selection} }}"


def _list_arguments(field: GraphQLField, values: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """The required arguments with every value for each, then every optional one on top, one at a time."""
    required = [name for name, argument in field.args.items() if is_required_argument(argument)]
    if any(name not in values for name in required):
        return
    for chosen in product(*(values[name] for name in required)):
        given = dict(zip(required, chosen, strict=True))
        yield given
        for name in field.args:
            if name not in required and name in values:
                for value in values[name]:
                    yield {**given, name: value}


def _write_arguments(arguments: Mapping[str, str]) -> str:
    return f"({', '.join(f'{name}: {value}' for name, value in arguments.items())})" if arguments else ""


class _Walk:
    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.opened: Counter[str] = Counter()

    def select(self, field: GraphQLField, depth: int) -> str:
        named = get_named_type(field.type)
        if is_leaf_type(named):
            return ""
        if isinstance(named, GraphQLObjectType):
            return f"{{ __typename {self.fields_of(named, depth)} }}"
        assert isinstance(named, GraphQLInterfaceType | GraphQLUnionType)
        parts = [
            f"... on {one.name} {{ {self.fields_of(one, depth)} }}"
            for one in self.schema.get_possible_types(named)
            if depth < _DEEPEST
        ]
        return f"{{ __typename {' '.join(parts)} }}"

    def fields_of(self, parent: GraphQLObjectType, depth: int) -> str:
        self.opened[parent.name] += 1
        is_leaf_level = depth >= _DEEPEST or self.opened[parent.name] > _OPENED
        written = []
        for name, field in parent.fields.items():
            is_leaf = is_leaf_type(get_named_type(field.type))
            if (is_leaf_level and not is_leaf) or not _is_askable(field.args):
                continue
            # Types of a union may give one name to fields of different kinds.
            written.append(f"{parent.name}_{name}: {name} {self.select(field, depth + 1)}")
        return " ".join(written) or "__typename"


def _is_askable(arguments: Mapping[str, GraphQLArgument]) -> bool:
    return not any(is_required_argument(argument) for argument in arguments.values())


def find_strings(value: Any) -> Iterator[str]:
    """Every string of an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from find_strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from find_strings(one)
