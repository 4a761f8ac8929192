"""What the pages between password and admin share: who is there, in which language, and whether they may see them."""

from __future__ import annotations

from typing import Any

from allauth.core.context import request_context
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import override
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.users.models import UserProfile

from cms.signin import gate
from cms.signin.gate import Step
from cms.signin.policy import Policy, read_policy


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class WalkView(View):
    """A page of somebody who has entered their password; it sends others to where they have to go."""

    template_name = ""
    title: Any = ""
    steps: tuple[Step, ...] = (Step.NONE, Step.SET_UP)
    needs_password = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = gate.find_person(request)
        if read_policy() is Policy.OFF or not self.person.has_perm("wagtailadmin.access_admin"):
            return redirect("wagtailadmin_home")
        self.step = gate.find_step(request, self.person)
        if self.step not in self.steps:
            return redirect(self.at(name_step(self.step)) if self.step is not Step.NONE else self.next)
        if self.needs_password and not gate.has_password(request):
            return redirect(f"{reverse('signin:password')}?{urlencode({'next': request.get_full_path()})}")
        language = UserProfile.get_for_user(self.person).get_preferred_language()
        with request_context(request), override(language):
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        return response

    @property
    def next(self) -> str:
        """Where to go afterwards, on this server alone."""
        given = self.request.POST.get("next") or self.request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(
            given, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return given if is_ours else reverse("wagtailadmin_home")

    def at(self, name: str) -> str:
        """The page of that name, which goes on to where this one would."""
        return f"{reverse(name)}?{urlencode({'next': self.next})}"

    def show(self, **context: Any) -> HttpResponse:
        known = {"title": self.title, "person": self.person, "next": self.next, "is_signed_in": self.step is Step.NONE}
        return TemplateResponse(self.request, self.template_name, {**known, **context})


def name_step(step: Step) -> str:
    return "signin:code" if step is Step.CODE else "signin:set_up"
