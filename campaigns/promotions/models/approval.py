from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from campaigns.promotions.composing import Draft, compose_rules
from campaigns.promotions.composing_targets import Word, list_words
from campaigns.promotions.depth import list_priced, measure_depth
from campaigns.promotions.models.promotion import Promotion
from cms.catalog.models import Offer
from cms.money import Money
from cms.operations.models import ApprovalTask


class DepthApprovalTask(ApprovalTask):
    """A second look at deep cuts: a promotion that cuts less passes it by itself."""

    from_percent = models.PositiveSmallIntegerField(
        _("from percent off"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("What cuts less goes on by itself. What cannot be measured without a cart is looked at."),
    )

    admin_form_fields = [*ApprovalTask.admin_form_fields, "from_percent"]

    class Meta:
        verbose_name = _("approval of deep cuts")
        verbose_name_plural = _("approvals of deep cuts")

    @classmethod
    def get_description(cls) -> Any:
        return _("Promotions that cut deeply need somebody of the chosen groups as well; others pass by themselves")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        state: TaskState = super().start(workflow_state, user=user)
        depth = find_depth(workflow_state.content_object)
        if depth is None or depth >= self.from_percent:
            return state
        comment = gettext("It cuts %(depth)s %% at most: less than %(limit)s %%.")
        return state.approve(update=False, comment=comment % {"depth": f"{depth:.3g}", "limit": self.from_percent})


def find_depth(row: Any) -> Decimal | None:
    """How deep the newest draft of a promotion cuts at most; None where only a cart would tell."""
    if not isinstance(row, Promotion):
        return None
    newest: Any = row.get_latest_revision_as_object()
    actions = list(newest.action.get_prep_value())
    layer = newest.layer or (newest.group.layer if newest.group else "")
    draft = Draft(newest.key, newest.name, actions[0], layer=layer, coupon=newest.coupon)
    # What is listed is taken for SKUs: what is none has no price, and is looked at.
    rules = compose_rules(draft, {word: Word((word,)) for word in list_words([draft.action])})
    offers = Offer.objects.filter(sku__in=list_priced(rules)).values_list("sku", "price_minor", "currency")
    return measure_depth(rules, {sku: Decimal(Money(minor, currency).amount) for sku, minor, currency in offers})
