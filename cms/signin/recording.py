"""Writes down who came in, who did not, and who was locked out."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from wagtail.log_actions import log

from cms.callers import read_address
from cms.signin import cleaning
from cms.signin.telling import tell_of_lockout

CAME_IN = "signin.in"
WENT = "signin.out"
FAILED = "signin.failed"
LOCKED_OUT = "signin.locked_out"
LIFTED = "signin.lifted"
CODE_FAILED = "signin.code_failed"
CODE_USED = "signin.recovery_code_used"


def connect() -> None:
    """Hear of everything that happens at the login; called once the app is ready."""
    user_logged_in.connect(_hear_of_login, dispatch_uid="signin-in")
    user_logged_out.connect(_hear_of_logout, dispatch_uid="signin-out")
    user_login_failed.connect(_hear_of_failure, dispatch_uid="signin-failed")
    user_locked_out.connect(_hear_of_lockout, dispatch_uid="signin-locked-out")


def write(person: Any, action: str, request: Any, *, by: Any = None, what: str = "") -> None:
    """Note what happened to the account of `person`, and from where."""
    data = {"address": read_address(request) if request is not None else "", "what": what}
    log(person, action, user=by, data={name: value for name, value in data.items() if value})


def find_person(username: str | None) -> Any:
    users: Any = get_user_model()._default_manager
    return users.filter(username=username).first() if username else None


def _hear_of_login(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    write(user, CAME_IN, request, by=user)


def _hear_of_logout(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        write(user, WENT, request, by=user)


def _hear_of_failure(sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
    cleaning.plan()
    # During a lockout nothing was tried, and whoever goes on shall not fill the log.
    person = find_person(credentials.get("username"))
    if person is not None and request is not None and not _goes_on(request):
        write(person, FAILED, request)


def _hear_of_lockout(sender: Any, request: Any, username: str, ip_address: str | None, **kwargs: Any) -> None:
    if _goes_on(request):
        return
    person = find_person(username)
    if person is not None:
        write(person, LOCKED_OUT, request)
    tell_of_lockout(username, ip_address)


def _goes_on(request: Any) -> bool:
    """Whether somebody tries on who is locked out already: axes counts no further then."""
    is_locked_out = getattr(request, "axes_locked_out", False)
    return bool(is_locked_out) and getattr(request, "axes_failures_since_start", None) is None
