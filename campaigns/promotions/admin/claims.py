"""What orders have claimed, for whoever is asked about a price: found by order, looked at, never changed."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic

from campaigns.promotions.admin.keeping import KeptViewSet
from campaigns.promotions.models import Claim, ClaimState, Promotion
from cms.money import Money

_STANDING = (ClaimState.HELD, ClaimState.CONFIRMED)


class ClaimFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ClaimState.choices, widget=forms.RadioSelect
    )
    promotion = django_filters.CharFilter(
        label=gettext_lazy("Promotion"),
        field_name="parts__promotion_key",
        distinct=True,
        help_text=gettext_lazy("The promotion's key."),
    )

    class Meta:
        model = Claim
        fields: list[str] = []


class ClaimListView(generic.IndexView):
    filterset_class = ClaimFilterSet
    is_searchable = True
    default_ordering = "-made_at"
    page_title = gettext_lazy("Discounts on orders")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("order_reference", accessor=str),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda one: one.get_state_display(),
                primary=lambda one: one.state in _STANDING,
            ),
            Column("discount", label=_("Taken off"), accessor=lambda one: _write(one, one.discount_minor)),
            Column("total", label=_("To pay"), accessor=lambda one: _write(one, one.total_minor)),
            DateColumn("made_at", label=_("Claimed"), sort_key="made_at"),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().defer("cart", "quote", "usage")

    def get_add_url(self) -> str | None:
        return None

    def get_edit_url(self, instance: Claim) -> str | None:
        return self.get_inspect_url(instance)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = (self.search_query or "").strip()
        if not text:
            return queryset
        return queryset.filter(Q(order_reference__startswith=text) | Q(key=text))

    @property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No order is like that. Orders are found by how their number begins.")
        return _("No order has claimed anything yet: the shop's backend does, when one is placed.")


def _write(one: Claim, minor: int) -> str:
    return Money(minor, one.currency).formatted


class ClaimView(generic.InspectView):
    """What an order was given, rule by rule, and the quote it was placed on."""

    template_name = "promotions/claim.html"
    page_title = gettext_lazy("Discounts on an order")
    fields = ["key"]

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(Claim, pk=self.kwargs["pk"])

    def get_edit_url(self) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        claim = self.object
        parts = list(claim.parts.all())
        names = dict(Promotion.objects.filter(key__in={one.promotion_key for one in parts}).values_list("key", "name"))
        return {
            **super().get_context_data(**kwargs),
            "claim": claim,
            "total": _write(claim, claim.total_minor),
            "refunded": _write(claim, claim.refunded_minor) if claim.refunded_minor else "",
            "parts": [
                (names.get(one.promotion_key, one.rule), _write(claim, one.amount_minor), one.coupon_code)
                for one in parts
            ],
            "lines": _list_lines(claim),
        }


def _list_lines(claim: Claim) -> list[dict[str, Any]]:
    """The lines of the quote, each with its SKU."""
    skus = {line["id"]: line.get("sku") for line in claim.read_cart()["lines"]}
    return [{**line, "sku": skus.get(line["id"]) or line["id"]} for line in claim.read_quote()["lines"]]


class ClaimViewSet(KeptViewSet):
    model = Claim
    name = "promotion_claims"
    url_prefix = "promotions/claims"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Discounts on orders")
    menu_name = "promotions-claims"
    inspect_view_enabled = True
    index_view_class = ClaimListView
    inspect_view_class = ClaimView
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[Any]:
        return [one for one in super().get_urlpatterns() if one.name in {"index", "index_results", "inspect"}]
