"""Who may look at proposals, log and lists, and who may answer and undo."""

from __future__ import annotations

from typing import Any

from wagtail.permissions import ModelPermissionPolicy

SEE = "shelving.view_shelfchange"
DECIDE = "shelving.change_shelfchange"


class ShelfPolicy(ModelPermissionPolicy):
    """Rows are nobody's to edit or delete: they are looked at, answered and undone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and user.is_active and may_see(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def may_see(user: Any) -> bool:
    return bool(user.has_perm(SEE) or user.has_perm(DECIDE))


def may_decide(user: Any) -> bool:
    return bool(user.has_perm(DECIDE))
