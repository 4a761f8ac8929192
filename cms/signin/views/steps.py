"""The steps between password and admin: a code, the password once more, or giving up."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.signin import gate, recording
from cms.signin.factors import find_codes, find_factor
from cms.signin.forms import CodeForm, PasswordForm
from cms.signin.gate import Step
from cms.signin.views.walking import WalkView


class CodeView(WalkView):
    """Asks for a code of the app, or a recovery code."""

    template_name = "signin/code.html"
    title = gettext_lazy("Enter a code")
    steps = (Step.CODE,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=CodeForm(user=self.person))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST, user=self.person)
        if not form.is_valid():
            recording.write(self.person, recording.CODE_FAILED, request)
            return self.show(form=form)
        self._pass(form.authenticator)
        return redirect(self.next)

    def _pass(self, shown: Any) -> None:
        shown.record_usage()
        factor = find_factor(self.person)
        if factor is not None:
            gate.note_factor(self.request, factor)
        if shown.type == Authenticator.Type.RECOVERY_CODES:
            recording.write(self.person, recording.CODE_USED, self.request, by=self.person)
            self._say_what_is_left()

    def _say_what_is_left(self) -> None:
        codes = find_codes(self.person)
        left = len(codes.get_unused_codes()) if codes else 0
        text = ngettext("%(left)d recovery code is left.", "%(left)d recovery codes are left.", left)
        messages.warning(
            self.request, text % {"left": left}, buttons=[messages.button(reverse("signin:own"), _("New ones"))]
        )


class PasswordView(WalkView):
    """Asks for the password before something is changed that guards the account."""

    template_name = "signin/password.html"
    title = gettext_lazy("Your password, please")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=PasswordForm(request=request, user=self.person))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PasswordForm(request.POST, request=request, user=self.person)
        if not form.is_valid():
            return self.show(form=form)
        gate.note_password(request)
        return redirect(self.next)


@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """Back to the login, as nobody."""
    logout(request)
    return redirect(reverse("wagtailadmin_login"))
