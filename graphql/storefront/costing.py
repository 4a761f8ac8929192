"""PURE. What an operation costs before it runs: the objects its response may hold, and a tenth for each scalar.

An object behind a union or an interface is of one type only, so the dearest of them counts, not the sum. Types of
`LIGHT` are rows of a document that was read anyway: they cost what is selected of them, and nothing for themselves.
"""

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
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

# In tenths, so that sums stay whole numbers.
_OBJECT, _SCALAR = 10, 1
_INTROSPECTION = {"__schema": 5_000, "__type": 1_000, "__typename": _SCALAR}
ASSUMED_SIZE = 10
"""How long a list is taken to be that cannot be paged: pictures, variants, children of a category."""
_PAGED = frozenset({"edges", "nodes"})
LIGHT = frozenset(
    {
        "ArticleCard",
        "CategoryTile",
        "ComparisonRow",
        "FocalPoint",
        "Image",
        "Link",
        "ProductCard",
        "ProductPromotion",
        "Promotion",
        "Slide",
    }
)
"""Types that pages show hundreds of."""


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
        self.counted: dict[tuple[int, str, int], int] = {}
        self.opening: set[str] = set()

    def run(self) -> int:
        tenths = self.sum_up(
            self.operation.selection_set, self.schema.get_root_type(self.operation.operation), ASSUMED_SIZE
        )
        return -(-tenths // 10)

    def sum_up(self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None, page: int) -> int:
        """The tenths of a selection on `parent`; its `edges` and `nodes` are `page` long."""
        if not is_abstract_type(parent):
            return self.sum_up_one(selection_set, parent, page)
        types = self.schema.get_possible_types(parent)  # type: ignore[arg-type]
        return max((self.sum_up_one(selection_set, one, page) for one in types), default=0)

    def sum_up_one(self, selection_set: SelectionSetNode, parent: GraphQLNamedType | None, page: int) -> int:
        """The tenths of a selection on an object of the type `parent`, counted once for each of them."""
        place = (id(selection_set), parent.name if parent is not None else "", page)
        if place not in self.counted:
            self.counted[place] = sum(self.count_node(node, parent, page) for node in selection_set.selections)
        return self.counted[place]

    def count_node(self, node: SelectionNode, parent: GraphQLNamedType | None, page: int) -> int:
        if isinstance(node, FieldNode):
            return self.count_field(node, parent, page)
        if isinstance(node, FragmentSpreadNode):
            return self.open_fragment(node.name.value, parent, page)
        if isinstance(node, InlineFragmentNode) and self.applies(node.type_condition, parent):
            return self.sum_up_one(node.selection_set, parent, page)
        return 0

    def open_fragment(self, name: str, parent: GraphQLNamedType | None, page: int) -> int:
        fragment = self.fragments.get(name)
        if fragment is None or name in self.opening or not self.applies(fragment.type_condition, parent):
            return 0
        self.opening.add(name)
        total = self.sum_up_one(fragment.selection_set, parent, page)
        self.opening.discard(name)
        return total

    def applies(self, condition: NamedTypeNode | None, parent: GraphQLNamedType | None) -> bool:
        """Whether a fragment on `condition` is part of an object of the type `parent`."""
        if condition is None or parent is None or condition.name.value == parent.name:
            return True
        wanted = self.schema.get_type(condition.name.value)
        if not is_abstract_type(wanted) or not isinstance(parent, GraphQLObjectType):
            return False
        return self.schema.is_sub_type(wanted, parent)  # type: ignore[arg-type]

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
        own = 0 if named.name in LIGHT else _OBJECT
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
