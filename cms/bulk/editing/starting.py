"""Makes a job of an instruction for chosen products: compared at once, looked at and confirmed as an import is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.bulk.cells.columns import Column
from cms.bulk.editing.operations import Operation, make_change, require_operation
from cms.bulk.jobs import services
from cms.bulk.jobs.checking import keep_rows
from cms.bulk.jobs.comparing import Candidate, Comparer
from cms.bulk.models import BulkJob
from cms.bulk.subjects.registry import get_subject, list_subjects
from cms.bulk.subjects.subject import Circumstances, Subject, Target, batched
from cms.catalog.models import Product, ProductContent

FIELDS = {
    "words": ("title", "summary", "selling_points", "search_terms", "seo_title", "seo_description"),
    "facts": ("brand", "category", "stage", "role", "tags", "released_at"),
    "offers": ("on_shelf_from", "on_shelf_until", "availability", "alert_level", "stock", "lead_days"),
}


def list_fields(user: Any) -> list[tuple[Subject, list[Column]]]:
    """What `user` may edit of many products, by table."""
    found = []
    for subject in list_subjects(user, tuple(FIELDS)):
        by_name = {column.name: column for column in subject.list_columns()}
        found.append((subject, [by_name[name] for name in FIELDS[subject.name]]))
    return found


def start(
    subject_name: str,
    column_name: str,
    operation: Operation,
    contents: Sequence[ProductContent],
    *,
    find: str = "",
    value: str = "",
    publishes: bool,
    user: Any,
) -> BulkJob:
    """Compare what the instruction would make of `contents`, and keep it to be confirmed. Raises OperationRefused."""
    subject = get_subject(subject_name)
    column = next(one for one in subject.list_columns() if one.name == column_name)
    require_operation(column, operation)
    change = make_change(column, operation, find=find, value=value)
    comparer = Comparer(subject, Circumstances(user, publishes, timezone.now()))
    compared = []
    number = 0
    for targets in batched(_find_targets(subject, contents), 500):
        rows = []
        for target in targets:
            number += 1
            cells = {one.name: target.values[one.name] for one in comparer.columns.values() if one.is_identity}
            rows.append(Candidate(number, {**cells, column.name: change(target.values[column.name], target.context)}))
        compared += comparer.compare(rows)
    instruction = {"column": column_name, "operation": operation.value, "find": find, "value": value}
    with transaction.atomic():
        name = _("%(column)s: %(operation)s") % {"column": column.label, "operation": operation.label}
        job = services.start_edit(subject, f"{name} {find} {value}"[:200], instruction, publishes=publishes, user=user)
        keep_rows(job, compared)
    return job


def _find_targets(subject: Subject, contents: Sequence[ProductContent]) -> Iterable[Target]:
    ids = [content.pk for content in contents]
    if subject.name == "words":
        return subject.iterate(ProductContent.objects.filter(pk__in=ids).order_by("pk"))
    products = Product.objects.filter(contents__in=ids).distinct().order_by("pk")
    return subject.iterate(Product.objects.filter(pk__in=products.order_by().values("pk")).order_by("pk"))
