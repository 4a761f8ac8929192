"""From text to a document that may run: limits first, then the rules of GraphQL, the result kept for the next time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    validate,
)

from storefront.costing import count_cost
from storefront.errors import Code, RequestError, StorefrontError
from storefront.limits import Limits
from storefront.measuring import measure
from storefront.scanning import scan

KEPT_DOCUMENTS = 512
_MOST_ERRORS = 20
# graphql-core's own bound, where there is no limit of ours.
_DEEPEST_BRACES = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """A valid document, the operation of it that runs, and what that costs."""

    document: DocumentNode
    operation: OperationDefinitionNode
    cost: int


def prepare(
    schema: GraphQLSchema, source: str, *, operation_name: str | None, variables: Mapping[str, Any], limits: Limits
) -> Prepared:
    """Everything that is decided before a resolver runs. Raises RequestError."""
    try:
        document = _parse(source, limits)
        operation = _choose_operation(document, operation_name)
        cost = count_cost(schema, document, operation, variables)
        limits.require("cost", cost)
    except StorefrontError as error:
        raise RequestError.refused(Code.LIMIT_EXCEEDED, error) from None
    except RecursionError:
        raise RequestError.refused(Code.LIMIT_EXCEEDED, _nested_too_deeply(scan(source).braces, limits)) from None
    _validate(schema, source, limits)
    return Prepared(document, operation, cost)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _parse(source: str, limits: Limits) -> DocumentNode:
    """Parse and measure. What raises is not kept."""
    size = scan(source)
    limits.require("tokens", size.tokens)
    if size.braces > _DEEPEST_BRACES:
        raise _nested_too_deeply(size.braces, limits)
    try:
        # The scanner only estimates where text is broken; the lexer then has the last word.
        document = parse(source, max_lexical_tokens=limits.tokens)
    except GraphQLSyntaxError as error:
        raise RequestError.refused(Code.SYNTAX_ERROR, error) from None
    for name, actual in asdict(measure(document)).items():
        limits.require(name, actual)
    return document


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _validate(schema: GraphQLSchema, source: str, limits: Limits) -> None:
    """Run the rules of GraphQL over a document that `_parse` has let through."""
    errors = validate(schema, _parse(source, limits), max_errors=_MOST_ERRORS)
    if errors:
        raise RequestError.refused(Code.VALIDATION_FAILED, *errors)


def _choose_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operation = get_operation_ast(document, name)
    if operation is None:
        names = [
            definition.name.value if definition.name else "(unnamed)"
            for definition in document.definitions
            if isinstance(definition, OperationDefinitionNode)
        ]
        said = f"has no operation {name!r}" if name else "has several operations" if names else "has no operation"
        hint = f"; set `operationName` to one of: {', '.join(names)}." if names else "."
        raise StorefrontError(Code.UNKNOWN_OPERATION, f"The document {said}{hint}")
    return operation


def _nested_too_deeply(braces: int, limits: Limits) -> StorefrontError:
    allowed = limits.depth or _DEEPEST_BRACES
    return StorefrontError(
        Code.LIMIT_EXCEEDED,
        f"The document nests {braces:,} levels, {braces - allowed:,} more than the {allowed:,} allowed.",
        limit="depth",
        allowed=allowed,
        actual=braces,
    )
