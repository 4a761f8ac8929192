"""The state of a row: its values, what hangs on it, and what it is connected with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Page

from cms.auditing.covering import is_technical

Key = tuple[type[models.Model], str]
"""A row: its model and primary key; of whatever kind a page is, its model is Page."""

# Rights are rows of their own that belong to a group, and places to a workflow.
_OWNERS = {
    "wagtailcore.grouppagepermission": "group",
    "wagtailcore.groupcollectionpermission": "group",
    "wagtailcore.workflowpage": "workflow",
}
_OWNED = {
    "auth.group": ("page_permissions", "collection_permissions"),
    "wagtailcore.workflow": ("workflow_pages",),
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a row of `model` said."""

    model: type[models.Model]
    values: dict[str, Any]


def take(key: Key) -> Snapshot | None:
    """How the row is in the database now; None where there is none."""
    model, pk = key
    row = model._base_manager.filter(pk=pk).first()
    if isinstance(row, Page):
        row = row.specific
    return read(row) if row is not None else None


def read(row: models.Model) -> Snapshot:
    """What `row` says, with its connections as the database has them."""
    model = type(row)
    values = row.serializable_data() if isinstance(row, ClusterableModel) else get_serializable_data_for_fields(row)
    for field in model._meta.many_to_many:
        if field.name not in values and field.concrete:
            values[field.name] = sorted(getattr(row, field.name).values_list("pk", flat=True))
    for name in _OWNED.get(model._meta.label_lower, ()):
        values[name] = sorted(str(one) for one in getattr(row, name).all())
    return keep(model, values)


def keep(model: type[models.Model], values: dict[str, Any]) -> Snapshot:
    """`values` without what says nothing to people."""
    return Snapshot(model, {name: value for name, value in values.items() if not is_technical(model, name)})


def find_key(row: Any) -> Key:
    """A row's own key, or that of what it belongs to."""
    owner = _OWNERS.get(row._meta.label_lower)
    if owner is not None:
        field = row._meta.get_field(owner)
        return field.related_model, str(getattr(row, field.attname))
    return (Page if isinstance(row, Page) else type(row)), str(row.pk)


def belongs_to_another(model: type[models.Model]) -> bool:
    return model._meta.label_lower in _OWNERS
