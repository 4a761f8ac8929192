from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from cms.community.models import Board, ContributionState, Post, Reply

_YES_NO = (("yes", _("Yes")), ("no", _("No")))


def _yes_no(label: Any, method: str) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, method=method, choices=_YES_NO, empty_label=_("All"), widget=forms.RadioSelect
    )


class ContributionFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=ContributionState.choices, widget=forms.CheckboxSelectMultiple
    )
    author = django_filters.CharFilter(label=_("Author's key"), field_name="member__key")
    created_at = django_filters.DateFromToRangeFilter(label=_("Written"), widget=DateRangePickerWidget)


class PostFilterSet(ContributionFilterSet):
    board = django_filters.ModelMultipleChoiceFilter(
        label=_("Board"), queryset=Board.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    pinned = _yes_no(_("Pinned"), "filter_pinned")
    essence = _yes_no(_("Highlighted"), "filter_essence")
    pictures = _yes_no(_("Has pictures"), "filter_pictures")

    class Meta:
        model = Post
        fields: list[str] = []

    @staticmethod
    def filter_pinned(queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        return queryset.filter(is_pinned=choice == "yes")

    @staticmethod
    def filter_essence(queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        return queryset.filter(is_essence=choice == "yes")

    @staticmethod
    def filter_pictures(queryset: QuerySet, _name: str, choice: str) -> QuerySet:
        return queryset.filter(picture_count__gt=0) if choice == "yes" else queryset.filter(picture_count=0)


class ReplyFilterSet(ContributionFilterSet):
    class Meta:
        model = Reply
        fields: list[str] = []
