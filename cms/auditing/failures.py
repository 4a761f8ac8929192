"""Notes logins with names that nobody has: there is no account they could be written down with."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.utils import timezone

from cms.auditing.models import AuditEntry
from cms.callers import read_address

UNKNOWN = "signin.failed"


def connect() -> None:
    """Hear of failures; called once the app is ready."""
    user_login_failed.connect(_hear, dispatch_uid="auditing-failed")


def _hear(sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
    if request is None or _is_locked_out(request):
        return
    users: Any = get_user_model()._default_manager
    if not users.filter(username=credentials.get("username") or "").exists():
        # Not what was entered: many a password lands in the wrong box.
        AuditEntry.objects.create(at=timezone.now(), action=UNKNOWN, note=read_address(request)[:255])


def _is_locked_out(request: Any) -> bool:
    is_locked_out = getattr(request, "axes_locked_out", False)
    return bool(is_locked_out) and getattr(request, "axes_failures_since_start", None) is None
