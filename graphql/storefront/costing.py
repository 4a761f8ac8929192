"""PURE. What an operation costs before it runs: the objects its response may hold, and a tenth for each scalar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_leaf_type,
)

# In tenths, so that sums stay whole numbers.
_OBJECT, _SCALAR = 10, 1
_INTROSPECTION = {"__schema": 5_000, "__type": 1_000, "__typename": _SCALAR}
ASSUMED_SIZE = 10
"""How long a list is taken to be that cannot be paged: pictures, variants, children of a category."""
_PAGED = frozenset({"edges", "nodes"})


def count_cost(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int:
    """The cost of `operation`, an upper bound for any data. Unknown fields cost nothing, they are refused later."""
    return _Costing(schema, document, operation, variables).run()


class _Costing:
    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        self.schema = schema
        self.operation = operation
        self.variables = variables
        self.defaults = {
            definition.variable.name.value: definition.default_value
            for definition in operation.variable_definitions or ()
        }
        self.fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self.opened: dict[tuple[str, int], int] = {}
        self.opening: set[str] = set()

    def run(self) -> int:
        tenths = self.sum_up(
            self.operation.selection_set, self.schema.get_root_type(self.operation.operation), ASSUMED_SIZE
        )
        return -(-tenths // 10)

    def sum_up(self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None, page: int) -> int:
        """The tenths of a selection on `parent`; its `edges` and `nodes` are `page` long."""
        total = 0
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                total += self.count_field(node, parent, page)
            elif isinstance(node, FragmentSpreadNode):
                total += self.open_fragment(node.name.value, page)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                narrowed = self.schema.get_type(condition.name.value) if condition is not None else parent
                total += self.sum_up(node.selection_set, narrowed, page)
        return total

    def open_fragment(self, name: str, page: int) -> int:
        if (name, page) in self.opened:
            return self.opened[name, page]
        fragment = self.fragments.get(name)
        if fragment is None or name in self.opening:
            return 0
        self.opening.add(name)
        parent = self.schema.get_type(fragment.type_condition.name.value)
        self.opened[name, page] = total = self.sum_up(fragment.selection_set, parent, page)
        self.opening.discard(name)
        return total

    def count_field(self, node: FieldNode, parent: GraphQLNamedType | None, page: int) -> int:
        name = node.name.value
        if name in _INTROSPECTION:
            return _INTROSPECTION[name]
        field: GraphQLField | None = getattr(parent, "fields", {}).get(name)
        if field is None:
            return 0
        named = get_named_type(field.type)
        if is_leaf_type(named):
            return _SCALAR
        size = self.read_size(node, field)
        own = _OBJECT
        if node.selection_set:
            own += self.sum_up(node.selection_set, named, ASSUMED_SIZE if size is None else size)
        if not _is_list(field):
            return own
        if size is None:
            size = page if name in _PAGED else ASSUMED_SIZE
        return size * own

    def read_size(self, node: FieldNode, field: GraphQLField) -> int | None:
        """How many items the field's own arguments ask for, if they do."""
        given = {argument.name.value: argument.value for argument in node.arguments}
        if "ids" in field.args:
            return self.count_items(given.get("ids"))
        if "first" in field.args:
            return self.read_number(given.get("first"), field.args["first"].default_value)
        return None

    def read_number(self, value: ValueNode | None, default: Any) -> int:
        if isinstance(value, VariableNode):
            name = value.name.value
            number = self.variables.get(name)
            if number is None:
                return self.read_number(self.defaults.get(name), default)
        else:
            number = int(value.value) if isinstance(value, IntValueNode) else default
        return max(number, 0) if isinstance(number, int) else ASSUMED_SIZE

    def count_items(self, value: ValueNode | None) -> int:
        if isinstance(value, VariableNode):
            given = self.variables.get(value.name.value)
            if given is None:
                return self.count_items(self.defaults.get(value.name.value))
            return len(given) if isinstance(given, list) else 1
        return len(value.values) if isinstance(value, ListValueNode) else 1


def _is_list(field: GraphQLField) -> bool:
    type_ = field.type
    if isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    return isinstance(type_, GraphQLList)
