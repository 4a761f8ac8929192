"""Wagtail's own groups may work with templates and groups of codes from the start."""

from __future__ import annotations

from typing import Any

RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    "Editors": {"landingtemplate": ("add", "change", "view"), "codegroup": ("add", "change", "view")},
    "Moderators": {
        "landingtemplate": ("add", "change", "delete", "view"),
        "codegroup": ("add", "change", "delete", "view"),
    },
}


def grant(using: str, **_kwargs: Any) -> None:
    """Give both groups their rights, once: where any group has one of them already, somebody has seen to it."""
    from django.contrib.auth.models import Group, Permission

    ours = Permission.objects.using(using).filter(content_type__app_label="landing")
    names = {model for rights in RIGHTS.values() for model in rights}
    if not ours.exists() or ours.filter(content_type__model__in=names, group__isnull=False).exists():
        return
    for name, rights in RIGHTS.items():
        group = Group.objects.using(using).filter(name=name).first()
        codenames = [f"{action}_{model}" for model, actions in rights.items() for action in actions]
        if group is not None:
            group.permissions.add(*ours.filter(codename__in=codenames))
