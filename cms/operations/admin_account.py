"""The admin account of a development installation: made once, its password kept in the data folder."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from django.contrib.auth import get_user_model

USERNAME = "admin"
_FILE_NAME = "admin-password"
# Without characters that look alike, for it is read off a terminal.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def ensure_admin(data: Path) -> str | None:
    """Make the account where it is missing; its password, or None where somebody has chosen another since."""
    users = get_user_model()._default_manager
    user = users.filter(username=USERNAME).first()
    password, mark = _read(data / _FILE_NAME)
    if user is None:
        password = password or "".join(secrets.choice(_ALPHABET) for _ in range(12))
        user = get_user_model()(
            username=USERNAME, email="admin@localhost", is_staff=True, is_superuser=True, is_active=True
        )
        user.set_password(password)
        # The file first: a password nobody can read would be worse than one that is not used yet.
        _write(data / _FILE_NAME, password, _mark(user.password))
        user.save()
        return password
    return password if password and mark == _mark(user.password) else None


def _mark(encoded: str) -> str:
    """Tells the password as we set it from another, without the half second that checking one takes."""
    return hashlib.sha256(encoded.encode()).hexdigest()


def _read(path: Path) -> tuple[str, str]:
    try:
        password, mark, *_ = [*path.read_text(encoding="ascii").split(), "", ""]
    except FileNotFoundError:
        return "", ""
    return password, mark


def _write(path: Path, password: str, mark: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{password}\n{mark}\n")
