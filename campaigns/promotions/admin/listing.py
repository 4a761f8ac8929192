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
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from campaigns.promotions.admin.panels import AREA
from campaigns.promotions.models import CouponKind, Promotion
from campaigns.promotions.spending import NEARLY, Spending, find_spending
from campaigns.promotions.states import State, with_state
from campaigns.promotions.templating import TEMPLATES, find_template
from cms.moments import write_window
from cms.money import Money

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
    if one.starts_at is None and one.ends_at is None:
        return _("always")
    return write_window(one.starts_at, one.ends_at)


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
    """Orders and money so far, with a bar where there is a limit."""
    spending: Spending = one.spending
    if not spending.orders and spending.share is None:
        return "—"
    parts = [ngettext("%(count)d order", "%(count)d orders", spending.orders) % {"count": spending.orders}]
    if spending.amount_minor:
        parts.append(Money(spending.amount_minor, one.currency).formatted)
    text = ", ".join(parts)
    if spending.share is None:
        return text
    percent = min(100, round(100 * spending.share))
    markup = (
        '<span class="promotion-usage"{}>{} · {}%<span class="promotion-usage__bar" aria-hidden="true">'
        '<span style="width: {}%"></span></span></span>'
    )
    nearly = mark_safe(" data-nearly") if spending.share >= NEARLY else ""
    return format_html(markup, nearly, text, percent, percent)


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

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        spending = find_spending(rows)
        for row in rows:
            row.spending = spending[row.key]
        return context

    def get_add_url(self) -> str | None:
        return reverse(f"{AREA}:index") if super().get_add_url() else None
