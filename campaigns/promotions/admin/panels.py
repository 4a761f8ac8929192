"""What stands in the form, and beside it: the sentence, checks and trial carts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.ui.side_panels import BaseSidePanel

from campaigns.promotions.admin.fields import UNUSED
from campaigns.promotions.models import Promotion
from campaigns.promotions.states import State, find_state
from campaigns.promotions.stopping import find_last_stop, find_stopped
from campaigns.promotions.templating import find_template
from cms.catalog.reach.selectors import may_reach

AREA = "promotions_desk"


class SentencePanel(Panel):
    """The whole promotion read back as one sentence while it is typed, and whether it is in force."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "promotions/sentence.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {
                **super().get_context_data(parent_context),
                **describe_standing(self.instance, self.request),
                "sentence_url": find_address("sentence", self.instance),
                "unused": UNUSED,
                "template": find_template(self.instance.template),
            }


def describe_standing(promotion: Promotion, request: Any) -> dict[str, Any]:
    """The state, and who may stop it or start it again."""
    if promotion.pk is None:
        return {"state": State.DRAFT}
    saved = Promotion.objects.get(pk=promotion.pk)
    state = find_state(saved, at=timezone.now())
    user = request.user
    is_theirs = may_reach(user, saved)
    return {
        "state": state,
        "stop_url": reverse(f"{AREA}:stop", args=[saved.pk]) if may_stop(user) and is_theirs and saved.live else "",
        "stopped": find_last_stop(saved) if state == State.STOPPED else None,
        "start_url": reverse(f"{AREA}:start", args=[saved.pk])
        if may_start(user) and is_theirs and state == State.STOPPED and find_stopped(saved)
        else "",
    }


def may_stop(user: Any) -> bool:
    """Whoever works on promotions may take one out of force: it does no harm that cannot be undone."""
    return user.has_perm("promotions.change_promotion") or user.has_perm("promotions.publish_promotion")


def may_start(user: Any) -> bool:
    """In force it comes by those who approve."""
    return user.has_perm("promotions.publish_promotion")


def find_address(name: str, promotion: Promotion) -> str:
    """Where the form of `promotion`, saved or not, is sent to."""
    if promotion.pk is None:
        return reverse(f"{AREA}:{name}_new")
    return reverse(f"{AREA}:{name}", args=[promotion.pk])


class TrialSidePanel(BaseSidePanel):
    """Beside the form: what stands in the way of publishing, and carts to try it with."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle checks and trial carts")
        icon_name = "clipboard-list"
        has_counter = False

    name = "checks"
    title = _("Checks and trial carts")
    template_name = "promotions/trial_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            "checks_url": find_address("checks", self.object),
            "trial_url": find_address("trial", self.object),
            "products_url": reverse(f"{AREA}:products"),
            "channels": settings.VITRINE_CHANNELS,
        }
