"""What is done with ticked rows, with all that a list shows, or with a whole run."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from campaigns.shelving.admin.filters import LogFilterSet, ProposalFilterSet
from campaigns.shelving.admin.rights import may_decide
from campaigns.shelving.deciding import accept, refuse, take_back
from campaigns.shelving.models import ChangeState, ShelfChange
from campaigns.shelving.running import run_rules
from campaigns.shelving.scheduling import look_at_stock as look_at_stock_now
from campaigns.shelving.scheduling import plan_run

_FILTERS: dict[str, Any] = {"proposals": ProposalFilterSet, "log": LogFilterSet}


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Accept, refuse or undo; leads back to the list, which says what happened."""
    name = request.POST.get("list", "")
    if not may_decide(request.user) or name not in _FILTERS:
        raise PermissionDenied
    rows = _choose(request, name)
    if not rows.exists():
        messages.warning(request, _("Nothing was chosen, so nothing was done. Tick the rows it is about."))
    else:
        _ACTS.get(request.POST.get("act", ""), _do_nothing)(request, rows)
    query = request.POST.get("query", "")
    return redirect(reverse(f"shelving:{name}") + (f"?{query}" if query else ""))


def _choose(request: HttpRequest, name: str) -> QuerySet[ShelfChange]:
    rows = ShelfChange.objects.all()
    if run := request.POST.get("run", ""):
        return rows.filter(run_id=run) if run.isdecimal() else rows.none()
    if request.POST.get("scope") == "all":
        # Unticked, and only of this list: what somebody else has answered meanwhile is left alone by the services.
        filters = _FILTERS[name](QueryDict(request.POST.get("query", "")), queryset=rows, request=request)
        return filters.qs.order_by()
    return rows.filter(pk__in=[one for one in request.POST.getlist("id") if one.isdecimal()])


def _accept(request: HttpRequest, rows: QuerySet[ShelfChange]) -> None:
    changes = accept(rows, user=request.user, at=timezone.now())
    done = sum(change.state == ChangeState.APPLIED for change in changes)
    if done:
        messages.success(request, ngettext("%(count)d change done.", "%(count)d changes done.", done) % {"count": done})
    failed = [change for change in changes if change.state == ChangeState.FAILED]
    for change in failed[:10]:
        messages.error(request, f"{change.product}: {change.note}")
    if len(failed) > 10:
        messages.error(request, _("%(count)d more were not possible: see the log.") % {"count": len(failed) - 10})


def _refuse(request: HttpRequest, rows: QuerySet[ShelfChange]) -> None:
    count = refuse(rows, user=request.user, at=timezone.now())
    text = ngettext("%(count)d proposal refused.", "%(count)d proposals refused.", count)
    messages.success(request, text % {"count": count})


def _undo(request: HttpRequest, rows: QuerySet[ShelfChange]) -> None:
    count, kept = take_back(rows, user=request.user, at=timezone.now())
    if count:
        messages.success(
            request, ngettext("%(count)d change undone.", "%(count)d changes undone.", count) % {"count": count}
        )
    for change in kept[:10]:
        messages.warning(request, f"{change.product}: {change.note}")
    if len(kept) > 10:
        messages.warning(request, _("%(count)d more stay as they are: see the log.") % {"count": len(kept) - 10})
    if not count and not kept:
        messages.warning(request, _("There is nothing to undo: only what has been done can be taken back, once."))


def _do_nothing(request: HttpRequest, rows: QuerySet[ShelfChange]) -> None:
    messages.error(request, _("Nothing was done: choose accept, refuse or undo."))


_ACTS = {"accept": _accept, "refuse": _refuse, "undo": _undo}


@require_POST
def run_now(request: HttpRequest) -> HttpResponse:
    """Have the rules look at every product now."""
    if not may_decide(request.user):
        raise PermissionDenied
    run = run_rules(at=timezone.now(), user=request.user)
    plan_run(at=timezone.now())
    text = _("%(seen)d products looked at: %(applied)d changed, %(proposed)d new proposals, %(failed)d not possible.")
    messages.success(request, text % {name: getattr(run, name) for name in ("seen", "applied", "proposed", "failed")})
    return redirect("shelving:proposals")


@require_POST
def look_at_stock(request: HttpRequest) -> HttpResponse:
    """Have the stock looked at now."""
    if not may_decide(request.user):
        raise PermissionDenied
    look_at_stock_now(at=timezone.now())
    plan_run(at=timezone.now())
    return redirect("shelving:stock")
