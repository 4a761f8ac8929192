"""Tells those who look after sign-in of a lockout, and people of what was done to their second factor."""

from __future__ import annotations

import math
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.notices.kinds import Kind, Way, register
from cms.notices.telling import tell, tell_people_with
from cms.signin.lockouts import get_cool_off

LOCKOUT = "signin-lockout"
FACTOR = "signin-factor"


def register_kinds() -> None:
    """Make our kinds of notices known; called once the app is ready."""
    register(Kind(LOCKOUT, gettext_lazy("Somebody is locked out of the admin"), "lock", Way.MAIL))
    register(Kind(FACTOR, gettext_lazy("Your second factor has changed"), "key", Way.MAIL))


def tell_of_lockout(username: str, address: str | None) -> None:
    """Tell everybody who may lift it, once until they have read it."""
    tell_people_with(
        "signin.lift_lockout",
        LOCKOUT,
        subject=lambda: _("Locked out after wrong passwords: %(name)s") % {"name": username},
        body=lambda: _word_lockout(username, address),
        address=reverse("signin_desk"),
        key=f"{username}@{address}"[:200],
    )


def tell_of_reset(person: Any, by: Any) -> None:
    """Tell `person` that somebody has taken their second factor off."""
    tell(
        FACTOR,
        [person],
        subject=gettext_lazy("Your second factor has been reset"),
        body=lambda: (
            _("%(who)s has reset the second factor of your account. If you have not asked for it, tell them at once.")
            % {"who": by.get_full_name() or by.get_username()}
        ),
        address=reverse("wagtailadmin_account"),
    )


def _word_lockout(username: str, address: str | None) -> str:
    minutes = math.ceil(get_cool_off().total_seconds() / 60)
    text = ngettext(
        "Somebody at %(address)s entered too many wrong passwords for “%(name)s”, and may try again in %(minutes)d "
        "minute. Lift the lockout if it was a colleague.",
        "Somebody at %(address)s entered too many wrong passwords for “%(name)s”, and may try again in %(minutes)d "
        "minutes. Lift the lockout if it was a colleague.",
        minutes,
    )
    return text % {"address": address or _("an unknown address"), "name": username, "minutes": minutes}
