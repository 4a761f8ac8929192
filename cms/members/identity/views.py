"""The built-in identity provider over HTTP, where one develops: whom one can sign in as, a token, the public keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from cms.members.identity import development
from cms.members.identity.providers import is_built_in_allowed


def _only_in_development(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_built_in_allowed():
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return guarded


@_only_in_development
@require_GET
def list_members(request: HttpRequest) -> HttpResponse:
    """Whom one can sign in as."""
    members = [
        {"subject": one.subject, "name": one.name, "tier": one.tier, "locale": one.locale}
        for one in development.DEMO_MEMBERS
    ]
    return JsonResponse({"members": members})


# Signing in needs no session, so there is nothing a page of another site could forge; JSON alone is read.
@csrf_exempt
@_only_in_development
@require_POST
def give_token(request: HttpRequest) -> HttpResponse:
    """A token for `{"member": "lin"}`."""
    try:
        given = orjson.loads(request.body) if request.content_type == "application/json" else None
    except orjson.JSONDecodeError:
        given = None
    subject = given.get("member") if isinstance(given, dict) else None
    member = development.find_demo_member(subject) if isinstance(subject, str) else None
    if member is None:
        known = ", ".join(one.subject for one in development.DEMO_MEMBERS)
        return JsonResponse({"error": f'Send {{"member": NAME}} as application/json; there are: {known}.'}, status=400)
    return JsonResponse(
        {"token": development.sign_token(member), "expiresIn": int(development.LIFETIME.total_seconds())}
    )


@_only_in_development
@require_GET
def show_keys(request: HttpRequest) -> HttpResponse:
    """The provider's public keys."""
    return JsonResponse({"keys": development.list_public_keys()})
