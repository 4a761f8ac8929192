"""The queue: every kind in one list, the longest waiting first; a fixed number of queries a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cms.community.admin.columns import CellColumn, StateColumn, describe_author
from cms.community.admin.moderation.access import list_items, require_moderator
from cms.community.admin.moderation.filters import ModerationFilterSet
from cms.community.admin.moderation.keys import LIST_KEYS
from cms.community.admin.moderation.undoing import find_last_decision
from cms.community.models import ModerationItem
from cms.community.moderation import kinds
from cms.community.moderation.refusing import name_user

_EXCERPT = 90


class ContributionColumn(TitleColumn):
    """What was written, where, and of which kind."""

    cell_template_name = "community/moderation/title_cell.html"


class ReasonsColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("reasons", label=gettext_lazy("Reasons"))

    def describe(self, instance: ModerationItem) -> SafeString:
        reasons = list(dict.fromkeys(str(finding.get_reason_display()) for finding in instance.findings.all()))
        if instance.report_count:
            text = ngettext("%(count)d report", "%(count)d reports", instance.report_count)
            reasons.append(text % {"count": instance.report_count})
        return format_html_join(" ", '<span class="w-status">{}</span>', ((reason,) for reason in reasons))


class MemberColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("member", label=gettext_lazy("Author"))

    def describe(self, instance: ModerationItem) -> Any:
        return describe_author(instance.member)


class RatingColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("rating", label=gettext_lazy("Rating"), sort_key="rating", classname="moderation-short")

    def describe(self, instance: ModerationItem) -> str:
        if instance.rating is None:
            return ""
        return "★" * instance.rating + "☆" * (5 - instance.rating)


class WaitingColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("queued_at", label=gettext_lazy("Waiting"), sort_key="queued_at", classname="moderation-short")

    def describe(self, instance: ModerationItem) -> SafeString | str:
        if instance.queued_at is None:
            return ""
        return format_html(
            '<time datetime="{}">{}</time>',
            instance.queued_at.isoformat(),
            timesince(instance.queued_at, depth=1),
        )


class AssigneeColumn(CellColumn):
    def __init__(self) -> None:
        super().__init__("assignee", label=gettext_lazy("With"))

    def describe(self, instance: ModerationItem) -> str:
        until = instance.claimed_until
        if instance.claimed_by is not None and until is not None and until > timezone.now():
            return _("%(name)s, now") % {"name": name_user(instance.claimed_by)}
        if instance.escalated_user is not None:
            return name_user(instance.escalated_user)
        return str(instance.escalated_group or "")


def order_items(items: QuerySet) -> QuerySet:
    """The longest waiting first, behind them what does not wait, the newest first."""
    from django.db.models import F

    return items.order_by(F("queued_at").asc(nulls_last=True), "-created_at", "pk")


class QueueView(BaseListingView):
    model = ModerationItem
    template_name = "community/moderation/queue.html"
    results_template_name = "wagtailadmin/generic/listing_results.html"
    filterset_class = ModerationFilterSet
    is_searchable = True
    paginate_by = 50
    page_title = gettext_lazy("Moderation")
    header_icon = "check"
    index_url_name = "moderation_queue"
    index_results_url_name = "moderation_queue_results"
    index_url = reverse_lazy("moderation_queue")
    verbose_name_plural = gettext_lazy("contributions")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_moderator(request)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="moderationitem"),
            ContributionColumn(
                "title", label=_("Contribution"), accessor=_read_title, get_url=self._make_item_url, classname="title"
            ),
            ReasonsColumn(),
            MemberColumn(),
            RatingColumn(),
            WaitingColumn(),
            StateColumn(),
            AssigneeColumn(),
        ]

    def _make_item_url(self, item: ModerationItem) -> str:
        query = self.request.GET.copy()
        query.pop("p", None)
        address = reverse("moderation_item", args=[item.pk])
        return f"{address}?{query.urlencode()}" if query else address

    def get_base_queryset(self) -> QuerySet[ModerationItem]:
        rows = list_items(self.request.user)
        return rows.select_related("member", "claimed_by", "escalated_group", "escalated_user").prefetch_related(
            "findings"
        )

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        ordered = super().order_queryset(queryset) if self.ordering else queryset
        return ordered if self.ordering else order_items(queryset)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return search_items(queryset, self.search_query) if self.is_searching else queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        show_items(context["object_list"])
        return {
            **context,
            "last_decision": find_last_decision(self.request.user),
            "here": self.request.get_full_path(),
            "keys": LIST_KEYS,
        }

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("Nothing matches. Remove a filter, or try fewer words.")
        return _("Nothing waits: everything has been decided on.")


def search_items(items: QuerySet, text: str) -> QuerySet:
    """Those whose words, author or place has `text` in it."""
    found = Q(member__name__icontains=text) | Q(scope__icontains=text)
    for kind in kinds.all_kinds():
        rows = kind.model._default_manager.filter(body__icontains=text).values("pk")
        found |= Q(kind=kind.name, object_id__in=rows)
    return items.filter(found)


def show_items(items: Sequence[ModerationItem]) -> None:
    """Put onto each item what moderators see of it: a fixed number of queries for each kind."""
    rows = kinds.load((item.kind, item.object_id) for item in items)
    by_kind: dict[str, list[Any]] = {}
    for (name, _pk), row in rows.items():
        by_kind.setdefault(name, []).append(row)
    shown = {
        (name, row.pk): one
        for name, group in by_kind.items()
        for row, one in zip(group, kinds.get_kind(name).describe(group), strict=True)
    }
    for item in items:
        extra: Any = item
        extra.kind_label = kinds.get_kind(item.kind).label
        extra.kind_icon = kinds.get_kind(item.kind).icon
        extra.contribution = rows.get((item.kind, item.object_id))
        extra.shown = shown.get((item.kind, item.object_id))


def _read_title(item: Any) -> str:
    if item.shown is None:
        return _("(deleted)")
    text = " — ".join(filter(None, item.shown.texts.values()))
    return Truncator(" ".join(text.split())).chars(_EXCERPT) or _("(empty)")
