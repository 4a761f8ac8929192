"""Pages whose shelves show products of others are read by whoever looks after a part of the shop, and not changed.

Wagtail's own screens of pages, by its hooks; what has none asks `LandingPage.permissions_for_user`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from campaigns.landing.models import LandingPage
from cms.catalog.reach.refusing import find_refusal
from cms.catalog.reach.selectors import find_reach

_READING = {"GET", "HEAD", "OPTIONS"}


def _find_refusal_of(user: Any, pages: Any) -> str:
    if not find_reach(user).is_limited:
        return ""
    return next(filter(None, (find_refusal(user, page) for page in pages.select_related("latest_revision"))), "")


def _find_own_refusal(user: Any, page: LandingPage) -> str:
    """As it is stored: what an editor holds may be a newer draft."""
    return _find_refusal_of(user, LandingPage.objects.filter(pk=page.pk))


def find_refusal_below(user: Any, page: Page) -> str:
    """Why `user` may not take away or move `page` with all below it; "" for who may."""
    return _find_refusal_of(user, LandingPage.objects.descendant_of(page, inclusive=True))


def keep_editing_within(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor shows what is another's with the reason; nothing is saved."""
    reason = _find_own_refusal(request.user, page) if isinstance(page, LandingPage) else ""
    if not reason:
        return None
    if request.method in _READING:
        messages.warning(request, _("You may read this, and not change it.") + " " + reason)
        return None
    if "application/json" in request.headers.get("Accept", ""):
        error = {"success": False, "error_code": "out_of_reach", "error_message": reason}
        return JsonResponse(error, status=403)
    return _refuse(request, reason, page)


def take_actions_away(items: list[Any], request: HttpRequest, context: Mapping[str, Any]) -> None:
    """Nothing to save, publish or submit with below what is only read."""
    page = context.get("page")
    if isinstance(page, LandingPage) and _find_own_refusal(request.user, page):
        items.clear()


def keep_page_within(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Neither it nor what is below it is taken away, or copied."""
    reason = find_refusal_below(request.user, page)
    return _refuse(request, reason, page) if reason else None


def keep_moves_within(request: HttpRequest, page: Page, _destination: Page) -> HttpResponse | None:
    """A page is at its address for whoever looks after its products."""
    return keep_page_within(request, page)


def keep_bulk_within(
    request: HttpRequest, _action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    """One page of others' refuses the whole, as a mistake in what was ticked."""
    pages = [one for one in objects if isinstance(one, Page)]
    reason = next(filter(None, (find_refusal_below(request.user, page) for page in pages)), "")
    return _refuse(request, reason, pages[0]) if reason else None


def _refuse(request: HttpRequest, reason: str, page: Page) -> HttpResponse:
    messages.error(request, _("Nothing was changed. %(reason)s") % {"reason": reason})
    parent = page.get_parent()
    return redirect("wagtailadmin_explore", parent.pk if parent is not None else page.pk)
