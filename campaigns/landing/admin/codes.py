"""Marks a code full from the list, and says on the admin's home which groups nobody can join any more."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.components import Component

from campaigns.landing import codes
from campaigns.landing.models import CodeGroup

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


class ClosedGroupsPanel(Component):
    """The groups that nobody can join any more; nothing where there are none."""

    name = "closed_groups"
    template_name = "landing/closed_groups.html"
    order = 120

    def __init__(self, request: HttpRequest) -> None:
        can_see = request.user.has_perm(_PERMISSION)
        self.groups = codes.list_closed_groups(at=timezone.now()) if can_see else []

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"groups": [(group, codes.find_edit_url(group)) for group in self.groups]}
