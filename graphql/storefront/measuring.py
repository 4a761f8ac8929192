"""PURE. How big a parsed document is: depth, fields, aliases, root fields, names in one selection.

Fragments are measured once each, so the time is linear in the document whatever the fragments spread; a fragment
that spreads itself counts nothing the second time and is left to the rules of GraphQL to refuse.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(slots=True)
class Measures:
    """What `Limits` limits, cost and text apart."""

    depth: int = 0
    aliases: int = 0
    root_fields: int = 0
    field_nodes: int = 0
    same_response_name: int = 0


@dataclass(slots=True)
class _Selection:
    """A selection with its fragments opened: how deep it goes, and how often each response name occurs."""

    depth: int
    names: Counter[str]


def measure(document: DocumentNode) -> Measures:
    """Measure the whole `document`; where it has several operations, the largest counts."""
    return _Measuring(document).run()


class _Measuring:
    def __init__(self, document: DocumentNode) -> None:
        self.document = document
        self.measures = Measures()
        self.fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self.opened: dict[str, _Selection] = {}
        self.opening: set[str] = set()

    def run(self) -> Measures:
        measures = self.measures
        for definition in self.document.definitions:
            if isinstance(definition, OperationDefinitionNode):
                selection = self.open(definition.selection_set)
                measures.depth = max(measures.depth, selection.depth)
                measures.root_fields = max(measures.root_fields, sum(selection.names.values()))
        for name in self.fragments:
            # What no operation uses is no part of a depth, but its fields are there for the rules to go through.
            self.open_fragment(name)
        return measures

    def open(self, selection_set: SelectionSetNode) -> _Selection:
        depth, names = 0, Counter[str]()
        for node in selection_set.selections:
            below, found = 0, Counter[str]()
            if isinstance(node, FieldNode):
                below, found = self.open_field(node), Counter([_response_name(node)])
            elif isinstance(node, FragmentSpreadNode):
                opened = self.open_fragment(node.name.value)
                below, found = opened.depth, opened.names
            elif isinstance(node, InlineFragmentNode):
                opened = self.open(node.selection_set)
                below, found = opened.depth, opened.names
            depth = max(depth, below)
            names.update(found)
        self.measures.same_response_name = max(self.measures.same_response_name, *names.values(), 0)
        return _Selection(depth, names)

    def open_field(self, node: FieldNode) -> int:
        """Count `node` and what is below; return its depth."""
        self.measures.field_nodes += 1
        self.measures.aliases += node.alias is not None
        below = self.open(node.selection_set).depth if node.selection_set else 0
        return 1 if node.name.value in _INTROSPECTION else 1 + below

    def open_fragment(self, name: str) -> _Selection:
        if name in self.opened:
            return self.opened[name]
        if name in self.opening or name not in self.fragments:
            return _Selection(0, Counter())
        self.opening.add(name)
        self.opened[name] = selection = self.open(self.fragments[name].selection_set)
        return selection


def _response_name(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value
