"""Marks a code full from the list, and says on the admin's home which groups nobody can join any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from campaigns.landing import codes
from campaigns.landing.models import CodeGroup
from cms.today import TOP, Answer, Entry, Question

_PERMISSION = "landing.change_codegroup"


@require_POST
def mark_group_full(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the code that is shown now full, and say which one takes its place."""
    if not request.user.has_perm(_PERMISSION):
        raise PermissionDenied
    group = get_object_or_404(CodeGroup, pk=pk)
    full, following = codes.mark_full(group)
    button = messages.button(codes.find_edit_url(group), _("Edit"))
    if full is None:
        messages.warning(
            request, _("Every code of “%(group)s” is full already; add one.") % {"group": group.name}, buttons=[button]
        )
    elif following is None:
        messages.warning(
            request,
            _("“%(full)s” is full, and it was the last: shoppers cannot join “%(group)s” any more. Add a code.")
            % {"full": full.name, "group": group.name},
            buttons=[button],
        )
    else:
        messages.success(
            request,
            _("“%(full)s” is full; “%(next)s” is shown from now on.") % {"full": full.name, "next": following.name},
            buttons=[button],
        )
    return redirect(reverse(CodeGroup.snippet_viewset.get_url_name("list")))


def read_closed_groups(user: Any, *, at: datetime) -> Answer | None:
    """For who looks after groups: those that nobody can join any more."""
    if not user.has_perm(_PERMISSION):
        return None
    groups = codes.list_closed_groups(at=at)
    entries = [
        Entry(group.name, codes.find_edit_url(group), _("every code is full or has expired"), is_late=True)
        for group in groups[:TOP]
    ]
    address = reverse(CodeGroup.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    return Answer(len(groups), entries, address, is_alarming=bool(groups))


CLOSED_GROUPS = Question(
    "closed-groups",
    gettext_lazy("Groups that nobody can join any more"),
    "group",
    gettext_lazy("Every group takes people."),
    read_closed_groups,
    order=55,
)
