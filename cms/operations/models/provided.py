from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProvidedRole(models.Model):
    """What a group of the shop's own table has been given so far: it is given once, and what people change stays.

    `granted` holds every right that was ever given by us, also those that somebody has taken away since. The group is
    found by its row, so it may be renamed; without one somebody has deleted it, and it stays deleted.
    """

    key = models.CharField(_("key"), max_length=60, unique=True)
    group = models.OneToOneField(
        "auth.Group", verbose_name=_("group"), null=True, on_delete=models.SET_NULL, related_name="provided_role"
    )
    granted = models.JSONField(_("granted"), default=list)
    provided_at = models.DateTimeField(_("provided"), auto_now_add=True)

    class Meta:
        default_permissions = ()
        permissions = [("view_matrix", _("Can see the table of roles and rights"))]
        verbose_name = _("provided role")
        verbose_name_plural = _("provided roles")

    def __str__(self) -> str:
        return self.key


class ProvidedApproval(models.Model):
    """A workflow that came with the shop, and where it has been assigned so far; the same holds as for roles."""

    key = models.CharField(_("key"), max_length=60, unique=True)
    workflow = models.OneToOneField(
        "wagtailcore.Workflow", verbose_name=_("workflow"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    assigned = models.JSONField(_("assigned"), default=list)
    provided_at = models.DateTimeField(_("provided"), auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("provided approval")
        verbose_name_plural = _("provided approvals")

    def __str__(self) -> str:
        return self.key
