"""Wagtail's own groups may work with what stands around pages from the start."""

from __future__ import annotations

from typing import Any

RIGHTS = {
    "Editors": {
        "author": ("add", "change", "view"),
        "series": ("add", "change", "view"),
        "menu": ("view",),
    },
    "Moderators": {
        "author": ("add", "change", "delete", "view"),
        "series": ("add", "change", "delete", "view"),
        "menu": ("add", "change", "delete", "view"),
        "siteprofile": ("change",),
    },
}


def grant(using: str, **_kwargs: Any) -> None:
    """Give both groups their rights, once: where any group has one of them already, somebody has seen to it."""
    from django.contrib.auth.models import Group, Permission

    ours = Permission.objects.using(using).filter(content_type__app_label="content")
    names = {model for rights in RIGHTS.values() for model in rights}
    if ours.filter(content_type__model__in=names, group__isnull=False).exists():
        return
    for name, rights in RIGHTS.items():
        group = Group.objects.using(using).filter(name=name).first()
        codenames = [f"{action}_{model}" for model, actions in rights.items() for action in actions]
        if group is not None:
            group.permissions.add(*ours.filter(codename__in=codenames))
