"""Who may see and decide what: by kind of contribution."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.admin import messages

from cms.community.models import ModerationItem
from cms.community.moderation import kinds
from cms.community.responsibility.items import explain_scope, filter_items, may_reach_scope


def list_items(user: Any) -> Any:
    """The items that `user` may decide on: of the kinds, and where, they are responsible for."""
    items = ModerationItem.objects.filter(kind__in=[kind.name for kind in kinds.list_moderated(user)])
    return filter_items(items, user)


def require_moderator(request: HttpRequest) -> None:
    """Refuse who may decide on nothing at all."""
    if not kinds.list_moderated(request.user):
        raise PermissionDenied


def require_item(request: HttpRequest, pk: int) -> ModerationItem:
    """The item, for somebody who may decide on its kind."""
    rows = ModerationItem.objects.select_related("member", "claimed_by", "escalated_group", "escalated_user")
    item = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm(kinds.get_kind(item.kind).permission):
        raise PermissionDenied
    if not may_reach_scope(request.user, item.scope):
        messages.error(request, explain_scope(request.user, item.scope))
        raise PermissionDenied
    return item


def list_deciders(kind_names: set[str]) -> Any:
    """The people who may decide on all of these kinds, by name: whom something can be handed on to."""
    from django.contrib.auth import get_user_model
    from django.db.models import Q

    people = get_user_model().objects.filter(is_active=True)
    for name in sorted(kind_names):
        app_label, _dot, codename = kinds.get_kind(name).permission.partition(".")
        has = {"content_type__app_label": app_label, "codename": codename}
        people = people.filter(
            Q(is_superuser=True)
            | Q(**{f"user_permissions__{key}": value for key, value in has.items()})
            | Q(**{f"groups__permissions__{key}": value for key, value in has.items()})
        )
    return people.distinct().order_by("username")


def list_groups(kind_name: str) -> Any:
    """The groups whose people may decide on a kind."""
    from django.contrib.auth.models import Group

    app_label, _dot, codename = kinds.get_kind(kind_name).permission.partition(".")
    groups = Group.objects.filter(permissions__content_type__app_label=app_label, permissions__codename=codename)
    return groups.distinct().order_by("name")
