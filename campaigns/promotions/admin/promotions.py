"""Promotions and their groups as Wagtail's snippets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns.promotions.models import Promotion, PromotionGroup


def list_channels() -> list[tuple[str, str]]:
    return [(name, name) for name in settings.VITRINE_CHANNELS]


class PromotionForm(WagtailAdminModelForm):
    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        choices=list_channels,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: on every channel."),
    )


_WHAT = ObjectList(
    [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("announced_at")]),
        FieldPanel("action"),
        FieldPanel("conditions"),
    ],
    heading=_("What it does"),
)
_WHO = ObjectList(
    [
        FieldPanel("channels"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("coupon_kind"), FieldPanel("coupon_code")])], heading=_("Coupon")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("limit_total"), FieldPanel("limit_per_shopper")]),
                FieldRowPanel([FieldPanel("budget"), FieldPanel("clips_budget")]),
            ],
            heading=_("Limits"),
        ),
        FieldPanel("funding"),
    ],
    heading=_("For whom, how often"),
)
_TOGETHER = ObjectList(
    [
        FieldRowPanel([FieldPanel("layer"), FieldPanel("group"), FieldPanel("priority")]),
        FieldPanel("is_exclusive"),
        FieldPanel("is_original"),
        FieldPanel("stacks_with_coupons"),
    ],
    heading=_("Together with others"),
)
_TEXTS = ObjectList([FieldPanel("texts")], heading=_("For shoppers"))


class PromotionViewSet(SnippetViewSet):
    model = Promotion
    icon = "tag"
    menu_label = _("Promotions")
    menu_name = "promotions-list"
    base_url_path = "promotions/promotions"
    search_backend_name = None
    search_fields = ["name", "key", "coupon_code"]
    list_display: Any = ["name", "starts_at", "ends_at"]
    list_per_page = 50
    edit_handler = TabbedInterface([_WHAT, _WHO, _TOGETHER, _TEXTS], base_form_class=PromotionForm)


class GroupViewSet(SnippetViewSet):
    model = PromotionGroup
    icon = "list-ul"
    menu_label = _("Groups")
    menu_name = "promotions-groups"
    base_url_path = "promotions/groups"
    search_backend_name = None
    list_display: Any = ["name", "layer", "label", "mode"]
    edit_handler = ObjectList(
        [FieldRowPanel([FieldPanel("layer"), FieldPanel("name")]), FieldPanel("label"), FieldPanel("mode")]
    )
