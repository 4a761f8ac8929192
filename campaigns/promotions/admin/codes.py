"""Coupons in the admin: each code found, looked at, taken back and given again."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from campaigns.promotions.admin.keeping import KeptViewSet
from campaigns.promotions.coupons import revoking
from campaigns.promotions.coupons.codes import normalise_code
from campaigns.promotions.models import Coupon, CouponBatch, CouponCampaign, CouponState, Promotion
from cms.catalog.reach.refusing import find_refusal

REVOKE, RESTORE = "promotions.revoke", "promotions.restore"
_OPEN = (CouponState.AVAILABLE, CouponState.CLAIMED)


class CouponFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), method="filter_state", choices=CouponState.choices, widget=forms.RadioSelect
    )
    promotion = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Promotion"), queryset=Promotion.objects.filter(coupon_kind="issued")
    )
    batch = django_filters.ModelChoiceFilter(label=gettext_lazy("Batch"), queryset=CouponBatch.objects.all())
    campaign = django_filters.ModelChoiceFilter(label=gettext_lazy("Campaign"), queryset=CouponCampaign.objects.all())
    member = django_filters.CharFilter(
        label=gettext_lazy("Member"), field_name="member__key", help_text=gettext_lazy("The member's key.")
    )

    class Meta:
        model = Coupon
        fields: list[str] = []

    @staticmethod
    def filter_state(queryset: Any, _name: str, state: str) -> Any:
        return queryset.in_state(state, at=timezone.now())


class CouponListView(generic.IndexView):
    """Every code there is; a million of them, found by the code or by whose they are."""

    filterset_class = CouponFilterSet
    is_searchable = True
    default_ordering = "-pk"
    page_title = gettext_lazy("Coupons")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("code", accessor="code"),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor=lambda one: CouponState(one.state_now).label,
                primary=lambda one: one.state_now in _OPEN,
            ),
            Column("promotion", label=_("Promotion"), accessor="promotion.name"),
            Column("source", label=_("From"), accessor=describe_source),
            Column("member", label=_("Member"), accessor=lambda one: one.member or "—"),
            DateColumn("claimed_at", label=_("Taken"), accessor="claimed_at"),
            DateColumn("used_at", label=_("Used"), accessor="used_at"),
            DateColumn("expires_at", label=_("Valid until"), accessor=find_end),
        ]

    def get_base_queryset(self) -> Any:
        rows = Coupon.objects.with_state(at=timezone.now())
        return rows.select_related("promotion", "batch", "campaign", "member")

    def get_add_url(self) -> str | None:
        return None

    def get_edit_url(self, instance: Coupon) -> str | None:
        return self.get_inspect_url(instance)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        code = normalise_code(self.search_query or "")
        return queryset.filter(code__startswith=code) if code else queryset

    @property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("No coupon is like that. Codes are found by how they begin.")
        return _("There are no coupons yet: make a batch of codes, or a campaign that members take them from.")


def describe_source(one: Coupon) -> str:
    """Where a code comes from."""
    return str(one.batch or one.campaign or "—")


def find_end(one: Coupon) -> Any:
    """Until when a code holds."""
    ends = [one.expires_at, one.batch.valid_until if one.batch is not None else None]
    return min((each for each in ends if each is not None), default=None)


class CouponView(generic.InspectView):
    """One code: whose it is, what became of it, and what can be done about it."""

    template_name = "promotions/coupon.html"
    page_title = gettext_lazy("Coupon")
    fields = ["code"]

    def get_queryset(self) -> Any:
        rows = Coupon.objects.with_state(at=timezone.now())
        return rows.select_related("promotion", "batch", "campaign", "member", "claim")

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_edit_url(self) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        coupon = self.object
        state = CouponState(coupon.state_now)
        can_change = self.request.user.has_perm("promotions.change_coupon")
        return {
            **super().get_context_data(**kwargs),
            "coupon": coupon,
            "state": state,
            "source": describe_source(coupon),
            "ends_at": find_end(coupon),
            "may_revoke": can_change and coupon.state in _OPEN,
            "may_restore": can_change and coupon.state == CouponState.REVOKED,
        }


class _CouponAction(PermissionCheckedMixin, View):
    model = Coupon
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        coupon = get_object_or_404(Coupon, pk=pk)
        # A code is whose its promotion is.
        if reason := find_refusal(request.user, coupon.promotion):
            messages.error(request, _("Nothing was changed. %(reason)s") % {"reason": reason})
        else:
            self.act(coupon)
        return redirect(reverse("coupons:inspect", args=[pk]))

    def act(self, coupon: Coupon) -> None:
        raise NotImplementedError


class RevokeCouponView(_CouponAction):
    """Takes a code back."""

    def act(self, coupon: Coupon) -> None:
        if revoking.revoke_coupon(coupon, at=timezone.now()):
            log(coupon, REVOKE, title=coupon.code)
            messages.success(self.request, _("Nobody can use %(code)s any more.") % {"code": coupon.code})
        else:
            messages.warning(self.request, _("%(code)s is used or revoked already.") % {"code": coupon.code})


class RestoreCouponView(_CouponAction):
    """Gives a code again."""

    def act(self, coupon: Coupon) -> None:
        if revoking.restore_coupon(coupon):
            log(coupon, RESTORE, title=coupon.code)
            messages.success(self.request, _("%(code)s holds again.") % {"code": coupon.code})
        else:
            messages.warning(self.request, _("%(code)s was not revoked.") % {"code": coupon.code})


class CouponViewSet(KeptViewSet):
    model = Coupon
    name = "coupons"
    url_prefix = "promotions/coupons"
    icon = "key"
    menu_label = gettext_lazy("Coupons")
    menu_name = "promotions-coupons"
    inspect_view_enabled = True
    index_view_class = CouponListView
    inspect_view_class = CouponView
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[Any]:
        kept = {"index", "index_results", "inspect", "history", "history_results"}
        return [
            *(one for one in super().get_urlpatterns() if one.name in kept),
            path("<int:pk>/revoke/", self.construct_view(RevokeCouponView), name="revoke"),
            path("<int:pk>/restore/", self.construct_view(RestoreCouponView), name="restore"),
        ]
