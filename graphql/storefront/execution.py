"""Runs one GraphQL request. Everything is synchronous: no resolver of this schema ever waits."""

from __future__ import annotations

from typing import Any

from graphql import ExecutionContext, ExecutionResult, GraphQLError, GraphQLSchema, OperationType

from storefront.context import RequestContext
from storefront.documents import prepare
from storefront.errors import Code, RequestError, format_error
from storefront.limits import Limits
from storefront.parameters import Parameters


def execute(
    schema: GraphQLSchema, parameters: Parameters, *, context: RequestContext, limits: Limits, is_get: bool = False
) -> dict[str, Any]:
    """The response to `parameters` as JSON-able data. Raises RequestError where nothing ran."""
    prepared = prepare(
        schema,
        parameters.query,
        operation_name=parameters.operation_name,
        variables=parameters.variables,
        limits=limits,
    )
    if prepared.operation.operation is not OperationType.QUERY:
        _require_post(prepared.operation.operation, is_get)
        context.is_private = True
    running = ExecutionContext.build(
        schema,
        prepared.document,
        context_value=context,
        raw_variable_values=parameters.variables,
        operation_name=parameters.operation_name,
        is_awaitable=_never_waits,
    )
    if isinstance(running, list):
        raise RequestError.refused(Code.BAD_VARIABLES, *running)
    response = _run(running)
    response["extensions"] = {"cost": {"actual": prepared.cost, "allowed": limits.cost}}
    return response


def _run(running: ExecutionContext) -> dict[str, Any]:
    errors = running.collected_errors
    try:
        data: Any = running.execute_operation(running.operation, None)
    except GraphQLError as error:
        errors.add(error, None)
        data = None
    result: ExecutionResult = running.build_response(data, errors.errors)
    response: dict[str, Any] = {"data": result.data}
    if result.errors:
        response["errors"] = [format_error(error) for error in result.errors]
    return response


def _require_post(operation: OperationType, is_get: bool) -> None:
    if is_get:
        raise RequestError.malformed(
            Code.METHOD_NOT_ALLOWED, f"A {operation.value} cannot be sent by GET; use POST.", status=405
        )
    if operation is OperationType.SUBSCRIPTION:
        raise RequestError.refused(Code.VALIDATION_FAILED, GraphQLError("This API has no subscriptions."))


def _never_waits(_value: Any) -> bool:
    return False
