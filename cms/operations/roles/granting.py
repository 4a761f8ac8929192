"""Puts the groups of the table in place. Each right is given once: what somebody takes away stays away.

A group of that name which was there before us is somebody's own and stays exactly as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.media.starting import ensure_collections, find_collection
from cms.operations.models import ProvidedRole
from cms.operations.roles.approvals import ensure_approvals
from cms.operations.roles.places import list_places
from cms.operations.roles.reading import Right, Role, read_roles

_ADMIN = Right("wagtailadmin.admin", "access_admin")
_PAGE = "wagtailcore.page"


@transaction.atomic
def ensure_roles() -> int:
    """Make the groups and workflows that were never made, give them what is new in the table; how many are new."""
    granting = _Granting()
    made = sum(granting.ensure(role) for role in read_roles())
    ensure_approvals()
    return made


def find_group(key: str) -> Group | None:
    """The group of a role, whatever it is called now; None where somebody has deleted it."""
    provided = ProvidedRole.objects.filter(key=key).select_related("group").first()
    return provided.group if provided else None


class _Granting:
    """One run over the table; what this installation has is read once."""

    def __init__(self) -> None:
        rows = Permission.objects.values_list("content_type__app_label", "content_type__model", "codename", "pk")
        self.permissions: Mapping[Right, int] = {
            Right(f"{app_label}.{model}", codename): pk for app_label, model, codename, pk in rows
        }
        self.root = Collection.get_first_root_node()
        ensure_collections()
        keys = {key for role in read_roles() for key in role.collections}
        self.collections = {key: found for key in keys if (found := find_collection(key)) is not None}
        self.places = {place: list_places(place) for role in read_roles() for place in role.pages}

    def ensure(self, role: Role) -> bool:
        provided, is_new = ProvidedRole.objects.select_for_update().get_or_create(key=role.key)
        wanted = self._list_wanted(role)
        known = set(provided.granted)
        if is_new:
            provided.group, is_ours = Group.objects.get_or_create(name=role.name)
            known |= set() if is_ours else wanted
        if wanted <= known and not is_new:
            return False
        if provided.group is not None:
            self._give(provided.group, role, known)
        provided.granted = sorted(known | wanted)
        provided.save()
        return is_new

    def _list_wanted(self, role: Role) -> set[str]:
        """Names of everything the table gives this role here and now; a package that is not installed has none."""
        rights = {str(right) for right in self._keep_installed((_ADMIN, *role.rights))}
        files = {name for name, _collection, _right in self._list_files(role)}
        return rights | files | {name for name, _page, _right in self._list_pages(role)}

    def _list_pages(self, role: Role) -> list[tuple[str, int, Right]]:
        return [
            (f"page:{codename}@{page.pk}", page.pk, Right(_PAGE, codename))
            for place, codenames in role.pages.items()
            for page in self.places[place]
            for codename in codenames
        ]

    def _list_files(self, role: Role) -> list[tuple[str, Any, Right]]:
        """To choose and to look is for everywhere; to add and to change is for the collections of the role."""
        found = []
        for right in self._keep_installed(role.files):
            is_everywhere = not role.collections or right.codename.startswith(("choose", "view"))
            for key in ("",) if is_everywhere else role.collections:
                collection = self.collections.get(key, self.root)
                found.append((f"files:{right}@{key}" if key else f"files:{right}", collection, right))
        return found

    def _give(self, group: Group, role: Role, known: set[str]) -> None:
        rights = self._keep_installed((_ADMIN, *role.rights))
        group.permissions.add(*(self.permissions[right] for right in rights if str(right) not in known))
        for name, collection, right in self._list_files(role):
            if name not in known:
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=collection, permission_id=self.permissions[right]
                )
        for name, page_id, right in self._list_pages(role):
            if name not in known:
                GroupPagePermission.objects.get_or_create(
                    group=group, page_id=page_id, permission_id=self.permissions[right]
                )

    def _keep_installed(self, rights: Iterable[Right]) -> list[Right]:
        return [right for right in rights if right in self.permissions]
