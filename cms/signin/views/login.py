"""The admin's one login; whoever still has a second factor to show goes on from here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.views.account import LoginView as WagtailLoginView

from cms.signin import gate
from cms.signin.gate import Step
from cms.signin.views.walking import name_step


class LoginView(WagtailLoginView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.person = gate.find_person(request)
        if self.person.has_perm("wagtailadmin.access_admin") and self._find_step(self.person) is not Step.NONE:
            return redirect(self.get_success_url())
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        self.person = form.get_user()
        response: HttpResponse = super().form_valid(form)
        gate.note_password(self.request)
        return response

    def get_success_url(self) -> str:
        url: str = super().get_success_url()
        step = self._find_step(self.person)
        return url if step is Step.NONE else f"{reverse(name_step(step))}?{urlencode({'next': url})}"

    def _find_step(self, person: Any) -> Step:
        return gate.find_step(self.request, person)
