"""The named operations are whole documents, each for itself; what they share is the same everywhere."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, build_schema, parse, print_ast, validate

FOLDER = Path(__file__).resolve().parents[3] / "graphql"
SCHEMA = build_schema((FOLDER / "schema.graphql").read_text(encoding="utf-8"))
DOCUMENTS = {path.stem: parse(path.read_text(encoding="utf-8")) for path in (FOLDER / "operations").glob("*.graphql")}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_operation_fits_the_schema_and_is_named_like_its_file(name: str) -> None:
    document = DOCUMENTS[name]
    assert validate(SCHEMA, document) == []
    (operation,) = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    assert operation.name.value == "".join(word.title() for word in name.split("_"))


def test_fragments_of_one_name_are_the_same() -> None:
    written = defaultdict(set)
    for document in DOCUMENTS.values():
        for one in document.definitions:
            if isinstance(one, FragmentDefinitionNode):
                written[one.name.value].add(print_ast(one))
    assert {name for name, versions in written.items() if len(versions) > 1} == set()
