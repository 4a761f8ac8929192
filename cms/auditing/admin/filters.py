"""What the audit log is narrowed by; every one of them has an index."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.log_actions import registry

from cms.auditing.admin.showing import find_fields
from cms.auditing.models import AuditedField, AuditEntry


def list_people() -> list[tuple[int, str]]:
    users: Any = get_user_model()._default_manager
    people = users.filter(Exists(AuditEntry.objects.filter(user=OuterRef("pk")))).order_by("username")
    return [(person.pk, person.get_full_name() or person.get_username()) for person in people]


def list_actions() -> list[tuple[str, str]]:
    """All there can be, by what they are called: which ones occur takes a look at every row."""
    return sorted(((name, str(label)) for name, label in dict(registry.get_choices()).items()), key=lambda one: one[1])


def list_kinds() -> list[tuple[int, str]]:
    types = ContentType.objects.filter(Exists(AuditEntry.objects.filter(content_type=OuterRef("pk"))))
    return sorted(((one.pk, capfirst(one.name)) for one in types), key=lambda one: one[1])


class AuditFilterSet(WagtailFilterSet):
    user = django_filters.ChoiceFilter(label=_("Person"), choices=list_people, field_name="user_id")
    action = django_filters.ChoiceFilter(label=_("Action"), choices=list_actions)
    content_type = django_filters.ChoiceFilter(label=_("Kind"), choices=list_kinds, field_name="content_type_id")
    label = django_filters.CharFilter(label=_("Thing"), lookup_expr="icontains")
    object_id = django_filters.CharFilter(label=_("Number of the thing"))
    field = django_filters.CharFilter(label=_("Field"), method="filter_field")
    at = django_filters.DateFromToRangeFilter(label=_("Period"), widget=DateRangePickerWidget)

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def filter_field(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        names = set(find_fields(value))
        return queryset.filter(pk__in=AuditedField.objects.filter(name__in=names).values("entry"))
