"""Stands in for Wagtail's library of the same tags: permissions are named in the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.users.templatetags import wagtailusers_tags as wagtails

from cms.operations.permission_words import name_permission

register = template.Library()


@register.inclusion_tag("wagtailusers/groups/includes/formatted_permissions.html")
def format_permissions(permission_bound_field: Any) -> dict[str, Any]:
    """Wagtail's table of permissions, with names that can be read."""
    context = wagtails.format_permissions(permission_bound_field)
    for row in context["object_perms"]:
        for cell in row.values():
            if isinstance(cell, dict):
                cell["perm"].name = name_permission(cell["perm"])
        for custom in row["custom"]:
            custom["name"] = name_permission(custom["perm"])
    context["other_perms"] = [(_rename(permission), checkbox) for permission, checkbox in context["other_perms"]]
    return context


def _rename(permission: Any) -> Any:
    permission.name = name_permission(permission)
    return permission
