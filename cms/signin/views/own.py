"""One's own second factor: set up, take off, recovery codes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.signin import factors, gate
from cms.signin.forms import SetUpForm
from cms.signin.gate import Step
from cms.signin.policy import Policy, read_policy
from cms.signin.views.walking import WalkView

_SECRET = "signin-secret"  # noqa: S105 - the name of a key


class OwnFactorView(WalkView):
    """What there is, and what may be done about it."""

    template_name = "signin/own.html"
    title = gettext_lazy("Second factor")
    steps = (Step.NONE,)

    def get(self, request: HttpRequest) -> HttpResponse:
        codes = factors.find_codes(self.person)
        return self.show(
            factor=factors.find_factor(self.person),
            codes_left=len(codes.get_unused_codes()) if codes else 0,
            is_required=read_policy() is Policy.REQUIRED,
        )


class SetUpView(WalkView):
    """Shows the picture for the app, and takes the first code as proof."""

    template_name = "signin/set_up.html"
    title = gettext_lazy("Set up a second factor")
    needs_password = True

    def get(self, request: HttpRequest) -> HttpResponse:
        secret = request.session.get(_SECRET) or generate_totp_secret()
        request.session[_SECRET] = secret
        return self._show(SetUpForm(user=self.person, secret=secret), secret)

    def post(self, request: HttpRequest) -> HttpResponse:
        secret = request.session.get(_SECRET)
        if not secret:
            return redirect(request.get_full_path())
        form = SetUpForm(request.POST, user=self.person, secret=secret)
        if not form.is_valid():
            return self._show(form, secret)
        gate.note_factor(request, factors.set_up(self.person, secret))
        del request.session[_SECRET]
        return redirect(self.at("signin:codes"))

    def _show(self, form: SetUpForm, secret: str) -> HttpResponse:
        picture = mark_safe(factors.draw_code(self.person, secret))  # noqa: S308 - drawn here, from numbers
        groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return self.show(form=form, picture=picture, secret=groups, is_required=read_policy() is Policy.REQUIRED)


class CodesView(WalkView):
    """Shows new recovery codes until somebody says that they have them; then never again."""

    template_name = "signin/codes.html"
    title = gettext_lazy("Keep your recovery codes")
    steps = (Step.NONE,)
    needs_password = True

    def get(self, request: HttpRequest) -> HttpResponse:
        codes = self._find_unseen()
        if codes is None:
            return redirect("signin:own")
        if "download" not in request.GET:
            return self.show(codes=codes.get_unused_codes())
        text = "".join(f"{code}\r\n" for code in codes.get_unused_codes())
        title = _("Vitrine recovery codes of %(name)s: each works once.") % {"name": self.person.get_username()}
        response = HttpResponse(f"{title}\r\n\r\n{text}", content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="vitrine-recovery-codes.txt"'
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        codes = self._find_unseen()
        if codes is not None:
            codes.mark_as_viewed()
        return redirect(self.next)

    def _find_unseen(self) -> Any:
        codes = factors.find_codes(self.person)
        return None if codes is None or codes.did_view else codes


class NewCodesView(WalkView):
    """Makes new recovery codes; the old ones stop working."""

    steps = (Step.NONE,)
    needs_password = True

    def get(self, request: HttpRequest) -> HttpResponse:
        # Back from the password: the button is pressed once more.
        return redirect("signin:own")

    def post(self, request: HttpRequest) -> HttpResponse:
        if factors.find_factor(self.person) is not None:
            factors.make_codes(self.person)
        return redirect(f"{reverse('signin:codes')}?next={reverse('signin:own')}")


class RemoveView(WalkView):
    """Takes the second factor off, where none is required."""

    template_name = "signin/remove.html"
    title = gettext_lazy("Remove the second factor?")
    steps = (Step.NONE,)
    needs_password = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("signin:own") if self._is_refused() else self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self._is_refused():
            factors.remove(self.person)
            messages.success(request, _("Your account has no second factor any more."))
        return redirect("signin:own")

    def _is_refused(self) -> bool:
        return read_policy() is Policy.REQUIRED or factors.find_factor(self.person) is None
