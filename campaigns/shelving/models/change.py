"""Every change that rules have made, and every one that they propose: one table, from the idea to its undoing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.shelving.rules.values import ROLE, SHELF, STAGE


class ChangeKind(models.TextChoices):
    SHELF = SHELF, _("shelf")
    STAGE = STAGE, _("life-cycle stage")
    ROLE = ROLE, pgettext_lazy("product", "role")


class ChangeState(models.TextChoices):
    PROPOSED = "proposed", _("waits for an answer")
    APPLIED = "applied", _("done")
    REFUSED = "refused", pgettext_lazy("proposal", "refused")
    FAILED = "failed", _("not possible")
    UNDONE = "undone", _("undone")
    KEPT = "kept", _("stays: changed since")


class ChangeOrigin(models.TextChoices):
    RULE = "rule", _("rule")
    SALES = "sales", _("sales trend")
    ASSORTMENT = "assortment", _("place in the assortment")


class ShelfRun(models.Model):
    """One look at every product."""

    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    seen = models.PositiveIntegerField(_("products looked at"), default=0)
    proposed = models.PositiveIntegerField(_("proposed"), default=0)
    applied = models.PositiveIntegerField(_("applied"), default=0)
    failed = models.PositiveIntegerField(_("not possible"), default=0)
    left = models.PositiveIntegerField(_("left for the next run"), default=0)
    contradicted = models.PositiveIntegerField(_("rules contradicted"), default=0)

    class Meta:
        verbose_name = _("run of shelf rules")
        verbose_name_plural = _("runs of shelf rules")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ShelfChange(models.Model):
    """`value` is "on", "off", a stage or a role; `before` and `after` are by SKU, or the one value.

    `rule_name` outlives its rule; `overruled` names later rules that wanted something else.
    """

    product = models.ForeignKey(
        "catalog.Product", verbose_name=_("product"), on_delete=models.CASCADE, related_name="shelf_changes"
    )
    kind = models.CharField(_("what"), max_length=6, choices=ChangeKind)
    value = models.CharField(_("becomes"), max_length=10)
    origin = models.CharField(_("why"), max_length=10, choices=ChangeOrigin, default=ChangeOrigin.RULE)
    rule = models.ForeignKey(
        "shelving.ShelfRule", verbose_name=_("rule"), null=True, on_delete=models.SET_NULL, related_name="changes"
    )
    rule_name = models.CharField(_("rule"), max_length=120, blank=True)
    run = models.ForeignKey(ShelfRun, verbose_name=_("run"), null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=ChangeState, default=ChangeState.PROPOSED)
    reasons = models.JSONField(_("reasons"), default=list)
    overruled = models.JSONField(_("overruled rules"), default=list)
    before: Any = models.JSONField(_("before"), default=dict)
    after: Any = models.JSONField(_("after"), default=dict)
    note = models.TextField(_("note"), blank=True)
    proposed_at = models.DateTimeField(_("proposed"))
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("shelf change")
        verbose_name_plural = _("shelf changes")
        default_permissions = ("change", "view")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "kind"], condition=Q(state="proposed"), name="one_proposal_a_product_and_kind"
            )
        ]
        indexes = [
            models.Index(fields=["state", "-decided_at"], name="shelf_change_by_state"),
            models.Index(fields=["run", "state"], name="shelf_change_by_run"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.kind} {self.value}"
