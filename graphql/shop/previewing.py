"""Editors' drafts on the real storefront: the same pages and operations, with the draft in place of what is live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.translation import pgettext

from cms.delivery.addresses import make_address
from cms.delivery.live import LiveDocument
from cms.delivery.previewing import serve_shared
from shop.pages import Meta, render_page
from shop.serving import set_policy
from shop.visits import Missing, Moved, Visit
from storefront.channels import list_channels
from storefront.context import RequestContext

CARD = "card"


def show_draft(
    request: HttpRequest, drafts: Sequence[LiveDocument], draft: LiveDocument, mode: str, at: datetime | None
) -> HttpResponse:
    """The page of `draft` as shoppers would see it at `at` (None: now); `mode` "card" shows it as in a list."""
    context = RequestContext(at=at or timezone.now(), locale=draft.locale, channel=list_channels()[0], is_preview=True)
    visit = Visit(request, draft.locale, context, drafts)
    with translation.override(draft.locale):
        try:
            response = _show_card(visit, draft) if mode == CARD else _show_page(visit, draft)
        except (Missing, Moved):
            response = _show_hidden(visit, draft)
    set_policy(response, frame_ancestors="'self'")
    # The admin shows it in a frame; nobody else may, and nothing may be kept.
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def show_shared(request: HttpRequest) -> HttpResponse:
    """/preview/?token=…&at=…: the draft that a link shows to whoever was given it."""
    return serve_shared(request, request.GET.get("token", ""))


def _show_page(visit: Visit, draft: LiveDocument) -> HttpResponse:
    if not draft.path:
        raise Missing
    try:
        found = resolve(make_address(draft.path, draft.locale))
    except Resolver404:
        raise Missing from None
    arguments = {name: value for name, value in found.kwargs.items() if name != "locale"}
    return found.func.show(visit, **arguments)  # type: ignore[attr-defined]


def _show_card(visit: Visit, draft: LiveDocument) -> HttpResponse:
    route = visit.ask("product_card", path=draft.path)["route"]
    if route is None or route["content"] is None:
        raise Missing
    product = route["content"]
    meta = Meta(title=product["title"], path=draft.path, is_indexed=False)
    return render_page(visit, "preview_card", meta, product=product)


def _show_hidden(visit: Visit, draft: LiveDocument) -> HttpResponse:
    """What shoppers would not see: why, and what to do about it."""
    title = draft.data.get("title") or draft.data.get("name") or pgettext("preview", "Draft")
    meta = Meta(title=title, path="/", is_indexed=False)
    return render_page(visit, "preview_hidden", meta, draft=draft, title=title)
