from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.sorting import SortKeyField


def make_key() -> str:
    """A public name for a member that says nothing about who it is."""
    return secrets.token_hex(8)


class Member(models.Model):
    """A shopper whom the shop's identity provider knows: made when one first acts, as little as is needed.

    `name` and `picture` follow the provider's claims, unless `has_own_name` says the member chose another one here.
    """

    key = models.CharField(_("key"), max_length=32, unique=True, default=make_key, editable=False)
    issuer = models.CharField(_("identity provider"), max_length=255)
    subject = models.CharField(_("identity"), max_length=255)
    name = models.CharField(_("display name"), max_length=60, blank=True, db_index=True)
    sort_key = SortKeyField()
    has_own_name = models.BooleanField(_("chose the name"), default=False, editable=False)
    picture = models.URLField(_("picture"), max_length=500, blank=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, db_index=True)
    is_blocked = models.BooleanField(_("may not contribute"), default=False, db_index=True)
    blocked_at = models.DateTimeField(_("blocked at"), null=True, blank=True)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("blocked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    block_reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        # Who they are is for the identity provider to say: nobody here adds or changes a member.
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_member_an_identity")]
        permissions = [
            ("export_member", "Can export what is held of a member"),
            ("erase_member", "Can erase a member"),
            ("block_member", "Can block a member"),
        ]

    def __str__(self) -> str:
        return self.name or self.key
