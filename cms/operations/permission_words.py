"""What permissions are called, in the language of whoever reads: the database has them in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext, gettext_lazy

_TABLE = "wagtailusers/groups/includes/formatted_permissions.html"
_ACTIONS = {
    "add": gettext_lazy("Can add: %(things)s"),
    "change": gettext_lazy("Can change: %(things)s"),
    "delete": gettext_lazy("Can delete: %(things)s"),
    "view": gettext_lazy("Can view: %(things)s"),
    "publish": gettext_lazy("Can publish: %(things)s"),
    "lock": gettext_lazy("Can lock: %(things)s"),
    "unlock": gettext_lazy("Can unlock: %(things)s"),
    "choose": gettext_lazy("Can choose: %(things)s"),
    "moderate": gettext_lazy("Can moderate: %(things)s"),
}
_NAMED = {
    "feature_post": gettext_lazy("Can pin and highlight posts"),
    "block_member": gettext_lazy("Can block members"),
    "erase_member": gettext_lazy("Can erase members"),
    "export_member": gettext_lazy("Can export what is held of members"),
    "view_auditentry": gettext_lazy("Can see the audit log of everybody"),
    "lift_lockout": gettext_lazy("Can see and lift lockouts of the admin's login"),
    "reset_factor": gettext_lazy("Can reset others' second factor"),
    "view_matrix": gettext_lazy("Can see the table of roles and rights"),
    "view_reports": gettext_lazy("Can see the reports on searches"),
    "bulk_delete_page": gettext_lazy("Can delete pages with what is below them"),
    "lock_page": gettext_lazy("Can lock pages, and unlock those locked by themselves"),
    "publish_page": gettext_lazy("Can publish every page"),
    "unlock_page": gettext_lazy("Can unlock every page"),
}


_SHORT = {
    "add": gettext_lazy("add"),
    "change": gettext_lazy("change"),
    "delete": gettext_lazy("delete"),
    "view": gettext_lazy("look at"),
    "publish": gettext_lazy("publish"),
    "lock": gettext_lazy("lock"),
    "unlock": gettext_lazy("unlock"),
    "choose": gettext_lazy("choose"),
    "moderate": gettext_lazy("moderate"),
}


def name_action(permission: Permission) -> str:
    """In a word, where what it is about is said already; in full for rights of their own."""
    action, _dash, rest = permission.codename.partition("_")
    if action in _SHORT and rest == permission.content_type.model:
        return str(_SHORT[action])
    return name_permission(permission)


def name_permission(permission: Permission) -> str:
    """In the language that is active; as the database has it where nothing is known of it."""
    if permission.codename in _NAMED:
        return str(_NAMED[permission.codename])
    action = permission.codename.partition("_")[0]
    if action in _ACTIONS:
        return str(_ACTIONS[action]) % {"things": permission.content_type.name}
    return gettext(permission.name)


def put_in_place() -> None:
    """Have Wagtail's form for groups name its rights so; called once the app is ready."""
    from wagtail.users.forms import PagePermissionsForm
    from wagtail.users.templatetags import wagtailusers_tags

    PagePermissionsForm.base_fields["permissions"].label_from_instance = name_permission
    # Its template loads the library by name: the tag is replaced where it is registered.
    tag = wagtailusers_tags.register.inclusion_tag(_TABLE, name="format_permissions")
    tag(_name_all(wagtailusers_tags.format_permissions))


def _name_all(format_permissions: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    """Wagtail's tag, which gives the rows of the table, with names that can be read."""

    def format_named(permission_bound_field: Any) -> dict[str, Any]:
        context = format_permissions(permission_bound_field)
        for row in context["object_perms"]:
            for cell in row.values():
                if isinstance(cell, dict):
                    _rename(cell["perm"])
            for custom in row["custom"]:
                custom["name"] = name_permission(custom["perm"])
        for permission, _checkbox in context["other_perms"]:
            _rename(permission)
        return context

    return format_named


def _rename(permission: Permission) -> None:
    permission.name = name_permission(permission)
