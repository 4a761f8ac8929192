"""Every way a request can fail, as a stable code; the message is for the developer of the storefront.

docs/graphql.md says what each means and what to do about it. Codes are never renamed; new ones may come.
"""

from __future__ import annotations

import logging
import secrets
from enum import StrEnum
from typing import Any

from graphql import GraphQLError

logger = logging.getLogger(__name__)


class Code(StrEnum):
    """`extensions.code` of an error."""

    BAD_REQUEST = "BAD_REQUEST"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    SYNTAX_ERROR = "SYNTAX_ERROR"
    VALIDATION_FAILED = "VALIDATION_FAILED"
    BAD_VARIABLES = "BAD_VARIABLES"
    UNKNOWN_OPERATION = "UNKNOWN_OPERATION"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    BAD_ARGUMENT = "BAD_ARGUMENT"
    BAD_CURSOR = "BAD_CURSOR"
    BAD_ID = "BAD_ID"
    UNKNOWN_LOCALE = "UNKNOWN_LOCALE"
    UNKNOWN_CHANNEL = "UNKNOWN_CHANNEL"
    BAD_PREVIEW = "BAD_PREVIEW"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    RATE_LIMITED = "RATE_LIMITED"
    IDENTITY_UNAVAILABLE = "IDENTITY_UNAVAILABLE"
    SEARCH_UNAVAILABLE = "SEARCH_UNAVAILABLE"
    INTERNAL_ERROR = "INTERNAL_ERROR"


class StorefrontError(GraphQLError):
    """An error the client may see as it is; `details` join the code in `extensions`."""

    def __init__(self, code: Code, message: str, **details: Any) -> None:
        super().__init__(message, extensions={"code": code.value, **details})


class RequestError(Exception):
    """What stops a request before execution: `errors` as they are shown, `status` for HTTP.

    `is_malformed` says that not even a GraphQL request arrived, so that the status holds for every media type.
    """

    def __init__(self, errors: list[dict[str, Any]], *, status: int = 400, is_malformed: bool = False) -> None:
        super().__init__(errors)
        self.errors = errors
        self.status = status
        self.is_malformed = is_malformed

    @classmethod
    def malformed(cls, code: Code, message: str, *, status: int = 400, **details: Any) -> RequestError:
        """The HTTP request itself is wrong."""
        return cls([dict(StorefrontError(code, message, **details).formatted)], status=status, is_malformed=True)

    @classmethod
    def refused(cls, code: Code, *errors: GraphQLError) -> RequestError:
        """A GraphQL request that is not carried out; `code` holds for errors without one of their own."""
        return cls([_format_with_code(error, code) for error in errors])


def format_error(error: GraphQLError) -> dict[str, Any]:
    """An error of execution as it is shown: ours as they are, anything else logged and hidden."""
    cause: BaseException = error
    while isinstance(cause, GraphQLError) and not isinstance(cause, StorefrontError) and cause.original_error:
        cause = cause.original_error
    if isinstance(cause, StorefrontError):
        return {**dict(error.formatted), "extensions": dict(cause.extensions or {})}
    if isinstance(cause, GraphQLError) and cause.message.startswith("Argument '"):
        # A variable that is null where its default promised a value: graphql-core finds that only now.
        return _format_with_code(error, Code.BAD_ARGUMENT)
    return {**dict(error.formatted), **describe_unexpected(cause)}


def describe_unexpected(error: BaseException) -> dict[str, Any]:
    """What a client is told of a fault of ours: a reference under which the log has everything."""
    reference = secrets.token_hex(6)
    logger.error("GraphQL request failed, reference %s", reference, exc_info=error)
    return {
        "message": "Something went wrong on our side; the server's log has it under this reference.",
        "extensions": {"code": Code.INTERNAL_ERROR.value, "reference": reference},
    }


def _format_with_code(error: GraphQLError, code: Code) -> dict[str, Any]:
    return {**dict(error.formatted), "extensions": {"code": code.value, **(error.extensions or {})}}
