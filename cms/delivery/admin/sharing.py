"""Makes links that show a draft to whoever holds them, for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from cms.delivery.models import DeliveredPage
from cms.delivery.preview_tokens import make_token

LIFETIME = timedelta(days=3)


@require_POST
def share_page(request: HttpRequest, page_id: int) -> JsonResponse:
    """A link to the latest draft of a page, as of the moment in `at` if one is given."""
    page: Any = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, DeliveredPage) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    now = timezone.now()
    token = make_token(page, at=now, lifetime=LIFETIME)
    return JsonResponse(
        {
            "address": make_link(token, at=request.POST.get("at", "")),
            "text": _("Whoever has this link sees the latest draft until %(end)s.")
            % {"end": date_format(localtime(now + LIFETIME), "SHORT_DATETIME_FORMAT")},
        }
    )


def make_link(token: str, *, at: str = "") -> str:
    """The whole address that shows what `token` grants."""
    query = f"?{urlencode({'at': at})}" if at else ""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('shared_preview', args=[token])}{query}"
