"""Second factors: an app that shows codes, and recovery codes on paper for the day the telephone is lost."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from wagtail.log_actions import log

SET_UP = "signin.factor_set_up"
REMOVED = "signin.factor_removed"
RESET = "signin.factor_reset"
CODES_MADE = "signin.codes_made"


def find_factor(user: Any) -> Authenticator | None:
    """The app of `user`; recovery codes alone are no second factor."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()


def find_codes(user: Any) -> RecoveryCodes | None:
    row = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return RecoveryCodes(row) if row else None


@transaction.atomic
def set_up(user: Any, secret: str) -> Authenticator:
    """Make `secret` the second factor of `user`, in place of any other, with recovery codes of its own."""
    _forget(user)
    factor: Authenticator = TOTP.activate(user, secret).instance
    RecoveryCodes.activate(user)
    log(user, SET_UP, user=user)
    return factor


@transaction.atomic
def make_codes(user: Any) -> RecoveryCodes:
    """New recovery codes; the old ones no longer work."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user)
    log(user, CODES_MADE, user=user)
    return codes


@transaction.atomic
def remove(user: Any) -> None:
    """Take the second factor off one's own account."""
    _forget(user)
    log(user, REMOVED, user=user)


@transaction.atomic
def reset(user: Any, *, by: Any = None) -> bool:
    """Take the second factor off `user`, who has lost it; whether there was one."""
    if not _forget(user):
        return False
    log(user, RESET, user=by)
    return True


def draw_code(user: Any, secret: str) -> str:
    """The picture that an app reads `secret` from, as SVG."""
    adapter: Any = get_adapter()
    picture: str = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return picture[picture.index("<svg") :]


def _forget(user: Any) -> int:
    return Authenticator.objects.filter(user_id=user.pk).delete()[0]
