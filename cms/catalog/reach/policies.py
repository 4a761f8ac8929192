"""Rights on what stands in the category tree: those of the model, as far as somebody is responsible."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.catalog.models import (
    BannedPhrase,
    Category,
    Product,
    ProductContent,
    ProductEvidence,
    ProductNorm,
    SpecificationDefinition,
)
from cms.catalog.reach import naming
from cms.catalog.reach.selectors import filter_reached, find_reach, join, may_reach, may_see

LIMITED = (ProductContent, Product, ProductEvidence, Category, SpecificationDefinition, ProductNorm, BannedPhrase)


class ReachPolicy(ModelPermissionPolicy):
    """Wagtail asks it about every single thing, so that one answer holds for screens, bulk actions and approvals."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if not self.user_has_permission(user, action):
            return False
        return may_see(user, instance) if action == "view" else may_reach(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        actions = set(actions)
        rows = join(super().instances_user_has_any_permission_for(user, actions))
        reach = find_reach(user)
        if not reach.hides_rest and "view" in actions and self.user_has_permission(user, "view"):
            return rows
        return filter_reached(rows, reach)

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> Any:
        """The people who may act on it; each of them is asked, for there are few."""
        users = self.users_with_any_permission(actions)
        return users.filter(pk__in=[user.pk for user in users if may_reach(user, instance)])


def register() -> None:
    """Have the rights on products and on what holds for categories reach as far as responsibility does."""
    for model in LIMITED:
        register_permission_policy(model, ReachPolicy(model), exact_class=True)


def limit(model: type, list_namings: naming.ListNamings) -> None:
    """Have the rights on `model` reach as far as what its rows name; from `AppConfig.ready`."""
    naming.register(model, list_namings)
    register_permission_policy(model, ReachPolicy(model), exact_class=True)
