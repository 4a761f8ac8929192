from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from storefront.explorer.assets import is_built
from storefront.explorer.examples import list_tabs

# Everything comes from this server; the editor sets styles on its elements, and its fonts are inside its stylesheet.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


@require_GET
def show_explorer(request: HttpRequest) -> HttpResponse:
    """GraphiQL with examples from this very shop."""
    locale = get_language() or "zh-hans"
    config = {
        "endpoint": reverse("graphql"),
        "tabs": list_tabs(locale=locale, at=timezone.now()),
    }
    response = render(request, "storefront/explorer.html", {"config": config, "is_built": is_built(), "locale": locale})
    response["Content-Security-Policy"] = _POLICY
    return response
