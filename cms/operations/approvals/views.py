"""What waits for somebody's approval, decided on where it is listed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from cms.delivery.middleware import describe_refusal
from cms.delivery.problems import PublishRefused
from cms.operations.approvals.selectors import is_approver, list_waiting, show

_PER_PAGE = 30


class ApprovalsView(WagtailAdminTemplateMixin, TemplateView):
    """The longest waiting first, each with what to do about it."""

    template_name = "operations/approvals/list.html"
    page_title = gettext_lazy("Waiting for approval")
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_approver(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(list_waiting(self.request.user), _PER_PAGE).get_page(self.request.GET.get("p"))
        at = timezone.now()
        rows = [show(one, at=at) for one in page]
        return {**super().get_context_data(**kwargs), "page": page, "rows": rows, "at": at}


class DecideView(View):
    """Approves, or sends back with a reason."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        state = TaskState.objects.reviewable_by(request.user).filter(pk=pk).first()
        if state is None:
            if not is_approver(request.user):
                raise PermissionDenied
            messages.error(request, _("Nothing was changed: it has been decided on, or is not yours to approve."))
        else:
            self._decide(request, state)
        return redirect(get_valid_next_url_from_request(request) or reverse("approvals"))

    def _decide(self, request: HttpRequest, state: TaskState) -> None:
        task, action = state.task.specific, "approve" if "approve" in request.POST else "reject"
        form = task.get_form_for_action(action)(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
            return
        values = {"title": state.revision.object_str}
        try:
            task.on_action(state.specific, request.user, action, **form.cleaned_data)
        except PublishRefused as refused:
            messages.error(request, describe_refusal(refused))
        except PermissionDenied as refused:
            messages.error(request, str(refused) or _("Nothing was changed: it is not yours to approve."))
        else:
            text = _("“%(title)s” is approved.") if action == "approve" else _("“%(title)s” is sent back.")
            messages.success(request, text % values)


class ApprovalsMenuItem(MenuItem):
    """For whoever is among the approvers of something."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_approver(request.user)
