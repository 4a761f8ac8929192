"""What moderators press: POST alone, each refused where somebody else was quicker, with a message that says so."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from cms.community.admin.moderation.access import require_item, require_moderator
from cms.community.admin.moderation.item import find_neighbours
from cms.community.models import ModerationItem
from cms.community.moderation import claiming, deciding
from cms.community.moderation.refusing import DecisionRefused, name_user


class _ActionView(View):
    """Does one thing to one item; what follows is the next item of the same list."""

    http_method_names = ["post"]
    goes_on = True

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = require_item(request, pk)
        here = reverse("moderation_item", args=[pk]) + (f"?{request.GET.urlencode()}" if request.GET else "")
        # Before the decision takes the item out of the list.
        following = find_neighbours(request, item).following if self.goes_on else here
        try:
            messages.success(request, self.act(request, item))
        except DecisionRefused as refused:
            messages.error(request, str(refused))
            return redirect(here)
        return redirect(following or _list_url(request))

    def act(self, request: HttpRequest, item: ModerationItem) -> str:
        raise NotImplementedError


def _list_url(request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return reverse("moderation_queue") + (f"?{query}" if query else "")


def read_version(request: HttpRequest, name: str = "version") -> int:
    """The version that was looked at; one that nothing ever has where the form does not say."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


class ApproveView(_ActionView):
    def act(self, request: HttpRequest, item: ModerationItem) -> str:
        deciding.approve(item.pk, by=request.user, version=read_version(request), at=timezone.now())
        return _("Approved: everybody sees it now.")


class RejectView(_ActionView):
    def act(self, request: HttpRequest, item: ModerationItem) -> str:
        reason = request.POST.get("own_reason", "").strip() or request.POST.get("reason", "")
        deciding.reject(item.pk, by=request.user, version=read_version(request), reason=reason, at=timezone.now())
        return _("Rejected: its author sees the reason.")


class AnswerView(_ActionView):
    goes_on = False

    def act(self, request: HttpRequest, item: ModerationItem) -> str:
        text = request.POST.get("answer", "").strip()
        deciding.answer(item.pk, by=request.user, version=read_version(request), text=text, at=timezone.now())
        return _("The answer of the shop is kept.") if text else _("The answer of the shop is taken back.")


class EscalateView(_ActionView):
    def act(self, request: HttpRequest, item: ModerationItem) -> str:
        group, user = read_recipient(request.POST.get("to", ""))
        deciding.escalate(
            item.pk,
            by=request.user,
            version=read_version(request),
            note=request.POST.get("note", ""),
            group=group,
            user=user,
            at=timezone.now(),
        )
        return _("Handed on to %(name)s.") % {"name": group or name_user(user)}


def read_recipient(text: str) -> tuple[Any | None, Any | None]:
    """The group or the person that "group-3" or "user-7" means; nobody for anything else."""
    kind, _dash, number = text.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None, None
    if kind == "group":
        return Group.objects.filter(pk=int(number)).first(), None
    if kind == "user":
        return None, get_user_model().objects.filter(pk=int(number), is_active=True).first()
    return None, None


class ClaimView(View):
    """Keeps an item for who has it open: the page asks again and again while it is."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        require_item(request, pk)
        wants_json = "application/json" in request.headers.get("Accept", "")
        try:
            claiming.claim(pk, by=request.user, at=timezone.now(), takes_over="take_over" in request.POST)
        except DecisionRefused as refused:
            if wants_json:
                return JsonResponse({"message": str(refused)}, status=409)
            messages.error(request, str(refused))
        else:
            if wants_json:
                return JsonResponse({})
        return redirect(get_valid_next_url_from_request(request) or reverse("moderation_item", args=[pk]))


class ReleaseView(View):
    """Lets go of an item."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        require_item(request, pk)
        claiming.release(pk, by=request.user)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({})
        return redirect(get_valid_next_url_from_request(request) or "moderation_queue")


class UndoView(View):
    """Takes back what was decided last, with all that was decided together with it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        require_moderator(request)
        try:
            items = deciding.undo(pk, by=request.user, at=timezone.now())
        except DecisionRefused as refused:
            messages.error(request, str(refused))
            return redirect(get_valid_next_url_from_request(request) or "moderation_queue")
        text = ngettext("Undone: it is as it was.", "Undone: all %(count)d are as they were.", len(items))
        messages.success(request, text % {"count": len(items)})
        if len(items) == 1:
            return redirect(reverse("moderation_item", args=[items[0].pk]))
        return redirect(get_valid_next_url_from_request(request) or "moderation_queue")
