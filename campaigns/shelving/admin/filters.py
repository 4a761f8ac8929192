"""What the lists can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from campaigns.shelving.models import ChangeState, ShelfChange, ShelfRule, StockState
from campaigns.shelving.models.change import ChangeKind
from cms.catalog.admin.products.filters import YES_NO, CategoryFilter
from cms.catalog.models import Category, ProductContent

DONE = [choice for choice in ChangeState.choices if choice[0] != ChangeState.PROPOSED]
LEVELS = [("out", _("Out of stock")), ("low", _("Low"))]


def _category() -> CategoryFilter:
    return CategoryFilter(
        label=_("Category"), queryset=Category.objects.order_by("path"), empty_label=_("All categories")
    )


class ProposalFilterSet(WagtailFilterSet):
    rule = django_filters.ModelChoiceFilter(
        label=_("Rule"), queryset=ShelfRule.objects.order_by("order", "pk"), empty_label=_("All")
    )
    kind = django_filters.MultipleChoiceFilter(
        label=_("Change"), choices=ChangeKind.choices, widget=forms.CheckboxSelectMultiple
    )
    category = _category()

    class Meta:
        model = ShelfChange
        fields: list[str] = []


class LogFilterSet(ProposalFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("What became of it"), choices=DONE, widget=forms.CheckboxSelectMultiple
    )
    run = django_filters.NumberFilter(label=_("Run"), field_name="run_id")
    decided_at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DateRangePickerWidget)


def filter_level(rows: QuerySet[Any], _name: str, level: str) -> QuerySet[Any]:
    return rows.filter(out_since__isnull=level == "low")


def filter_running(rows: QuerySet[Any], _name: str, choice: str) -> QuerySet[Any]:
    return rows.filter(is_running=choice == "yes")


def filter_owner(rows: QuerySet[Any], _name: str, owner: Any) -> QuerySet[Any]:
    return rows.filter(product__contents__live_revision__user=owner).distinct() if owner else rows


def list_owners(_request: object) -> QuerySet[Any]:
    """Who has published a product that is low in stock."""
    low = Q(product__stock_state__is_low=True, live_revision__user__isnull=False)
    users = get_user_model()._default_manager
    return users.filter(pk__in=ProductContent.objects.filter(low).values("live_revision__user")).order_by("username")


class StockFilterSet(WagtailFilterSet):
    level = django_filters.ChoiceFilter(
        label=_("Stock"), method=filter_level, choices=LEVELS, empty_label=_("All"), widget=forms.RadioSelect
    )
    running = django_filters.ChoiceFilter(
        label=_("In a running promotion"),
        method=filter_running,
        choices=YES_NO,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    category = _category()
    owner = django_filters.ModelChoiceFilter(
        label=_("Published last by"), method=filter_owner, queryset=list_owners, empty_label=_("All")
    )

    class Meta:
        model = StockState
        fields: list[str] = []
