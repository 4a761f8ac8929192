"""What the list of promotions shows, and is narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from campaigns.promotions.admin.panels import AREA
from campaigns.promotions.models import CouponKind, Promotion
from campaigns.promotions.states import State, with_state
from campaigns.promotions.templating import TEMPLATES, find_template

_PRIMARY = {State.RUNNING, State.ANNOUNCED}


class CellColumn(Column):
    """A column whose cell is one piece of markup, made without a template."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        return format_html('<td class="{}">{}</td>', self.classname or "", self.get_value(instance))


def describe_state(one: Any) -> SafeString:
    state = State(one.state)
    primary = " w-status--primary" if state in _PRIMARY else ""
    return format_html(
        '<span class="w-status{} promotion-state" data-state="{}">{}</span>', primary, state, state.label
    )


def describe_window(one: Promotion) -> str:
    ends = [
        timezone.localtime(each).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00") if each else ""
        for each in (one.starts_at, one.ends_at)
    ]
    return " – ".join(ends) if any(ends) else _("always")


def describe_kind(one: Promotion) -> str:
    template = find_template(one.template)
    return str(template.name) if template is not None else ""


def list_columns() -> list[Column]:
    return [
        CellColumn("state", label=gettext_lazy("State"), accessor=describe_state),
        Column("kind", label=gettext_lazy("Kind"), accessor=describe_kind),
        Column("window", label=gettext_lazy("Window"), accessor=describe_window, sort_key="starts_at"),
        CellColumn("usage", label=gettext_lazy("Used"), accessor=describe_usage),
    ]


def describe_usage(one: Any) -> SafeString | str:
    """Of the limit on orders and of the budget, what is gone."""
    usage = getattr(one, "usage_shares", None)
    return usage if usage is not None else "—"


class PromotionFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), method="filter_state", choices=State.choices, widget=forms.RadioSelect
    )
    template = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=[(template.key, template.name) for template in TEMPLATES],
        widget=forms.RadioSelect,
    )
    coupon_kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Coupon"), choices=[one for one in CouponKind.choices if one[0]], widget=forms.RadioSelect
    )
    channel = django_filters.ChoiceFilter(
        label=gettext_lazy("Channel"),
        method="filter_channel",
        choices=[(name, name) for name in settings.VITRINE_CHANNELS],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Promotion
        fields: tuple[str, ...] = ()

    @staticmethod
    def filter_state(queryset: QuerySet, _name: str, state: str) -> QuerySet:
        return queryset.filter(state=state)

    @staticmethod
    def filter_channel(queryset: QuerySet, _name: str, channel: str) -> QuerySet:
        """What is for every channel is for this one too."""
        # JSON is text in every database; names are slugs, so quotes set them apart.
        return queryset.filter(Q(channels=[]) | Q(channels__icontains=f'"{channel}"'))


class PromotionIndexView(IndexView):
    """The latest first; the gallery is where new ones come from."""

    def get_base_queryset(self) -> Any:
        return with_state(super().get_base_queryset(), at=timezone.now())

    def get_add_url(self) -> str | None:
        return reverse(f"{AREA}:index") if super().get_add_url() else None
