from __future__ import annotations

from datetime import date, timedelta

import django_filters
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from search.behaviour.models import QueryDay

DAYS = 30


class QueryFilterSet(WagtailFilterSet):
    """The days and the language of a report; the last thirty days unless others are chosen."""

    day = django_filters.DateFromToRangeFilter(label=_("Days"), widget=DateRangePickerWidget)
    locale = django_filters.ChoiceFilter(
        label=_("Language"), choices=lambda: settings.WAGTAIL_CONTENT_LANGUAGES, empty_label=_("All")
    )

    class Meta:
        model = QueryDay
        fields: list[str] = []

    def read_days(self) -> tuple[date, date]:
        """The first and the last day."""
        chosen = self.form.cleaned_data.get("day") if self.form.is_valid() else None
        start = chosen.start.date() if chosen and chosen.start else None
        stop = chosen.stop.date() if chosen and chosen.stop else None
        until = stop or timezone.localdate()
        return start or until - timedelta(days=DAYS - 1), until
