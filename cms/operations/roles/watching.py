"""Gives roles and workflows their part of a place as soon as somebody makes one."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from cms.operations.roles.reading import HOME, read_approvals, read_roles


def connect() -> None:
    """Hear of new pages: the campaign pages of a language, its home."""
    post_save.connect(_hear_of_place, dispatch_uid="operations-roles-places")


def _hear_of_place(sender: Any, created: bool, **kwargs: Any) -> None:
    if not created or sender._meta.label_lower not in _list_labels():
        return
    from cms.operations.models import ProvidedRole
    from cms.operations.roles.granting import ensure_roles

    # Before `prepare` has made the groups there is nobody to give it to; `prepare` will see to it then.
    if ProvidedRole.objects.exists():
        ensure_roles()


def _list_labels() -> set[str]:
    places = {place for role in read_roles() for place in role.pages}
    places |= {place for approval in read_approvals() for place in approval.places}
    return {"content.homepage" if place == HOME else place for place in places}
