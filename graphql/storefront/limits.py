"""What a document may ask for. Counted on the parsed document, before the rules of GraphQL run over it.

The setting VITRINE_GRAPHQL_LIMITS overrides single limits by name; None switches one off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from storefront.errors import Code, StorefrontError

WORDS = {
    "depth": "nests {actual} levels of fields",
    "cost": "costs {actual}",
    "aliases": "has {actual} aliases",
    "root_fields": "has {actual} root fields",
    "field_nodes": "has {actual} fields",
    "same_response_name": "asks {actual} times for one name in one selection",
    "tokens": "has {actual} tokens",
    "body_bytes": "is {actual} bytes long",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Each limit on its own switch; a value of exactly the limit passes."""

    depth: int | None = 12
    """Levels of fields, introspection apart (graphql-core bounds that on its own)."""
    cost: int | None = 2_000
    """Objects a response may hold, list sizes multiplied; ten scalar fields cost as much as one object."""
    aliases: int | None = 30
    """Aliases in the document."""
    root_fields: int | None = 20
    """Fields of the operation itself, fragments opened."""
    field_nodes: int | None = 500
    """Fields written in the document."""
    same_response_name: int | None = 20
    """Fields that answer to one name in one selection, fragments opened."""
    tokens: int | None = 1_000
    """Tokens of the document, comments not counted."""
    body_bytes: int | None = 64 * 1024
    """Bytes of the request's body, or of the query string of a GET."""

    def require(self, name: str, actual: int) -> None:
        """Raise LIMIT_EXCEEDED, which says which limit and by how much, where `actual` is over the limit `name`."""
        allowed = getattr(self, name)
        if allowed is not None and actual > allowed:
            said = WORDS[name].format(actual=f"{actual:,}")
            raise StorefrontError(
                Code.LIMIT_EXCEEDED,
                f"The document {said}, {actual - allowed:,} more than the {allowed:,} allowed.",
                limit=name,
                allowed=allowed,
                actual=actual,
            )


def read_limits(given: Mapping[str, int | None] | None = None) -> Limits:
    """The limits in force. Raises ImproperlyConfigured for a name or a value that is none."""
    given = getattr(settings, "VITRINE_GRAPHQL_LIMITS", {}) if given is None else given
    known = {limit.name for limit in fields(Limits)}
    for name, value in given.items():
        if name not in known:
            raise ImproperlyConfigured(f"VITRINE_GRAPHQL_LIMITS has no {name!r}; known: {', '.join(sorted(known))}.")
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise ImproperlyConfigured(
                f"VITRINE_GRAPHQL_LIMITS[{name!r}] is {value!r}; it is a number from 1, or None."
            )
    return Limits(**given)
