"""Signing in and out. Members are the identity provider's; where one develops, that is a built-in one."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.delivery.addresses import make_address
from shop.pages import Meta, render_page
from shop.serving import find_next, go, shop_action, shop_form
from shop.sessions import close_session, open_session
from shop.visits import Visit
from storefront import client
from storefront.errors import RequestError


@shop_form
def sign_in(visit: Visit) -> HttpResponse:
    """A choice of demo members, or a token that the shop's own sign-in posts here."""
    if visit.request.method != "POST":
        return _ask(visit)
    given = visit.request.POST
    token = given.get("token") or client.sign_in_demo(given.get("member", ""))
    problem = _find_fault(token)
    if token is None or problem:
        return _ask(visit, problem, status=400)
    response = go(visit, find_next(visit, "/me"))
    open_session(visit.request, response, token)
    visit.is_over = False
    return response


@shop_action
def sign_out(visit: Visit) -> HttpResponse:
    response = go(visit, "/")
    close_session(response)
    return response


def _ask(visit: Visit, problem: str = "", status: int = 200) -> HttpResponse:
    meta = Meta(title=pgettext("shop", "Sign in"), path="/me/sign-in", is_indexed=False)
    return render_page(
        visit,
        "sign_in",
        meta,
        status=status,
        members=client.list_demo_members(),
        problem=problem,
        next_address=make_address(find_next(visit, "/me"), visit.locale),
    )


def _find_fault(token: str | None) -> str:
    if not token:
        return _("Choose who you are.")
    try:
        client.check_token(token)
    except RequestError:
        return _("This sign-in does not hold (any more). Please sign in again.")
    return ""
