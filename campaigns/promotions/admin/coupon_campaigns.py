"""Campaigns that members take coupons from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from campaigns.promotions.admin.keeping import KeptViewSet
from campaigns.promotions.admin.listing import describe_window
from campaigns.promotions.models import CouponCampaign
from cms.catalog.admin.reach.keeping import KeepsWithinReach


class CampaignListView(generic.IndexView):
    # Says what it is for while there is none; the button to add one stands above.
    results_template_name = "wagtailadmin/generic/listing_results.html"
    default_ordering = "-created_at"
    page_title = gettext_lazy("Coupons to take")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            StatusTagColumn("state", label=_("State"), accessor=describe_state, primary=is_open),
            Column("promotion", label=_("Promotion"), accessor="promotion.name"),
            Column("window", label=_("Window"), accessor=describe_window, sort_key="starts_at"),
            Column("taken", label=_("Taken so far"), accessor=describe_taken, sort_key="taken"),
            Column("per_shopper", label=_("For each member"), accessor="per_shopper"),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("promotion")

    @property
    def no_results_message(self) -> str:
        return _("There is nothing to take yet. Members take coupons from a campaign, while its stock lasts.")


def is_open(one: CouponCampaign) -> bool:
    """Whether a coupon can be taken now."""
    has_stock = one.stock is None or one.taken < one.stock
    return one.is_open(timezone.now()) and has_stock and one.promotion.live


def describe_state(one: CouponCampaign) -> Any:
    at = timezone.now()
    if not one.is_offered:
        return _("not offered")
    if not one.promotion.live:
        return _("its promotion is not published")
    if one.starts_at is not None and at < one.starts_at:
        return _("begins later")
    if one.ends_at is not None and one.ends_at <= at:
        return _("is over")
    return pgettext("coupons to take", "open") if is_open(one) else _("sold out")


def describe_taken(one: CouponCampaign) -> str:
    return f"{one.taken:,}" if one.stock is None else f"{one.taken:,} / {one.stock:,}"


class CampaignEditView(generic.EditView):
    @cached_property
    def header_more_buttons(self) -> list[Any]:
        address = f"{reverse('coupons:index')}?campaign={self.object.pk}"
        taken = HeaderButton(_("Coupons that were taken"), url=address, icon_name="key")
        return [*super().header_more_buttons, taken]


class CouponCampaignViewSet(KeepsWithinReach, KeptViewSet):
    model = CouponCampaign
    name = "coupon_campaigns"
    url_prefix = "promotions/coupon-campaigns"
    icon = "pick"
    menu_label = gettext_lazy("Coupons to take")
    menu_name = "promotions-coupon-campaigns"
    index_view_class = CampaignListView
    edit_view_class = CampaignEditView
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("promotion", widget=forms.Select),
            FieldPanel("is_offered"),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])],
                heading=gettext_lazy("When they can be taken"),
            ),
            FieldRowPanel([FieldPanel("stock"), FieldPanel("per_shopper")]),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("valid_until"), FieldPanel("valid_days")])],
                heading=gettext_lazy("How long they hold"),
            ),
            FieldPanel("image"),
            FieldPanel("texts"),
        ]
    )
