"""Reports › Audit log: who did what to what, and what was before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import registry

from cms.auditing.admin.filters import AuditFilterSet
from cms.auditing.admin.showing import show_changes, write_changes
from cms.auditing.indexing import find_logs
from cms.auditing.models import AuditEntry
from cms.bulk.cells.escaping import escape

RIGHT = "auditing.view_auditentry"
MOST = 10_000
"""So many are paged through and exported; whoever wants older ones names a period."""
_TOGETHER = 500


class NewestPaginator(Paginator):
    """Counts no further than anybody turns pages: counting a million rows takes longer than showing them."""

    @cached_property
    def count(self) -> int:
        number: int = self.object_list[:MOST].count()  # type: ignore[union-attr]
        return number


class AuditReport(ReportView):
    page_title = _("Audit log")
    header_icon = "history"
    model = AuditEntry
    filterset_class = AuditFilterSet
    template_name = "auditing/report.html"
    results_template_name = "auditing/report_results.html"
    index_url_name = "auditing_report"
    index_results_url_name = "auditing_report_results"
    paginate_by = 30
    paginator_class = NewestPaginator
    is_searchable = False
    export_headings = {
        "at": _("Time"),
        "person": _("Person"),
        "action_label": _("Action"),
        "kind": _("Kind"),
        "label": _("Thing"),
        "note": _("Note"),
        "changes_text": _("Before and after"),
    }
    list_export = ["at", "person", "action_label", "kind", "label", "note", "changes_text"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        return AuditEntry.objects.select_related("content_type").order_by("-at", "-pk")

    def get_queryset(self) -> QuerySet:
        return self.get_base_queryset()

    def get_filtered_queryset(self) -> QuerySet:
        rows: QuerySet = super().get_filtered_queryset()
        return rows[:MOST] if self.is_export else rows

    def get_filename(self) -> str:
        return f"audit-log-{timezone.localdate():%Y-%m-%d}"

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        if self.is_export:
            return self._iterate(list(object_list))
        return self._dress(list(object_list))

    def _iterate(self, rows: list[Any]) -> Iterator[Any]:
        for start in range(0, len(rows), _TOGETHER):
            yield from self._dress(rows[start : start + _TOGETHER])

    def _dress(self, rows: list[Any]) -> list[Any]:
        """Put to each row what it says: a query for each of Wagtail's logs, one for the things of each kind."""
        logs = find_logs(rows)
        things = {} if self.is_export else self._find_things(rows)
        finder = AdminURLFinder(self.request.user)
        registry.scan_for_actions()
        for row in rows:
            log = logs.get(row.pk)
            row.person = row.user_name or _("system")
            row.action_label = self._word_action(row.action, log)
            row.kind = capfirst(row.content_type.name) if row.content_type else ""
            row.changes = show_changes(log) if log is not None and not self.is_export else []
            if self.is_export:
                row.label, row.note = escape(row.label), escape(row.note)
                row.changes_text = escape(write_changes(log)) if log is not None else ""
            thing = things.get((row.content_type_id, row.object_id))
            row.url = finder.get_edit_url(thing) if thing is not None else None
        return rows

    def _word_action(self, action: str, log: Any) -> str:
        if log is not None:
            return str(log.message)
        formatter = registry.formatters.get(action)
        return str(formatter.label) if formatter else action

    def _find_things(self, rows: list[Any]) -> dict[tuple[int, str], Any]:
        by_type: dict[Any, set[str]] = {}
        for row in rows:
            if row.content_type is not None:
                by_type.setdefault(row.content_type, set()).add(row.object_id)
        found = {}
        for content_type, keys in by_type.items():
            model = content_type.model_class()
            things = model._base_manager.in_bulk([key for key in keys if key.isdecimal()]) if model else {}
            found.update({(content_type.pk, str(pk)): thing for pk, thing in things.items()})
        return found


class AuditMenuItem(MenuItem):
    """For whoever may see what others did."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)
