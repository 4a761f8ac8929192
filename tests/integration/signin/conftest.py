"""Somebody with a password, an app that shows codes, and a login form to fill in."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cms.signin import factors
from tests.integration.admin.conftest import make_user

PASSWORD = "secret"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HOME = "/admin/"
LOGIN = "/admin/login/"
CODE = "/admin/sign-in/code/"
SET_UP = "/admin/sign-in/set-up/"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """What one test got wrong is none of the next one's business."""
    cache.clear()


@pytest.fixture
def person(db: Any) -> User:
    return make_user(is_superuser=True)


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def show_code(secret: str = SECRET, *, ago: int = 0) -> str:
    """What the app shows now, or showed `ago` steps before."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago))


def give_factor(person: User, secret: str = SECRET) -> None:
    factors.set_up(person, secret)


def enter(client: Client, name: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password, "next": HOME}, **extra)


def is_in(client: Client) -> bool:
    return client.get(reverse("wagtailadmin_home")).status_code == 200
