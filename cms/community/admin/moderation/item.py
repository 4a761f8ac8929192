"""One contribution with all that is needed to decide on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.community.admin.columns import describe_author, describe_state
from cms.community.admin.moderation.access import list_deciders, list_groups, list_items, require_item
from cms.community.admin.moderation.filters import ModerationFilterSet
from cms.community.admin.moderation.highlighting import highlight
from cms.community.admin.moderation.keys import ITEM_KEYS
from cms.community.admin.moderation.listing import order_items, search_items, show_items
from cms.community.admin.moderation.undoing import find_last_decision
from cms.community.models import (
    CannedReason,
    CaseState,
    ClosingReason,
    ContributionState,
    ModerationItem,
    ReviewCase,
)
from cms.community.moderation import kinds
from cms.community.moderation.refusing import name_user
from cms.delivery.addresses import make_address

_HISTORY = 8
_LONGEST_WALK = 500


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where to go from an item: in the list it was opened from."""

    previous: str
    following: str
    position: int
    count: int


class ItemView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "community/moderation/item.html"
    page_title = gettext_lazy("Moderation")
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.item = _load(request, kwargs["pk"])
        if self.item.contribution is None:
            messages.error(request, _("It has been deleted: there is nothing to decide any more."))
            return redirect("moderation_queue")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        query = self.request.GET.urlencode()
        back = reverse("moderation_queue") + (f"?{query}" if query else "")
        return [
            *self.breadcrumbs_items,
            {"url": back, "label": _("Moderation")},
            {"url": "", "label": str(self.item.kind_label).capitalize(), "sublabel": self.item.shown.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item, at = self.item, timezone.now()
        kind = kinds.get_kind(item.kind)
        findings = list(item.findings.all())
        contribution, shown = item.contribution, item.shown
        reasons = CannedReason.objects.all()
        return {
            **super().get_context_data(**kwargs),
            "item": item,
            "contribution": contribution,
            "shown": shown,
            "kind": kind,
            "takes_answer": kind.answer is not None,
            "state": describe_state(contribution),
            "author": describe_author(contribution.member),
            "texts": _show_texts(shown, findings),
            "findings": findings,
            "reports": item.reports.select_related("member"),
            "events": item.events.select_related("by"),
            "history": find_history(item),
            "reasons": [one for one in reasons if one.locale == item.locale] or list(reasons),
            "groups": list_groups(item.kind),
            "people": list_deciders({item.kind}),
            "holder": name_user(item.claimed_by) if item.is_claimed_by_another(self.request.user, at=at) else "",
            "is_withdrawn": contribution.state == ContributionState.WITHDRAWN,
            "neighbours": find_neighbours(self.request, item),
            "query": self.request.GET.urlencode(),
            "last_decision": find_last_decision(self.request.user),
            "here": self.request.get_full_path(),
            "keys": ITEM_KEYS,
            "storefront_url": _find_storefront_url(contribution, shown.address),
            **self._describe_case(),
        }

    def _describe_case(self) -> dict[str, Any]:
        if self.item.kind != "review":
            return {}
        rows = ReviewCase.objects.select_related("owner", "escalated_group", "closed_by")
        case = rows.filter(review=self.item.object_id).first()
        if case is None:
            return {}
        return {
            "case": case,
            "case_events": case.events.select_related("by"),
            "case_is_overdue": case.is_overdue(at=timezone.now()),
            "case_is_closed": case.state == CaseState.CLOSED,
            "closing_reasons": ClosingReason.choices,
            "may_change_case": self.request.user.has_perm("community.change_reviewcase"),
        }


def _load(request: HttpRequest, pk: int) -> Any:
    """The item, with what moderators see of it."""
    item = require_item(request, pk)
    show_items([item])
    return item


def _show_texts(shown: Any, findings: Sequence[Any]) -> list[dict[str, Any]]:
    """Every text with what was found in it marked; empty ones are left out."""
    return [
        {
            "label": shown.labels.get(name, _("Text")),
            "html": highlight(text, [one for one in findings if one.field == name and one.end]),
        }
        for name, text in shown.texts.items()
        if text
    ]


def find_history(item: ModerationItem) -> dict[str, Any] | None:
    """What else its author has written: how much of it was approved and rejected, and the latest."""
    if item.member is None:
        return None
    others = ModerationItem.objects.filter(member=item.member).exclude(pk=item.pk)
    counts = dict(others.order_by().values_list("state").annotate(count=Count("pk")))
    latest: list[Any] = list(others.order_by("-created_at", "-pk")[:_HISTORY])
    show_items(latest)
    return {
        "counts": [(label, counts[state]) for state, label in ContributionState.choices if counts.get(state)],
        "latest": [one for one in latest if one.shown is not None],
        "member": item.member,
    }


def find_neighbours(request: HttpRequest, item: ModerationItem) -> Neighbours:
    """The items before and after, in the list that the address describes."""
    ids = list(list_filtered(request).values_list("pk", flat=True)[:_LONGEST_WALK])
    if item.pk not in ids:
        return Neighbours("", _make_url(request, ids[0]) if ids else "", 0, len(ids))
    place = ids.index(item.pk)
    return Neighbours(
        _make_url(request, ids[place - 1]) if place else "",
        _make_url(request, ids[place + 1]) if place + 1 < len(ids) else "",
        place + 1,
        len(ids),
    )


def list_filtered(request: HttpRequest) -> QuerySet:
    """What the queue lists with the filters of the address, in its order."""
    items = order_items(list_items(request.user))
    filterset = ModerationFilterSet(request.GET, queryset=items, request=request)
    found = filterset.qs if filterset.is_valid() else items.filter(queued_at__isnull=False)
    text = request.GET.get("q", "").strip()
    return search_items(found, text) if text else found


def _make_url(request: HttpRequest, pk: int) -> str:
    query = request.GET.urlencode()
    address = reverse("moderation_item", args=[pk])
    return f"{address}?{query}" if query else address


def _find_storefront_url(contribution: Any, address: str) -> str:
    if not address or contribution.state != ContributionState.APPROVED:
        return ""
    return f"{settings.VITRINE_STOREFRONT_URL}{make_address(address, contribution.locale)}"
