"""Everything about promotions under one menu entry."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from campaigns.promotions.admin.batches import CouponBatchViewSet
from campaigns.promotions.admin.claims import ClaimViewSet
from campaigns.promotions.admin.codes import CouponViewSet
from campaigns.promotions.admin.coupon_campaigns import CouponCampaignViewSet
from campaigns.promotions.admin.gallery import DeskViewSet
from campaigns.promotions.admin.promotions import GroupViewSet, PromotionViewSet


class PromotionsMenu(SnippetViewSetGroup):
    menu_label = _("Promotions")
    menu_name = "promotions"
    menu_icon = "tag"
    menu_order = 165
    items = (
        DeskViewSet,
        PromotionViewSet,
        GroupViewSet,
        CouponCampaignViewSet,
        CouponBatchViewSet,
        CouponViewSet,
        ClaimViewSet,
    )
