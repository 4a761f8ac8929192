"""What whoever signs in fills in."""

from __future__ import annotations

import math
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from cms.signin.lockouts import get_cool_off

_CODE = {"autocomplete": "one-time-code", "autofocus": True, "inputmode": "numeric", "placeholder": "123456"}


def refuse(request: Any) -> ValidationError | None:
    """What somebody is told who is locked out: the same for a name that exists and one that does not."""
    if not getattr(request, "axes_locked_out", False):
        return None
    minutes = math.ceil(get_cool_off().total_seconds() / 60)
    text = ngettext(
        "Too many wrong passwords. Wait %(minutes)d minute, or ask a head of operations or an administrator to lift "
        "the lockout.",
        "Too many wrong passwords. Wait %(minutes)d minutes, or ask a head of operations or an administrator to lift "
        "the lockout.",
        minutes,
    )
    return ValidationError(text % {"minutes": minutes}, code="locked_out")


class LoginForm(WagtailLoginForm):
    def get_invalid_login_error(self) -> ValidationError:
        return refuse(self.request) or super().get_invalid_login_error()


class CodeForm(AuthenticateForm):
    """A code of the app, or a recovery code; allauth counts those that are wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of your app, or a recovery code")
        self.fields["code"].widget.attrs = {**_CODE, "inputmode": "text"}


class SetUpForm(forms.Form):
    """Proves that the app has the secret."""

    code = forms.CharField(label=_("Code that the app shows"), max_length=12, widget=forms.TextInput(attrs=_CODE))

    def __init__(self, *args: Any, user: Any, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.secret = user, secret

    def clean_code(self) -> str:
        forget_wrong_ones = check_rate_limit(self.user)
        code: str = self.cleaned_data["code"].replace(" ", "")
        if not validate_totp_code(self.secret, code):
            raise get_adapter().validation_error("incorrect_code")
        forget_wrong_ones()
        return code


class PasswordForm(forms.Form):
    """The password once more; wrong ones count as they do at the login."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )

    def __init__(self, *args: Any, request: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        found = authenticate(self.request, username=self.user.get_username(), password=password)
        if found is None or found.pk != self.user.pk:
            raise refuse(self.request) or ValidationError(gettext("This is not your password."), code="invalid")
        return password
