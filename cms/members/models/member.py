from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def make_key() -> str:
    """A public name for a member that says nothing about who it is."""
    return secrets.token_hex(8)


class Member(models.Model):
    """A shopper whom the shop's identity provider knows: made when one first acts, as little as is needed."""

    key = models.CharField(_("key"), max_length=32, unique=True, default=make_key, editable=False)
    issuer = models.CharField(_("identity provider"), max_length=255)
    subject = models.CharField(_("identity"), max_length=255)
    name = models.CharField(_("display name"), max_length=60, blank=True)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    is_blocked = models.BooleanField(_("may not contribute"), default=False)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_member_an_identity")]

    def __str__(self) -> str:
        return self.name or self.key
