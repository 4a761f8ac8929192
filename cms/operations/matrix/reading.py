"""Reads every right that groups have, by area and action, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Count, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from cms.catalog.models import CategoryLimit
from cms.community.models import BoardLimit
from cms.operations.permission_words import name_action

# Their packages have no words for these in any other language.
_NAMED = {
    "wagtailmedia.media": gettext_lazy("videos and recordings"),
    "simple_translation.simpletranslation": gettext_lazy("translations"),
    "wagtailadmin.admin": gettext_lazy("the admin as a whole"),
    "wagtailcore.locale": gettext_lazy("languages of the content"),
}
_PACKAGES = {"wagtailmedia": gettext_lazy("videos and recordings")}


@dataclass(frozen=True, slots=True)
class Column:
    """A group: how many people are in it, and what it is limited to."""

    group: Group
    people: int
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An area; for each group, in the order of the columns, what it may do there."""

    package: str
    area: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: Sequence[Column]
    rows: Sequence[Row]


def read_matrix() -> Matrix:
    """All groups against everything that a group can be given."""
    groups = list(Group.objects.annotate(people=Count("user", filter=Q(user__is_active=True))).order_by("pk"))
    limits = _read_limits()
    columns = [Column(group, group.people, tuple(limits.get(group.pk, ()))) for group in groups]
    return Matrix(columns, [*_list_rows(groups), _make_page_row(groups), *_list_file_rows(groups)])


def _list_rows(groups: Sequence[Group]) -> Iterable[Row]:
    permissions = (
        _list_known().select_related("content_type").order_by("content_type__app_label", "content_type__model", "pk")
    )
    held = set(Group.permissions.through.objects.values_list("group_id", "permission_id"))
    areas: dict[int, list[Permission]] = {}
    for permission in permissions:
        areas.setdefault(permission.content_type_id, []).append(permission)
    for of_area in areas.values():
        model = of_area[0].content_type.model_class()
        if model is None:
            continue
        cells = tuple(tuple(name_action(one) for one in of_area if (group.pk, one.pk) in held) for group in groups)
        yield Row(_name_package(model._meta.app_config), _name_model(model), cells)


def _name_package(config: Any) -> str:
    return capfirst(str(_PACKAGES.get(config.label, config.verbose_name)))


def _name_model(model: Any) -> str:
    return capfirst(str(_NAMED.get(model._meta.label_lower, model._meta.verbose_name_plural)))


def _list_known() -> QuerySet[Permission]:
    """What the page of a group offers, asked as Wagtail asks, and what groups have beside that."""
    offered = Permission.objects.none()
    for ask in hooks.get_hooks("register_permissions"):
        offered = offered | ask()
    held = Group.permissions.through.objects.values("permission_id")
    return Permission.objects.filter(Q(pk__in=offered.values("pk")) | Q(pk__in=held))


def _make_page_row(groups: Sequence[Group]) -> Row:
    rows = GroupPagePermission.objects.select_related("permission__content_type", "page").order_by("page", "pk")
    held: dict[int, list[str]] = {}
    for row in rows:
        text = _("%(action)s (%(place)s)") % {"action": name_action(row.permission), "place": row.page.title}
        held.setdefault(row.group_id, []).append(text)
    return Row(
        str(_("Pages")), str(_("Pages, from a place down")), tuple(tuple(held.get(one.pk, ())) for one in groups)
    )


def _list_file_rows(groups: Sequence[Group]) -> Iterable[Row]:
    held: dict[Any, dict[int, list[str]]] = {}
    rows = GroupCollectionPermission.objects.select_related("permission__content_type", "collection")
    for row in rows.order_by("permission__content_type__app_label", "permission"):
        cells = held.setdefault(row.permission.content_type.model_class(), {}).setdefault(row.group_id, [])
        name = name_action(row.permission)
        place = "" if row.collection.is_root() else f" ({row.collection.name})"
        cells.append(f"{name}{place}")
    for model, of_model in held.items():
        if model is not None:
            yield Row(
                str(_("Files")),
                _name_model(model),
                tuple(tuple(of_model.get(group.pk, ())) for group in groups),
            )


def _read_limits() -> dict[int, list[str]]:
    limits: dict[int, list[str]] = {}
    for model, related in ((CategoryLimit, ("category", "brand")), (BoardLimit, ("board",))):
        rows: Any = model._default_manager.filter(group__isnull=False).select_related(*related)
        for limit in rows.order_by("pk"):
            limits.setdefault(limit.group_id, []).append(str(limit))
    return limits
