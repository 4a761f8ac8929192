"""The emergency stop, and the way back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from campaigns.promotions import stopping
from campaigns.promotions.admin.panels import AREA, may_start, may_stop
from campaigns.promotions.models import Promotion
from cms.catalog.reach.refusing import find_refusal
from cms.delivery.problems import PublishRefused


class StopForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is stopped"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Colleagues read it in the history."),
    )


class StopView(WagtailAdminTemplateMixin, View):
    """Asks why, and takes it out of force at once."""

    page_title = gettext_lazy("Stop at once")
    header_icon = "warning"
    template_name = "promotions/stop.html"

    def dispatch(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> Any:
        if not self.may_act(request.user):
            raise PermissionDenied
        self.promotion = get_object_or_404(Promotion, pk=pk)
        if reason := find_refusal(request.user, self.promotion):
            messages.error(request, _("Nothing was changed. %(reason)s") % {"reason": reason})
            return redirect(find_editor(self.promotion))
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def may_act(user: Any) -> bool:
        return may_stop(user)

    def get_page_subtitle(self) -> str:
        return self.promotion.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": find_editor(self.promotion), "label": self.promotion.name}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, StopForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = StopForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        try:
            stopping.stop_promotion(self.promotion, user=request.user, reason=form.cleaned_data["reason"])
        except stopping.NothingToDo:
            messages.warning(request, _("“%(name)s” is not in force: there is nothing to stop.") % self._name())
            return redirect(find_editor(self.promotion))
        buttons = []
        if may_start(request.user):
            address = reverse(f"{AREA}:start", args=[self.promotion.pk])
            buttons.append(messages.button(address, _("Start again")))
        messages.success(request, _("“%(name)s” is stopped: no order gets it any more.") % self._name(), buttons)
        return redirect(find_editor(self.promotion))

    def show(self, request: HttpRequest, form: StopForm) -> HttpResponse:
        context = {**self.get_context_data(), "view": self, "promotion": self.promotion, "form": form}
        return TemplateResponse(request, self.template_name, context)

    def _name(self) -> dict[str, str]:
        return {"name": self.promotion.name}


class StartAgainView(StopView):
    """Shows how it was, and puts it back in force."""

    page_title = gettext_lazy("Start again")
    header_icon = "rotate"
    template_name = "promotions/start_again.html"

    @staticmethod
    def may_act(user: Any) -> bool:
        return may_start(user)

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            **self.get_context_data(),
            "view": self,
            "promotion": self.promotion,
            "stopped": stopping.find_last_stop(self.promotion),
            "can_start": stopping.find_stopped(self.promotion) is not None,
        }
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            stopping.start_again(self.promotion, user=request.user)
        except stopping.NothingToDo:
            messages.warning(request, _("“%(name)s” was not stopped: there is nothing to start again.") % self._name())
        except PublishRefused as refused:
            messages.error(request, " ".join(problem.message for problem in refused.problems))
        else:
            messages.success(request, _("“%(name)s” is in force again.") % self._name())
        return redirect(find_editor(self.promotion))


def find_editor(promotion: Promotion) -> str:
    return reverse("wagtailsnippets_promotions_promotion:edit", args=[promotion.pk])
