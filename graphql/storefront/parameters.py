"""From an HTTP request to the parameters of a GraphQL request. Whatever is not one is a RequestError, status 4xx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpRequest

from storefront.errors import Code, RequestError, StorefrontError
from storefront.limits import Limits


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the GraphQL-over-HTTP specification lets a request carry."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


def read_parameters(request: HttpRequest, limits: Limits) -> Parameters:
    """The parameters of a GET or of a JSON POST."""
    if request.method == "GET":
        _require_size(len(request.META.get("QUERY_STRING", "")), limits)
        return _check(_read_query_string(request))
    if request.method == "POST":
        _require_json(request)
        return _check(_read_body(request, limits))
    raise RequestError.malformed(Code.METHOD_NOT_ALLOWED, "Use POST, or GET for queries.", status=405)


def _require_json(request: HttpRequest) -> None:
    # Nothing but JSON: a form of another site can then not act here without the browser asking us first.
    charset = (request.content_params or {}).get("charset", "utf-8").strip('"').lower()
    if request.content_type != "application/json" or charset not in {"utf-8", "utf8"}:
        given = request.headers.get("Content-Type") or "no type at all"
        raise RequestError.malformed(
            Code.UNSUPPORTED_MEDIA_TYPE,
            f"The body has to be application/json in UTF-8; it says {given[:80]}.",
            status=415,
        )


def _require_size(size: int, limits: Limits) -> None:
    try:
        limits.require("body_bytes", size)
    except StorefrontError as error:
        raise RequestError.malformed(
            Code.BODY_TOO_LARGE, error.message.replace("document", "request", 1), status=413, allowed=limits.body_bytes
        ) from None


def _read_body(request: HttpRequest, limits: Limits) -> Any:
    # By its announced length first, so that what is too long is not even read.
    _require_size(int(request.META.get("CONTENT_LENGTH") or 0), limits)
    try:
        return orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise RequestError.malformed(Code.BAD_REQUEST, f"The body is no JSON: {error}.") from None


def _read_query_string(request: HttpRequest) -> dict[str, Any]:
    values: dict[str, Any] = {name: value for name, value in request.GET.items() if value}
    for name in ("variables", "extensions"):
        if name in values:
            try:
                values[name] = orjson.loads(values[name])
            except orjson.JSONDecodeError as error:
                raise RequestError.malformed(Code.BAD_REQUEST, f"`{name}` is no JSON: {error}.") from None
    return values


def _check(values: Any) -> Parameters:
    if isinstance(values, list):
        raise RequestError.malformed(Code.BAD_REQUEST, "Requests cannot be batched; send one object, not a list.")
    if not isinstance(values, dict):
        raise RequestError.malformed(Code.BAD_REQUEST, "A request is a JSON object with a string `query`.")
    query = values.get("query")
    if not isinstance(query, str) or not query.strip():
        raise RequestError.malformed(Code.BAD_REQUEST, "`query` has to be a GraphQL document as a string.")
    _optional(values, "extensions", dict, "an object")
    return Parameters(
        query=query,
        operation_name=_optional(values, "operationName", str, "a string") or None,
        variables=_optional(values, "variables", dict, "an object") or {},
    )


def _optional(values: dict[str, Any], name: str, kind: type, article: str) -> Any:
    value = values.get(name)
    if value is not None and not isinstance(value, kind):
        raise RequestError.malformed(Code.BAD_REQUEST, f"`{name}` has to be {article}, or be left out.")
    return value
