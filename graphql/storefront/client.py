"""Asks the API from inside this process: the same documents, limits and answers as over HTTP, without the wire."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cms.delivery.drafts import show_drafts
from cms.delivery.live import LiveDocument
from cms.refusals import Refused
from storefront import rates, uploads
from storefront.context import RequestContext
from storefront.demo_members import list_demo_members, sign_in_demo
from storefront.errors import StorefrontError
from storefront.execution import execute
from storefront.limits import read_limits
from storefront.mutations.permissions import require_contributor
from storefront.parameters import Parameters
from storefront.schema import schema
from storefront.viewers import check_token

OPERATIONS = Path(__file__).resolve().parents[1] / "operations"


__all__ = ["Answer", "ask", "check_token", "list_demo_members", "read_operation", "sign_in_demo", "upload_picture"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the API says: data as over HTTP, and the errors beside it."""

    data: dict[str, Any]
    errors: list[dict[str, Any]] = field(default_factory=list)


@cache
def read_operation(name: str) -> str:
    """The text of the operation `graphql/operations/NAME.graphql`."""
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


def ask(
    operation: str,
    variables: dict[str, Any] | None = None,
    *,
    context: RequestContext,
    drafts: Sequence[LiveDocument] = (),
) -> Answer:
    """The answer to the named `operation`. Raises RequestError where nothing ran: a wrong operation is our fault."""
    parameters = Parameters(query=read_operation(operation), operation_name=None, variables=variables or {})
    with show_drafts(drafts) if drafts else nullcontext():
        response = execute(schema, parameters, context=context, limits=read_limits())
    return Answer(response["data"] or {}, response.get("errors", []))


def upload_picture(content: bytes, *, context: RequestContext) -> Answer:
    """What /uploads/pictures answers to a picture of a member: its `id` for mutations, or `userErrors`."""
    try:
        require_contributor(context)
        rates.require(context, "UploadPicture", uploads.RATE)
        return Answer(uploads.describe_upload(uploads.keep_picture(context, content)))
    except StorefrontError as error:
        return Answer({}, [dict(error.formatted)])
    except Refused as refused:
        said = [{"field": one.field, "code": one.code, "message": str(one.message)} for one in refused.refusals]
        return Answer({"userErrors": said})
