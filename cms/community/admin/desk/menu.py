"""What moderators find in the menu; the queue says how much waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem, SubMenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from cms.community.admin.cases.listing import may_see_cases
from cms.community.admin.moderation.access import list_items
from cms.community.admin.moderation.viewsets import DimensionViewSet, ReasonViewSet, WordViewSet
from cms.community.models import ReviewCase
from cms.community.moderation import kinds
from cms.community.responsibility.items import filter_cases


def count_waiting(user: Any) -> int:
    """How many contributions wait that `user` may decide on."""
    return list_items(user).filter(queued_at__isnull=False).count()


def count_overdue(user: Any) -> int:
    """How many low reviews of `user`'s should have been answered by now."""
    return filter_cases(ReviewCase.objects.overdue(at=timezone.now()), user).count()


def add_count(label: Any, count: int) -> str:
    return f"{label} ({count})" if count else str(label)


def _count_once(request: Any, name: str, count: Callable[[], int]) -> int:
    """The menu asks twice in one page."""
    counts = request.__dict__.setdefault("_moderation_counts", {})
    if name not in counts:
        counts[name] = count()
    return counts[name]


class _CountingMenuItem(MenuItem):
    """A menu item that says how much there is to do behind it."""

    def count(self, request: HttpRequest) -> int:
        raise NotImplementedError

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        label = add_count(self.label, self.count(request))
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


class QueueMenuItem(_CountingMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(kinds.list_moderated(request.user))

    def count(self, request: HttpRequest) -> int:
        return _count_once(request, "waiting", lambda: count_waiting(request.user))


class CasesMenuItem(_CountingMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_cases(request.user)

    def count(self, request: HttpRequest) -> int:
        return _count_once(request, "overdue", lambda: count_overdue(request.user))


class ModerationMenuItem(SubmenuMenuItem):
    """With the count of the queue, so that it is seen while the menu is closed."""

    def render_component(self, request: HttpRequest) -> SubMenuItem:
        waiting = _count_once(request, "waiting", lambda: count_waiting(request.user))
        items = self.menu.render_component(request)
        label = add_count(self.label, waiting)
        return SubMenuItem(self.name, label, items, icon_name=self.icon_name, classname=self.classname)


class ModerationGroup(ViewSetGroup):
    """The queue, the low reviews, and what the rules go by."""

    menu_label = _("Moderation")
    menu_name = "moderation"
    menu_icon = "check"
    menu_order = 240
    items = (WordViewSet, ReasonViewSet, DimensionViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        return [
            QueueMenuItem(
                _("Queue"), reverse_lazy("moderation_queue"), name="moderation-queue", icon_name="check", order=-2
            ),
            CasesMenuItem(
                _("Low reviews"), reverse_lazy("community_cases"), name="community-cases", icon_name="warning", order=-1
            ),
            *super().get_submenu_items(),
        ]

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        return ModerationMenuItem(
            label=self.menu_label,
            menu=Menu(register_hook_name=self.submenu_hook, items=self.get_submenu_items()),
            name=self.menu_name,
            icon_name=self.menu_icon,
            order=self.get_menu_item_order(order),
        )
