"""Downloads: what a list shows, an empty template, and the rows that were not written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views import View

from cms.bulk.admin.rights import may_see
from cms.bulk.cells.columns import REASONS, Column
from cms.bulk.cells.kinds import Cell
from cms.bulk.files.writing import Sheet, write_csv, write_xlsx
from cms.bulk.models import BulkJob, BulkRow, RowState
from cms.bulk.subjects.registry import get_subject
from cms.bulk.subjects.subject import MOST_DOWNLOADED, Subject, Target

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_IN_MEMORY = 4 * 1024 * 1024


def find_subject(request: HttpRequest, name: str) -> Subject:
    """The subject of that name. Raises Http404, or PermissionDenied for who may not change such things."""
    try:
        subject = get_subject(name)
    except KeyError:
        raise Http404 from None
    if not subject.may_use(request.user):
        raise PermissionDenied
    return subject


def find_table(request: HttpRequest, name: str) -> Subject:
    """The same, of what is a table. Raises Http404 for the others too."""
    subject = find_subject(request, name)
    if not subject.takes_tables:
        raise Http404
    return subject


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one file, where there are too many for one."""

    number: int
    first: int
    last: int


def list_parts(count: int) -> list[Part]:
    """The files that so many rows come in; one where they fit into it."""
    starts = range(0, max(count, 1), MOST_DOWNLOADED)
    return [Part(place, start + 1, min(start + MOST_DOWNLOADED, count)) for place, start in enumerate(starts, start=1)]


class DownloadView(View):
    """What the list shows under the same filters, as a file to change and upload again: `part` of several."""

    def get(self, request: HttpRequest, name: str) -> Any:
        subject = find_table(request, name)
        chosen, columns = subject.choose(request), subject.list_columns()
        parts = list_parts(subject.count(chosen))
        wanted = request.GET.get("part", "")
        part = parts[int(wanted) - 1] if wanted.isdecimal() and 0 < int(wanted) <= len(parts) else None
        if part is None and len(parts) > 1:
            # Where the parts are offered: nothing is left out unsaid.
            return redirect(f"{reverse('bulk:upload', args=[name])}?{request.GET.urlencode()}")
        first = part.first - 1 if part else 0
        rows = _write_targets(islice(subject.iterate(chosen), first, first + MOST_DOWNLOADED), columns)
        label = f"{subject.name}-{part.number}" if part and len(parts) > 1 else subject.name
        return send(Sheet(str(subject.label), columns, rows), label, request)


class TemplateView(View):
    """The header alone, with drop-downs and notes."""

    def get(self, request: HttpRequest, name: str) -> Any:
        subject = find_table(request, name)
        sheet = Sheet(str(subject.label), subject.list_columns(), [])
        return send(sheet, f"{subject.name}-{_('template')}", request)


class ResultView(View):
    """The rows that were refused, each with its reasons, to put right and upload again."""

    def get(self, request: HttpRequest, pk: int) -> Any:
        job = get_object_or_404(BulkJob, pk=pk)
        if not may_see(request.user, job):
            raise PermissionDenied
        subject = get_subject(job.subject)
        refused = job.rows.filter(state__in=(RowState.BAD, RowState.FAILED, RowState.KEPT))
        names = _list_names(refused)
        columns = [column for column in subject.list_columns() if column.name in names or column.is_identity]
        labels = {column.name: str(column.label) for column in columns}
        rows = (_write_refused(row, columns, labels) for row in refused.iterator(chunk_size=500))
        sheet = Sheet(str(subject.label), columns, rows, extra=[str(label) for label in REASONS])
        return send(sheet, f"{subject.name}-{_('refused')}", request)


def send(sheet: Sheet, name: str, request: HttpRequest) -> Any:
    """The file in the wanted format; XLSX unless `format=csv`."""
    stamp = timezone.localtime().strftime("%Y%m%d-%H%M")
    name = f"{slugify(name, allow_unicode=True)}-{stamp}"
    if request.GET.get("format") == "csv":
        response: HttpResponse = StreamingHttpResponse(write_csv(sheet), content_type="text/csv; charset=utf-8")  # type: ignore[assignment]
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    # Closed by the response, when it is sent.
    file: Any = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    try:
        write_xlsx(sheet, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=_XLSX)


def _write_targets(targets: Iterator[Target], columns: Sequence[Column]) -> Iterator[list[Cell]]:
    for target in targets:
        yield [column.kind.write(target.values.get(column.name), target.context) for column in columns]


def _list_names(rows: Any) -> set[str]:
    first = rows.first()
    return set(first.cells or first.changes) if first is not None else set()


def _write_refused(row: BulkRow, columns: Sequence[Column], labels: dict[str, str]) -> list[Cell]:
    identity = dict(zip((column.name for column in columns if column.is_identity), row.key, strict=False))
    wanted = {name: column.describe(row.changes[name][1]) for column in columns if (name := column.name) in row.changes}
    cells: dict[str, Any] = {**wanted, **row.cells, **({} if row.cells else identity)}
    reasons = [f"{labels[name]}: {text}" if name in labels else text for name, text in row.problems]
    return [*(cells.get(column.name) or None for column in columns), row.number, "\n".join(reasons)]
