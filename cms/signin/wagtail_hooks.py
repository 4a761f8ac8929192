from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from cms.signin import factors, recording
from cms.signin.policy import Policy, read_policy
from cms.signin.views import desk

_WORDS = {
    recording.CAME_IN: gettext_lazy("Signed in"),
    recording.WENT: gettext_lazy("Signed out"),
    recording.FAILED: gettext_lazy("Wrong password"),
    recording.LOCKED_OUT: gettext_lazy("Locked out"),
    recording.LIFTED: gettext_lazy("Lockout lifted"),
    recording.CODE_FAILED: gettext_lazy("Wrong code at sign-in"),
    recording.CODE_USED: gettext_lazy("Recovery code used"),
    factors.SET_UP: gettext_lazy("Second factor set up"),
    factors.REMOVED: gettext_lazy("Second factor removed"),
    factors.RESET: gettext_lazy("Second factor reset"),
    factors.CODES_MADE: gettext_lazy("New recovery codes"),
}


class SigninFormatter(LogFormatter):
    """Says from where; a lockout that was lifted also whose."""

    def format_message(self, log_entry: Any) -> str:
        parts = [str(self.label), log_entry.data.get("what", ""), log_entry.data.get("address", "")]
        return " · ".join(part for part in parts if part)


class DeskItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return desk.may_open(request.user)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for action, label in _WORDS.items():
        actions.register_action(action)(type("_Formatter", (SigninFormatter,), {"label": label}))


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    return Permission.objects.filter(content_type__app_label="signin")


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("settings/sign-in/", desk.DeskView.as_view(), name="signin_desk"),
        path("settings/sign-in/lift/", desk.LiftView.as_view(), name="signin_lift"),
        path("settings/sign-in/<int:pk>/reset/", desk.ResetView.as_view(), name="signin_reset"),
    ]


@hooks.register("register_settings_menu_item")
def register_menu_item() -> MenuItem:
    return DeskItem(gettext_lazy("Sign-in"), reverse("signin_desk"), name="signin", icon_name="key", order=590)


@hooks.register("register_account_menu_item")
def register_account_item(request: Any) -> dict[str, Any] | None:
    if read_policy() is Policy.OFF:
        return None
    return {
        "url": reverse("signin:own"),
        "label": _("Second factor"),
        "help_text": _("Sign in with your password and a code of an app on your telephone."),
    }
