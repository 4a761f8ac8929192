"""The admin account of a development installation: made once, its password kept in the data folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.contrib.auth import get_user_model

from cms.operations.passwords import KeptPassword, make_password

USERNAME = "admin"
_FILE_NAME = "admin-password"


def ensure_admin(data: Path) -> str | None:
    """Make the account where it is missing; its password, or None where somebody has chosen another since."""
    users = get_user_model()._default_manager
    user = users.filter(username=USERNAME).first()
    kept = KeptPassword.read(data / _FILE_NAME)
    if user is None:
        kept = replace(kept, password=kept.password or make_password())
        user = get_user_model()(
            username=USERNAME, email="admin@localhost", is_staff=True, is_superuser=True, is_active=True
        )
        user.set_password(kept.password)
        kept.keep(user.password)
        user.save()
        return kept.password
    return kept.password if kept.is_of(user.password) else None
