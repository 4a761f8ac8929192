"""“Shelf proposals” and the log: two lists of the same rows, before somebody answers and afterwards."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.reports.base import ReportView

from campaigns.shelving.admin.cells import (
    ProductColumn,
    SaidColumn,
    TickColumn,
    list_reasons,
    name_user,
    say_before_and_after,
)
from campaigns.shelving.admin.filters import LogFilterSet, ProposalFilterSet
from campaigns.shelving.admin.rights import ShelfPolicy, may_decide
from campaigns.shelving.deciding import keep_shown
from campaigns.shelving.models import ChangeState, ShelfChange, ShelfRun
from campaigns.shelving.saying import say_change, say_origin, say_reasons
from campaigns.shelving.scheduling import find_next_run
from cms.catalog.selectors import with_titles

NAMESPACE = "shelving"


class ChangeReport(ReportView):
    """What both lists share."""

    template_name = "shelving/list.html"
    results_template_name = "shelving/changes_results.html"
    model = ShelfChange
    permission_policy = ShelfPolicy(ShelfChange)
    permission_required = "view"
    header_icon = "history"
    name = ""
    actions: tuple[tuple[str, Any, str], ...] = ()

    @property
    def index_url_name(self) -> str:
        return f"{NAMESPACE}:{self.name}"

    @property
    def index_results_url_name(self) -> str:
        return f"{NAMESPACE}:{self.name}_results"

    @cached_property
    def may_decide(self) -> bool:
        return may_decide(self.request.user)

    def get_filename(self) -> str:
        return f"shelf-{self.name}"

    def get_queryset(self) -> QuerySet[ShelfChange]:
        rows = ShelfChange.objects.select_related("product__category", "decided_by", "undone_by")
        return with_titles(keep_shown(rows, self.request.user))

    @property
    def list_export(self) -> list[str]:
        return ["product.key", "title", "said", "reasons", "origin_said", "proposed_at", *self.exports_besides]

    exports_besides: tuple[str, ...] = ()

    @property
    def export_headings(self) -> dict[str, Any]:
        return {
            "product.key": _("Product key"),
            "title": _("Title"),
            "said": _("Change"),
            "reasons": _("Why"),
            "origin_said": _("Proposed by"),
            "proposed_at": _("Proposed"),
            "get_state_display": _("What became of it"),
            "decided_at": _("When"),
            "decided_by": _("By"),
            "note": _("Note"),
        }

    @property
    def custom_field_preprocess(self) -> dict[str, Any]:
        say = {self.FORMAT_CSV: say_reasons, self.FORMAT_XLSX: say_reasons}
        return {"reasons": say}

    def to_row_dict(self, item: ShelfChange) -> dict[str, Any]:
        item.said, item.origin_said = say_change(item), say_origin(item)  # type: ignore[attr-defined]
        return super().to_row_dict(item)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        query = self.request.GET.copy()
        for name in ("p", "export", "_w_filter_fragment"):
            query.pop(name, None)
        return {
            **context,
            "actions": self.actions if self.may_decide else (),
            "act_url": reverse(f"{NAMESPACE}:act"),
            "list_name": self.name,
            "query": query.urlencode(),
            "last_run": ShelfRun.objects.filter(finished_at__isnull=False).first(),
            "next_run": find_next_run(),
            "may_run": self.may_decide,
        }


class ProposalReport(ChangeReport):
    page_title = gettext_lazy("Shelf proposals")
    name = "proposals"
    filterset_class = ProposalFilterSet
    header_icon = "tasks"
    no_results_message = gettext_lazy("Nothing is proposed. Rules look at every product again at the next run.")
    actions = (
        ("accept", gettext_lazy("Accept"), "button"),
        ("refuse", gettext_lazy("Refuse"), "button button-secondary"),
    )

    def get_queryset(self) -> QuerySet[ShelfChange]:
        return super().get_queryset().filter(state=ChangeState.PROPOSED).order_by("kind", "rule__order", "pk")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            *([TickColumn()] if self.may_decide else []),
            ProductColumn(),
            SaidColumn("what", say_change, _("Change")),
            SaidColumn("why", list_reasons, _("Why")),
            SaidColumn("origin", say_origin, _("Proposed by")),
            DateColumn("proposed_at", label=_("Proposed")),
        ]


class LogReport(ChangeReport):
    page_title = gettext_lazy("Shelf log")
    name = "log"
    filterset_class = LogFilterSet
    no_results_message = gettext_lazy("Nothing has been changed or refused yet, or nothing of that kind.")
    actions = (("undo", gettext_lazy("Undo"), "button"),)
    exports_besides = ("get_state_display", "decided_at", "decided_by", "note")

    def get_queryset(self) -> QuerySet[ShelfChange]:
        return super().get_queryset().exclude(state=ChangeState.PROPOSED).order_by("-decided_at", "-pk")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            *([TickColumn()] if self.may_decide else []),
            DateColumn("decided_at", label=_("When")),
            ProductColumn(),
            SaidColumn("what", say_change, _("Change")),
            SaidColumn("change", say_before_and_after, _("Before and after")),
            SaidColumn("why", list_reasons, _("Why")),
            SaidColumn("origin", say_origin, _("Proposed by")),
            SaidColumn("by", _name_doer, _("By")),
            Column("run", label=_("Run"), accessor="run_id"),
            StatusTagColumn(
                "state",
                label=_("What became of it"),
                accessor="get_state_display",
                primary=lambda change: change.state == ChangeState.APPLIED,
            ),
            SaidColumn("note", lambda change: change.note, _("Note")),
        ]


def _name_doer(change: ShelfChange) -> str:
    if change.state in (ChangeState.UNDONE, ChangeState.KEPT) and change.undone_by:
        return name_user(change.undone_by)
    return name_user(change.decided_by) or _("by itself")
