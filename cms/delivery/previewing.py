"""Shows drafts on the storefront: whoever renders pages registers here, models of any package ask here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.utils.translation import gettext as _

from cms.delivery.drafts import render_drafts
from cms.delivery.live import LiveDocument

Renderer = Callable[[HttpRequest, Sequence[LiveDocument], LiveDocument, str, datetime | None], HttpResponse]
"""(request, drafts that stand in, the one to show, preview mode, the moment to show or None for now) -> page."""

_renderers: list[Renderer] = []


def register_renderer(renderer: Renderer) -> None:
    """Have `renderer` show drafts from now on."""
    _renderers[:] = [renderer]


def serve_draft(source: Any, request: HttpRequest, mode: str) -> HttpResponse:
    """`source` as the storefront will show it; `?at=2026-11-11T00:00` shows it, and all around it, at that moment."""
    drafts = render_drafts(source)
    if not _renderers or not drafts:
        return HttpResponse(_("There is nothing to show of this yet."), status=404)
    return _renderers[0](request, drafts, drafts[0], mode, read_moment(request.GET.get("at", "")))


def read_moment(text: str) -> datetime | None:
    """The moment a person typed, in the shop's time zone unless it says another; None where it is none."""
    try:
        moment = parse_datetime(text.strip())
    except ValueError:
        return None
    return make_aware(moment) if moment is not None and is_naive(moment) else moment
