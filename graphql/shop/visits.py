"""One request of a shopper, and how it asks the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cms.callers import read_address
from cms.delivery.live import LiveDocument
from shop.sessions import read_session
from storefront import client
from storefront.channels import list_channels
from storefront.context import RequestContext
from storefront.errors import Code, RequestError


class AskError(Exception):
    """The API answered with errors; `codes` are theirs."""

    def __init__(self, errors: Sequence[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.codes = {error.get("extensions", {}).get("code") for error in errors}


class Missing(Exception):
    """Nothing lives at this address."""


class Moved(Exception):
    """What lived at this address is elsewhere."""

    def __init__(self, address: str, *, is_permanent: bool) -> None:
        super().__init__(address)
        self.address = address
        self.is_permanent = is_permanent


class SignInNeeded(Exception):
    """This is for members, and a guest asks."""


@dataclass(slots=True)
class Visit:
    """Who asks for which address, in which language and at which instant; `drafts` stand in for what is live.

    `is_over` says that somebody had signed in whose token does not hold any more.
    """

    request: HttpRequest
    locale: str
    context: RequestContext
    drafts: Sequence[LiveDocument] = ()
    is_over: bool = False

    @property
    def is_member(self) -> bool:
        """Whether somebody has signed in."""
        return self.context.viewer is not None

    @property
    def is_private(self) -> bool:
        """Whether the page is for this shopper alone, so that nobody may keep it for others."""
        return self.context.is_preview or self.is_member or self.is_over

    def require_member(self) -> None:
        """Raises SignInNeeded for a guest."""
        if not self.is_member:
            raise SignInNeeded

    def ask(self, operation: str, **variables: Any) -> dict[str, Any]:
        """The data of a named operation. Raises AskError for an answer with errors."""
        given = {name: value for name, value in variables.items() if value is not None}
        answer = client.ask(operation, given, context=self.context, drafts=self.drafts)
        if answer.errors:
            raise AskError(answer.errors)
        return answer.data


def begin_visit(request: HttpRequest, locale: str) -> Visit:
    """A visit to the shop as it is now, by whoever has signed in."""
    # Without an origin the API's addresses of pictures stay as they are: this storefront lives on the same host.
    context = RequestContext(
        at=timezone.now(),
        locale=locale,
        channel=list_channels()[0],
        address=read_address(request),
        user_agent=request.headers.get("User-Agent", ""),
    )
    visit = Visit(request, locale, context)
    if token := read_session(request):
        try:
            context.viewer = client.check_token(token)
        except RequestError as error:
            # Where the provider cannot be asked, its member is a guest for a moment, and signed in again after.
            visit.is_over = error.errors[0]["extensions"]["code"] == Code.UNAUTHENTICATED
    return visit


def require_content(route: dict[str, Any] | None, *kinds: str) -> dict[str, Any]:
    """What lives at the place of `route`. Raises Moved where it is elsewhere now, Missing where nothing is."""
    if route is None:
        raise Missing
    if route["redirect"]:
        raise Moved(route["redirect"]["address"], is_permanent=route["redirect"]["isPermanent"])
    content = route["content"]
    if content is None or (kinds and content.get("type") not in kinds):
        raise Missing
    return content
