"""What the lists of merchandising show and are narrowed by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, UpdatedAtColumn

from cms.moments import write_window
from search.merchandising.models import Guided
from search.merchandising.models.guided import list_channels, list_locales

_STATES = {
    "live": gettext_lazy("in force"),
    "waits": gettext_lazy("begins later"),
    "over": gettext_lazy("is over"),
    "off": gettext_lazy("switched off"),
}


def find_state(one: Guided, *, at: datetime) -> str:
    """Whether it is in force: "live", "waits", "over" or "off"."""
    if not one.is_active:
        return "off"
    if one.starts_at is not None and one.starts_at > at:
        return "waits"
    return "over" if one.ends_at is not None and one.ends_at <= at else "live"


def select_state(rows: QuerySet, state: str, *, at: datetime) -> QuerySet:
    """Those of `rows` in one state."""
    if state == "off":
        return rows.filter(is_active=False)
    rows = rows.filter(is_active=True)
    if state == "waits":
        return rows.filter(starts_at__gt=at)
    begun = rows.filter(Q(starts_at__isnull=True) | Q(starts_at__lte=at))
    if state == "over":
        return begun.filter(ends_at__lte=at)
    return begun.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))


class CellColumn(Column):
    """A column whose cell is one piece of markup, made without a template."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        return format_html('<td class="{}">{}</td>', self.classname or "", self.get_value(instance))


def describe_state(one: Guided) -> SafeString:
    state = find_state(one, at=timezone.now())
    primary = " w-status--primary" if state == "live" else ""
    return format_html('<span class="w-status{} merchandising-state">{}</span>', primary, _STATES[state])


def describe_window(one: Guided) -> str:
    if one.starts_at is None and one.ends_at is None:
        return _("always")
    return write_window(one.starts_at, one.ends_at)


def shorten_lines(name: str) -> Any:
    """What stands in a field of lines, on one."""

    def describe(one: Any) -> str:
        lines = [line.strip() for line in getattr(one, name).splitlines() if line.strip()]
        return ", ".join(lines[:6]) + (" …" if len(lines) > 6 else "")

    return describe


def list_columns() -> list[Column]:
    """What every list ends with."""
    return [
        CellColumn("state", label=gettext_lazy("State"), accessor=describe_state),
        Column("window", label=gettext_lazy("Window"), accessor=describe_window, sort_key="starts_at"),
        Column("locale", label=gettext_lazy("Language"), accessor=lambda one: one.get_locale_display() or _("all")),
        Column("campaign", label=gettext_lazy("Campaign"), sort_key="campaign"),
        UpdatedAtColumn(),
    ]


class GuidedFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), method="filter_state", choices=list(_STATES.items()), widget=forms.RadioSelect
    )
    locale = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), method="filter_place", choices=list_locales, widget=forms.RadioSelect
    )
    channel = django_filters.ChoiceFilter(
        label=gettext_lazy("Audience"), method="filter_place", choices=list_channels, widget=forms.RadioSelect
    )
    campaign = django_filters.CharFilter(label=gettext_lazy("Campaign"), lookup_expr="icontains")

    @staticmethod
    def filter_state(queryset: QuerySet, _name: str, state: str) -> QuerySet:
        return select_state(queryset, state, at=timezone.now())

    @staticmethod
    def filter_place(queryset: QuerySet, name: str, value: str) -> QuerySet:
        """What is for every place is for this one too."""
        return queryset.filter(**{f"{name}__in": ["", value]})


def make_filter_set(model: type[Guided]) -> type[GuidedFilterSet]:
    """The filters for the list of one model."""
    meta = type("Meta", (), {"model": model, "fields": []})
    return type(f"{model.__name__}FilterSet", (GuidedFilterSet,), {"Meta": meta})
