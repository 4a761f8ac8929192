from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Guard(models.Model):
    """Nothing is kept here: the rights of those who look after how others sign in."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("lift_lockout", _("Can see and lift lockouts of the admin's login")),
            ("reset_factor", _("Can reset others' second factor")),
        ]
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-in")
