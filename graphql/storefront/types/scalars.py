from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as PythonDecimal
from decimal import InvalidOperation
from typing import Any

import graphene
from graphql import GraphQLError, IntValueNode, StringValueNode, Undefined, value_from_ast_untyped
from graphql.language.ast import FloatValueNode


class DateTime(graphene.Scalar):
    """An instant in ISO 8601 with its offset: "2026-11-11T00:00:00+08:00"."""

    @staticmethod
    def serialize(value: datetime | str) -> str:
        return value if isinstance(value, str) else value.astimezone(UTC).isoformat()


class Decimal(graphene.Scalar):
    """An exact decimal number, given out as a string: "59.90". A string or a number is taken."""

    @staticmethod
    def serialize(value: Any) -> str:
        return str(value)

    @staticmethod
    def parse_value(value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise GraphQLError(f"Decimal cannot represent {value!r}.")
        try:
            number = PythonDecimal(str(value).strip())
        except InvalidOperation:
            raise GraphQLError(f"Decimal cannot represent {str(value)[:40]!r}.") from None
        if not number.is_finite() or number.adjusted() > 15:
            raise GraphQLError(f"Decimal cannot represent {str(value)[:40]!r}: it is not finite or too large.")
        return format(number, "f")

    @staticmethod
    def parse_literal(node: Any, _variables: Any = None) -> Any:
        if isinstance(node, StringValueNode | IntValueNode | FloatValueNode):
            return Decimal.parse_value(node.value)
        return Undefined


class UbiEvent(graphene.Scalar):
    """An event as a JSON object in the shape of User Behavior Insights, with the names of that schema.

    `{"event_id", "action_name", "timestamp", "query_id", "message", "event_attributes": {"object": {"object_id",
    "object_id_field"}, "position": {"ordinal"}, "quantity"}}`; what is wrong in one is said of it alone.
    """

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    @staticmethod
    def parse_value(value: Any) -> Any:
        return value

    @staticmethod
    def parse_literal(node: Any, variables: Any = None) -> Any:
        return value_from_ast_untyped(node, variables)
