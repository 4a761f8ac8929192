"""Lets nobody be anybody whose second factor is still due.

The gate does not guard addresses: a session that has not passed it has no user, whatever it asks for.
"""

from __future__ import annotations

import time
from enum import Enum, auto
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cms.signin.factors import find_factor
from cms.signin.policy import Policy, read_policy

_PROVEN = "signin-factor"
_PASSWORD = "signin-password-at"  # noqa: S105 - the name of a key
PASSWORD_SECONDS = 600
"""For so long after the password was entered, nobody is asked for it again."""


class Step(Enum):
    NONE = auto()
    """Nothing is due: signed in."""
    CODE = auto()
    SET_UP = auto()


def put_before(request: HttpRequest) -> None:
    """Have `request.user` be who passed the gate. Nothing is read until somebody asks."""
    request.user = SimpleLazyObject(lambda: _let_through(request))  # type: ignore[assignment]


def find_person(request: HttpRequest) -> Any:
    """Who entered the password of this session, whether or not they have passed; anonymous where nobody did."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = get_user(request)  # type: ignore[attr-defined]
    return request._cached_user  # type: ignore[attr-defined]


def find_step(request: HttpRequest, person: Any) -> Step:
    """What `person`, whose session this is, has to do first."""
    policy = read_policy()
    if policy is Policy.OFF:
        return Step.NONE
    factor = find_factor(person)
    if factor is None:
        return Step.SET_UP if policy is Policy.REQUIRED else Step.NONE
    return Step.NONE if request.session.get(_PROVEN) == factor.pk else Step.CODE


def note_factor(request: HttpRequest, factor: Authenticator) -> None:
    """This session has shown `factor`; with another one, or none, it has shown nothing."""
    request.session.cycle_key()
    request.session[_PROVEN] = factor.pk


def note_password(request: HttpRequest) -> None:
    request.session[_PASSWORD] = int(time.time())


def has_password(request: HttpRequest) -> bool:
    """Whether the password was entered a short while ago."""
    return 0 <= time.time() - request.session.get(_PASSWORD, 0) < PASSWORD_SECONDS


def _let_through(request: HttpRequest) -> Any:
    person = find_person(request)
    if not person.is_authenticated or find_step(request, person) is Step.NONE:
        return person
    return AnonymousUser()
