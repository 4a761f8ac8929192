"""Shows drafts on the storefront: whoever renders pages registers here, models of any package ask here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _

from cms.delivery.drafts import render_drafts
from cms.delivery.live import LiveDocument
from cms.delivery.preview_tokens import PreviewTokenError, load_source, read_token

Renderer = Callable[[HttpRequest, Sequence[LiveDocument], LiveDocument, str, datetime | None], HttpResponse]
"""(request, drafts that stand in, the one to show, preview mode, the moment to show or None for now) -> page."""

_renderers: list[Renderer] = []


def register_renderer(renderer: Renderer) -> None:
    """Have `renderer` show drafts from now on."""
    _renderers[:] = [renderer]


def serve_draft(source: Any, request: HttpRequest, mode: str) -> HttpResponse:
    """`source` as the storefront will show it; `?at=2026-11-11T00:00` shows it, and all around it, at that moment.

    What is to go live later is shown as of then, unless the request says another moment ("now" is one).
    """
    drafts = render_drafts(source)
    if not _renderers or not drafts:
        return HttpResponse(_("There is nothing to show of this yet."), status=404)
    asked = request.GET.get("at", "") or getattr(request, "preview_at", "")
    return _renderers[0](request, drafts, drafts[0], mode, choose_moment(source, asked))


def serve_shared(request: HttpRequest, token: str) -> HttpResponse:
    """The draft that a token shows, for whoever holds it; 404 with the reason for a token that shows nothing."""
    try:
        grant = read_token(token, at=timezone.now())
    except PreviewTokenError as error:
        return _keep_private(HttpResponse(str(error), status=404, content_type="text/plain; charset=utf-8"))
    source = load_source(grant)
    if source is None:
        text = _("What this link showed was deleted.")
        return _keep_private(HttpResponse(text, status=404, content_type="text/plain; charset=utf-8"))
    return _keep_private(serve_draft(source, request, ""))


def _keep_private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # A link in the page must not tell others where the draft is.
    response["Referrer-Policy"] = "no-referrer"
    return response


def choose_moment(source: Any, asked: str) -> datetime | None:
    """The moment to show `source` at: the one that was asked for, else its go-live where that is to come."""
    if asked:
        return read_moment(asked)
    go_live_at = getattr(source, "go_live_at", None)
    return go_live_at if go_live_at is not None and go_live_at > timezone.now() else None


def read_moment(text: str) -> datetime | None:
    """The moment a person typed, in the shop's time zone unless it says another; None where it is none."""
    try:
        moment = parse_datetime(text.strip())
    except ValueError:
        return None
    return make_aware(moment) if moment is not None and is_naive(moment) else moment
