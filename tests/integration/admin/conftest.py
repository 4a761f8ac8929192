"""Someone is logged in, in English, so that messages can be compared."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from wagtail.users.models import UserProfile

_numbers = itertools.count(1)


def make_user(*permissions: str, is_superuser: bool = False) -> User:
    """A user of the admin with exactly these permissions ("catalog.change_product")."""
    name = f"editor-{next(_numbers)}"
    user = User.objects.create_user(name, f"{name}@example.com", "secret", is_superuser=is_superuser)
    if not is_superuser:
        for permission in ("wagtailadmin.access_admin", *permissions):
            app, codename = permission.split(".")
            user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def log_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def admin(db: Any) -> User:
    return make_user(is_superuser=True)


@pytest.fixture
def admin_client(admin: User) -> Client:
    return log_in(admin)
