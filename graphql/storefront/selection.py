"""Looks ahead: what a client selected below a field, so that one read serves all of it."""

from __future__ import annotations

from typing import Any

from graphql import FieldNode, GraphQLObjectType, GraphQLResolveInfo, get_named_type
from graphql.execution.collect_fields import collect_sub_fields
from graphql.execution.values import get_argument_values


def collect_selected(info: GraphQLResolveInfo) -> dict[str, list[dict[str, Any]]]:
    """By name, the fields selected below the one being resolved, each with its arguments; skipped ones are not."""
    return_type = get_named_type(info.return_type)
    if not isinstance(return_type, GraphQLObjectType):
        return {}
    groups = collect_sub_fields(info.schema, info.fragments, info.variable_values, return_type, info.field_nodes)
    selected: dict[str, list[dict[str, Any]]] = {}
    for nodes in groups.values():
        selected.setdefault(nodes[0].name.value, []).append(_read_arguments(return_type, nodes[0], info))
    return selected


def _read_arguments(parent: GraphQLObjectType, node: FieldNode, info: GraphQLResolveInfo) -> dict[str, Any]:
    field = parent.fields.get(node.name.value)
    return get_argument_values(field, node, info.variable_values) if field else {}
