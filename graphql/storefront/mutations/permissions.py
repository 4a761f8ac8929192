"""Who may do what. Each of these raises a StorefrontError where the one who asks may not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.members.shoppers import Shopper
from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError


def allow_anyone(context: RequestContext) -> None:
    """Guests too."""


def require_member(context: RequestContext) -> Shopper:
    """Whoever has signed in."""
    return context.require_member()


def require_contributor(context: RequestContext) -> Shopper:
    """A member who has not been blocked: for everything that others get to see, or that changes a count."""
    shopper = context.require_member()
    member = shopper.find_member()
    if member is not None and member.is_blocked:
        raise StorefrontError(Code.FORBIDDEN, _("You may not contribute here any more. Our service can tell you why."))
    return shopper


def require_backend(context: RequestContext) -> None:
    """The shop's own backend, which places orders; never a look at another time."""
    context.is_private = True
    if not context.is_backend:
        raise StorefrontError(
            Code.UNAUTHENTICATED,
            "This is for the shop's backend: send its BACKEND_TOKEN as a Bearer token, from no browser.",
        )
    if context.is_preview:
        raise StorefrontError(Code.FORBIDDEN, "Orders are placed now: send no preview token and no other time.")
