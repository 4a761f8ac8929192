"""Who may do what with a page whose shelves show products that are not theirs."""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester

from cms.catalog.reach.selectors import may_reach


class WithinReachTester(PagePermissionTester):
    """Wagtail's, for whom the page is theirs; whoever else may read it.

    Every way of Wagtail's asks it: bulk actions with what is below, schedules, locks, and publishing from code.
    """

    def _is_theirs(self) -> bool:
        return may_reach(self.user, self.page)

    def can_publish(self) -> bool:
        return super().can_publish() and self._is_theirs()

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and self._is_theirs()

    def can_submit_for_moderation(self) -> bool:
        return super().can_submit_for_moderation() and self._is_theirs()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return super().can_delete(ignore_bulk) and self._is_theirs()

    def can_lock(self) -> bool:
        return super().can_lock() and self._is_theirs()

    def can_unlock(self) -> bool:
        return super().can_unlock() and self._is_theirs()

    def can_copy(self) -> bool:
        return super().can_copy() and self._is_theirs()


class LimitedByShelves:
    """Mixed into a page."""

    def permissions_for_user(self: Any, user: Any) -> WithinReachTester:
        return WithinReachTester(user, self)
