from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model

from cms.operations.admin_account import ensure_admin

pytestmark = pytest.mark.django_db


def test_the_password_is_made_once_and_kept(tmp_path: Path) -> None:
    password = ensure_admin(tmp_path)

    assert password is not None
    assert len(password) == 12
    user = authenticate(username="admin", password=password)
    assert user is not None
    assert user.is_superuser
    assert ensure_admin(tmp_path) == password
    assert get_user_model().objects.count() == 1
    assert stat.S_IMODE((tmp_path / "admin-password").stat().st_mode) == 0o600


def test_a_password_somebody_has_chosen_is_left_alone(tmp_path: Path) -> None:
    ensure_admin(tmp_path)
    user = get_user_model().objects.get(username="admin")
    user.set_password("chosen")
    user.save()

    assert ensure_admin(tmp_path) is None
    assert authenticate(username="admin", password="chosen") == user


def test_a_new_database_beside_an_old_folder_gets_the_same_password(tmp_path: Path) -> None:
    password = ensure_admin(tmp_path)
    get_user_model().objects.all().delete()

    assert ensure_admin(tmp_path) == password
    assert authenticate(username="admin", password=password) is not None
