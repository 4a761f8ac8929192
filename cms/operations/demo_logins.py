"""One login for each role, in development alone, so that a newcomer sees the shop as its people do."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password as encode_password
from django.db import transaction
from wagtail.users.models import UserProfile

from cms.operations.passwords import KeptPassword, make_password
from cms.operations.roles.granting import find_group
from cms.operations.roles.reading import Role, read_roles

_FILE_NAME = "demo-password"
_LANGUAGE = "zh-hans"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Somebody one can log in as, with the password they all share."""

    username: str
    role: str
    label: str


def ensure_logins(data: Path) -> tuple[str, list[DemoLogin]]:
    """Make the logins where there is none of them; the password, and those who still have it.

    Whoever somebody has deleted or given another password stays so.
    """
    roles = read_roles()
    users = get_user_model()._default_manager
    present = {user.get_username(): user for user in users.filter(username__in=[role.login for role in roles])}
    kept = KeptPassword.read(data / _FILE_NAME)
    if not present:
        kept = replace(kept, password=kept.password or make_password())
        # Encoded once: it is one password, and each time takes half a second.
        encoded = encode_password(kept.password)
        kept.keep(encoded)
        _make_logins(roles, encoded)
        return kept.password, [_describe(role) for role in roles]
    ours = [role for role in roles if role.login in present and kept.is_of(present[role.login].password)]
    return kept.password, [_describe(role) for role in ours]


def describe_logins(logins: Sequence[DemoLogin]) -> list[str]:
    """The lines of a table for the terminal."""
    wide = max((len(login.username) for login in logins), default=0)
    widest = max((_measure(login.role) for login in logins), default=0)
    return [
        f"  {login.username.ljust(wide)}  {login.role}{' ' * (widest - _measure(login.role))}  {login.label}"
        for login in logins
    ]


@transaction.atomic
def _make_logins(roles: Sequence[Role], encoded: str) -> None:
    for role in roles:
        name, transcribed = role.person
        user = get_user_model()._default_manager.create(
            username=role.login,
            email=f"{role.login}@localhost",
            first_name=name,
            last_name=transcribed,
            password=encoded,
            is_active=True,
        )
        group = find_group(role.key)
        if group is not None:
            user.groups.add(group)
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": _LANGUAGE})


def _describe(role: Role) -> DemoLogin:
    return DemoLogin(role.login, role.name, role.label)


def _measure(text: str) -> int:
    """How many columns of a terminal it takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
