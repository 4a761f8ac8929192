"""Who decides on what the demo's members write."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from cms.community.models import ReviewSettings
from cms.community.moderation import kinds

STAND_IN = "demo-service"


def find_moderator() -> Any:
    """Who may decide on everything, and has the fewest other rights: the service rather than the head of it all.

    Where there is nobody, somebody stands in whom nobody can sign in as.
    """
    people = get_user_model().objects.filter(is_active=True).order_by("pk")
    permissions = [kind.permission for kind in kinds.all_kinds()]
    able = [one for one in people if one.has_perms(permissions)]
    return min(able, key=lambda one: len(one.get_all_permissions()), default=None) or _make_stand_in(permissions)


def give_cases_to(moderator: Any) -> None:
    """Low reviews go to the moderator's group, unless somebody has said to whom they go."""
    rules, group = ReviewSettings.load(), moderator.groups.first()
    if rules.case_group_id is None and group is not None:
        rules.case_group = group
        rules.save(update_fields=["case_group"])


def _make_stand_in(permissions: list[str]) -> Any:
    user, _made = get_user_model().objects.get_or_create(username=STAND_IN)
    user.set_unusable_password()
    user.save()
    codenames = [permission.partition(".")[2] for permission in permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return get_user_model().objects.get(pk=user.pk)
