"""The list of members: found by name, key or identity."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic

from cms.members.models import Member
from cms.sorting import find_by_initials, sort_by

_STATES = (("yes", gettext_lazy("Blocked")), ("no", gettext_lazy("Not blocked")))


class MemberFilterSet(WagtailFilterSet):
    blocked = django_filters.ChoiceFilter(
        label=gettext_lazy("May contribute"),
        method="filter_blocked",
        choices=_STATES,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )
    joined_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Joined"), widget=DateRangePickerWidget)

    class Meta:
        model = Member
        fields: list[str] = []

    @staticmethod
    def filter_blocked(queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        return queryset.filter(is_blocked=choice == "yes")


class MemberListView(generic.IndexView):
    """Everybody who has done something here."""

    filterset_class = MemberFilterSet
    is_searchable = True
    default_ordering = "-joined_at"
    page_title = gettext_lazy("Members")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            sort_by(self._get_title_column("name", accessor=str)),
            Column("subject", label=_("Identity"), accessor="subject"),
            Column("key", label=_("Key"), accessor="key"),
            DateColumn("joined_at", label=_("Joined"), sort_key="joined_at", accessor="joined_at"),
            StatusTagColumn(
                "blocked",
                label=_("Status"),
                accessor=lambda member: _("Blocked") if member.is_blocked else _("Active"),
                primary=lambda member: not member.is_blocked,
            ),
        ]

    def get_edit_url(self, instance: Member) -> str | None:
        return self.get_inspect_url(instance)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = self.search_query
        if not text:
            return queryset
        found = Q(name__icontains=text) | Q(key=text) | Q(subject__icontains=text)
        return queryset.filter(found | find_by_initials("sort_key", text))
