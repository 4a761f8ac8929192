from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.members.admin.menu import MembersGroup


@hooks.register("register_admin_viewset")
def register_members() -> Any:
    return MembersGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("members.export", _("Export"), _("Exported what is held of a member"))
    actions.register_action("members.block", _("Block"), _("Blocked a member"))
    actions.register_action("members.unblock", _("Unblock"), _("Let a member contribute again"))
