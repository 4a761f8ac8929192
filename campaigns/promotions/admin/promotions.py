"""Promotions and their groups as Wagtail's snippets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns.promotions.admin.listing import PromotionFilterSet, PromotionIndexView, list_columns
from campaigns.promotions.admin.panels import SentencePanel
from campaigns.promotions.admin.views import PromotionCopyView, PromotionCreateView, PromotionEditView
from campaigns.promotions.models import Promotion, PromotionGroup
from cms.catalog.admin.reach.keeping import KeepsWithinReach
from cms.delivery.checking import find_moment
from cms.delivery.problems import keep_errors

_TO_THE_SECOND = "%Y-%m-%d %H:%M:%S"
_PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


def list_channels() -> list[tuple[str, str]]:
    return [(name, name) for name in settings.VITRINE_CHANNELS]


class PromotionForm(WagtailAdminModelForm):
    """Refuses to publish, to submit and to approve what has errors; a draft is always saved, and always rejected."""

    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        choices=list_channels,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: on every channel."),
    )

    def _post_clean(self) -> None:
        super()._post_clean()
        # What has ended leaves what is served, too: nobody has to take it down.
        self.instance.expire_at = self.instance.ends_at
        if self.errors or getattr(self, "is_deferred_validation", False) or not self._leads_to_publishing():
            return
        at = find_moment(self.instance, at=timezone.now())
        for problem in keep_errors(self.instance.list_problems(at=at)):
            self.add_error(None, problem.message)

    def _leads_to_publishing(self) -> bool:
        if any(self.data.get(name) for name in _PUBLISHING):
            return True
        return bool(self.data.get("action-workflow-action")) and self.data.get("workflow-action-name") != "reject"


def _make_instant(name: str) -> FieldPanel:
    return FieldPanel(name, widget=AdminDateTimeInput(format=_TO_THE_SECOND))


_WHAT = ObjectList(
    [
        SentencePanel(),
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldRowPanel([_make_instant("starts_at"), _make_instant("ends_at")]), _make_instant("announced_at")],
            heading=_("When"),
            help_text=_("To the second, in the shop's time. Left empty, it begins once published, and does not end."),
        ),
        FieldPanel("action"),
        FieldPanel("conditions"),
    ],
    heading=_("What it does"),
)
_WHO = ObjectList(
    [
        FieldPanel("channels"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("coupon_kind"), FieldPanel("coupon_code")])],
            heading=_("Coupon"),
            help_text=_("With a coupon, only orders that bring it get the promotion."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("limit_total"), FieldPanel("limit_per_shopper")]),
                FieldRowPanel([FieldPanel("budget"), FieldPanel("clips_budget")]),
            ],
            heading=_("Limits"),
            help_text=_("Never one order or one cent more, however many shoppers come at once. Empty: no limit."),
        ),
        FieldPanel("funding", help_text=_("Shares of what is taken off, for settling it: platform 60, brand 40.")),
    ],
    heading=_("For whom, how often"),
)
_TOGETHER = ObjectList(
    [
        FieldPanel("group"),
        FieldRowPanel([FieldPanel("layer"), FieldPanel("priority")]),
        FieldPanel("is_exclusive"),
        FieldPanel("is_original"),
        FieldPanel("stacks_with_coupons"),
    ],
    heading=_("Together with others"),
)
_TEXTS = ObjectList([FieldPanel("texts")], heading=_("For shoppers"))


class PromotionViewSet(KeepsWithinReach, SnippetViewSet):
    model = Promotion
    icon = "tag"
    menu_label = _("Promotions")
    menu_name = "promotions-list"
    base_url_path = "promotions/promotions"
    search_backend_name = None
    search_fields = ["name", "key", "coupon_code"]
    index_view_class = PromotionIndexView
    add_view_class = PromotionCreateView
    edit_view_class = PromotionEditView
    copy_view_class = PromotionCopyView
    filterset_class = PromotionFilterSet
    list_display: Any = ["name", *list_columns()]
    list_per_page = 50
    edit_handler = TabbedInterface([_WHAT, _WHO, _TOGETHER, _TEXTS], base_form_class=PromotionForm)


class GroupViewSet(KeepsWithinReach, SnippetViewSet):
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
