"""Who decides on what the demo's members write."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from cms.community.moderation import kinds

STAND_IN = "demo-service"


def find_moderator() -> Any:
    """Somebody who may decide on everything, of the service rather than an administrator; nobody can sign in as the
    one who stands in where there is nobody."""
    people = get_user_model().objects.filter(is_active=True).order_by("is_superuser", "pk")
    permissions = [kind.permission for kind in kinds.all_kinds()]
    found = next((one for one in people if one.has_perms(permissions)), None)
    return found or _make_stand_in(permissions)


def _make_stand_in(permissions: list[str]) -> Any:
    user, _made = get_user_model().objects.get_or_create(username=STAND_IN)
    user.set_unusable_password()
    user.save()
    codenames = [permission.partition(".")[2] for permission in permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return get_user_model().objects.get(pk=user.pk)
