"""People of the demo shop who look after a part of it: of products, promotions, boards and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from wagtail.users.models import UserProfile

from cms.catalog.models import Category, CategoryLimit
from cms.community.models import Board, BoardLimit
from cms.operations.roles.granting import find_group
from cms.operations.roles.reading import read_roles


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody of a role, and the category or board that is theirs."""

    login: str
    person: tuple[str, str]
    role: str
    category: str = ""
    board: str = ""


KEEPERS = (
    Keeper("qian.shuma", ("钱树明", "Qian Shuming"), "merchandising", category="digital"),
    Keeper("tang.cha", ("唐小禾", "Tang Xiaohe"), "campaigns", category="tea"),
    Keeper("feng.ban", ("冯一凡", "Feng Yifan"), "members", board="tea"),
    Keeper("luo.kefu", ("罗可", "Luo Ke"), "service", category="tea"),
)


def load_keepers(*, at: datetime) -> int:
    """Make those who are missing and whose category or board is there; they share the roles' password."""
    return sum(_make(keeper) for keeper in KEEPERS)


@transaction.atomic
def _make(keeper: Keeper) -> bool:
    users = get_user_model()._default_manager
    category = Category.objects.filter(key=keeper.category).first()
    board = Board.objects.filter(slug=keeper.board).first()
    group = find_group(keeper.role)
    if group is None or (category is None and board is None) or users.filter(username=keeper.login).exists():
        return False
    name, transcribed = keeper.person
    user = users.create(
        username=keeper.login,
        email=f"{keeper.login}@localhost",
        first_name=name,
        last_name=transcribed,
        password=_find_password(keeper.role),
        is_active=True,
    )
    user.groups.add(group)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "zh-hans"})
    if category is not None:
        CategoryLimit.objects.create(user=user, category=category)
    if board is not None:
        BoardLimit.objects.create(user=user, board=board)
    return True


def _find_password(role: str) -> str:
    """That of the role's login as it is kept; none can be used where there is no such login."""
    login = next(one.login for one in read_roles() if one.key == role)
    colleague: Any = get_user_model()._default_manager.filter(username=login).first()
    return colleague.password if colleague is not None else make_password(None)
