"""Whose licences end, and which of them somebody has to hear about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permissions import policy_registry

from cms.media.models import KINDS_OF_FILES, UsageRights
from cms.media.rights.checking import SOON

EXPIRED, SOON_OVER, ALL = "expired", "soon", "all"


def list_changeable(user: Any) -> QuerySet[UsageRights]:
    """The rights of files that `user` may change; of collections none."""
    mine = Q(pk__in=[])
    for kind in KINDS_OF_FILES:
        model: Any = UsageRights._meta.get_field(kind).related_model
        policy = policy_registry.get_by_type(model)
        if policy.user_has_permission(user, "change"):
            files = policy.instances_user_has_any_permission_for(user, ["change"])
            mine |= Q(**{f"{kind}__in": files.order_by().values("pk")})
    return UsageRights.objects.filter(mine)


def narrow(rights: QuerySet[UsageRights], state: str, *, day: date) -> QuerySet[UsageRights]:
    """Those that have run out on `day`, or will within thirty days; the first to end first."""
    expired, soon = Q(valid_until__lt=day), Q(valid_until__gte=day, valid_until__lte=day + SOON)
    condition = {EXPIRED: expired, SOON_OVER: soon}.get(state, expired | soon)
    return rights.filter(condition).select_related(*KINDS_OF_FILES).order_by("valid_until", "pk")


def count_states(rights: QuerySet[UsageRights], *, day: date) -> dict[str, int]:
    """How many are in each state."""
    counts = {state: narrow(rights, state, day=day).order_by().count() for state in (EXPIRED, SOON_OVER)}
    return {ALL: sum(counts.values()), **counts}


def list_untold(ids: Sequence[int], *, day: date) -> Sequence[UsageRights]:
    """Those of `ids` that end within thirty days, or have ended, and that nobody has been told of."""
    ending = narrow(UsageRights.objects.filter(pk__in=ids, told_at=None, collection=None), ALL, day=day)
    return list(ending.select_related(*(f"{kind}__uploaded_by_user" for kind in KINDS_OF_FILES)))
