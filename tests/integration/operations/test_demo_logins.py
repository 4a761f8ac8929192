"""One login a role: made once, told with its password as long as it holds, and never outside a demo."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from wagtail.users.models import UserProfile

from cms.operations.demo_logins import DemoLogin, describe_logins, ensure_logins
from cms.operations.roles.granting import ensure_roles
from cms.operations.roles.reading import read_roles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles(db: None) -> None:
    ensure_roles()


def test_there_is_one_for_each_role_and_they_share_a_password(tmp_path: Path) -> None:
    password, logins = ensure_logins(tmp_path)
    assert len(password) == 12
    assert [login.username for login in logins] == [
        "lin.zhiyuan",
        "chen.xiaoman",
        "zhao.yiming",
        "sun.wanting",
        "xu.qinghe",
        "he.jiayi",
        "wu.jiang",
    ]
    for login, role in zip(logins, read_roles(), strict=True):
        user = authenticate(username=login.username, password=password)
        assert user is not None
        assert [group.name for group in user.groups.all()] == [role.name]
        assert user.get_full_name() == " ".join(role.person)
        assert not user.is_superuser
        assert UserProfile.get_for_user(user).get_preferred_language() == "zh-hans"
    assert stat.S_IMODE((tmp_path / "demo-password").stat().st_mode) == 0o600


def test_they_are_made_once(tmp_path: Path) -> None:
    first = ensure_logins(tmp_path)
    assert ensure_logins(tmp_path) == first
    assert get_user_model().objects.count() == 7


def test_what_somebody_changed_or_deleted_stays_and_is_not_told(tmp_path: Path) -> None:
    password, _logins = ensure_logins(tmp_path)
    users = get_user_model().objects
    changed = users.get(username="he.jiayi")
    changed.set_password("chosen")
    changed.save()
    users.get(username="wu.jiang").delete()
    again, logins = ensure_logins(tmp_path)
    assert again == password
    assert [login.username for login in logins] == [role.login for role in read_roles()[:5]]
    assert not users.filter(username="wu.jiang").exists()
    assert authenticate(username="he.jiayi", password="chosen") == changed


def test_a_new_database_beside_an_old_folder_gets_the_same_password(tmp_path: Path) -> None:
    password, logins = ensure_logins(tmp_path)
    get_user_model().objects.all().delete()
    assert ensure_logins(tmp_path) == (password, logins)


def test_the_table_is_aligned_however_wide_its_letters_are() -> None:
    lines = describe_logins([DemoLogin("a.b", "商品运营", "Merchandising"), DemoLogin("lin.zhi", "运营负责人", "Head")])
    assert lines == ["  a.b      商品运营    Merchandising", "  lin.zhi  运营负责人  Head"]
