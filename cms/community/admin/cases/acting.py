"""What is done about a low review: POST alone, each refused where somebody has closed it meanwhile."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from cms.community.admin.cases.listing import may_see_cases
from cms.community.admin.moderation.acting import read_recipient
from cms.community.models import ClosingReason, ReviewCase
from cms.community.moderation.refusing import DecisionRefused, name_user
from cms.community.responsibility.items import explain_scope, may_reach_scope
from cms.community.reviews import cases


def _find_scope(case: ReviewCase) -> str:
    return f"product:{case.review.product_key}"


def _require_reach(user: Any, case: ReviewCase) -> None:
    if not may_reach_scope(user, _find_scope(case)):
        raise DecisionRefused(explain_scope(user, _find_scope(case)))


class _CaseActionView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        user: Any = request.user
        if not (may_see_cases(user) and user.has_perm("community.change_reviewcase")):
            raise PermissionDenied
        case = get_object_or_404(ReviewCase.objects.select_related("review"), pk=pk)
        try:
            _require_reach(user, case)
            messages.success(request, self.act(request, case))
        except DecisionRefused as refused:
            messages.error(request, str(refused))
        return redirect(get_valid_next_url_from_request(request) or "community_cases")

    def act(self, request: HttpRequest, case: ReviewCase) -> str:
        raise NotImplementedError


class AssignCaseView(_CaseActionView):
    def act(self, request: HttpRequest, case: ReviewCase) -> str:
        _group, person = read_recipient(request.POST.get("to", ""))
        if person is None or not may_see_cases(person) or not may_reach_scope(person, _find_scope(case)):
            raise DecisionRefused(_("This person may not decide on reviews. Choose somebody who may."))
        cases.assign(case.pk, to=person, by=request.user, at=timezone.now())
        return _("%(name)s sees to it now.") % {"name": name_user(person)}


class EscalateCaseView(_CaseActionView):
    def act(self, request: HttpRequest, case: ReviewCase) -> str:
        group, _person = read_recipient(request.POST.get("to", ""))
        if group is None:
            raise DecisionRefused(_("Say to which group."))
        note = request.POST.get("note", "").strip()
        cases.escalate(case.pk, group=group, note=note, by=request.user, at=timezone.now())
        return _("Handed on to %(name)s.") % {"name": group}


class CloseCaseView(_CaseActionView):
    def act(self, request: HttpRequest, case: ReviewCase) -> str:
        reason = request.POST.get("reason", "")
        if reason not in ClosingReason.values:
            raise DecisionRefused(_("Say why there is nothing more to do."))
        note = request.POST.get("note", "").strip()
        cases.close(case.pk, reason=ClosingReason(reason), note=note, by=request.user, at=timezone.now())
        return _("Closed. You can open it again.")


class ReopenCaseView(_CaseActionView):
    def act(self, request: HttpRequest, case: ReviewCase) -> str:
        cases.reopen(case.pk, by=request.user, at=timezone.now())
        return _("Opened again; it is due when it was.")
