"""Who may look at what shoppers make: nobody adds, changes or deletes it as if it were the shop's own."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class LookingPolicy(ModelPermissionPolicy):
    """Whoever holds one of `rights` ("view", "export") on the model may look; other actions are rights of their own."""

    def __init__(self, model: Any, *rights: str) -> None:
        super().__init__(model)
        self.rights = rights

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action in {"add", "change", "delete"}:
            return False
        if action == "view":
            return any(super(LookingPolicy, self).user_has_permission(user, right) for right in self.rights)
        return super().user_has_permission(user, action)
