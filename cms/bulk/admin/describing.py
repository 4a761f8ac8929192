"""What the screens say of a job and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cms.bulk.cells.columns import Column
from cms.bulk.models import BulkJob, BulkRow, JobState, RowState
from cms.bulk.subjects.library import LibraryKind
from cms.bulk.subjects.pictures import ImageKind
from cms.media.models import MediaImage

TONES = {
    RowState.BAD: "bad",
    RowState.FAILED: "bad",
    RowState.KEPT: "warning",
    RowState.NEW: "new",
    RowState.CHANGED: "changed",
    RowState.WRITTEN: "done",
    RowState.UNDONE: "quiet",
}
FILTERS = {
    "all": (gettext_lazy("All"), tuple(RowState)),
    "changed": (gettext_lazy("Different"), (RowState.CHANGED, RowState.NEW)),
    "bad": (gettext_lazy("Refused"), (RowState.BAD, RowState.FAILED, RowState.KEPT)),
    "done": (pgettext_lazy("rows of a table", "Written"), (RowState.WRITTEN,)),
    "undone": (gettext_lazy("Undone"), (RowState.UNDONE,)),
}


@dataclass(frozen=True)
class ShownChange:
    """One cell that is different."""

    label: str
    before: str
    after: str
    before_image: Any = None
    after_image: Any = None


@dataclass(frozen=True)
class ShownRow:
    """A row as the difference shows it."""

    row: BulkRow
    tone: str
    changes: Sequence[ShownChange]
    problems: Sequence[tuple[str, str]]

    @property
    def name(self) -> str:
        """What the row is about; of one without a key nobody knows."""
        return self.row.title or next(iter(self.row.key), "—")


@dataclass(frozen=True)
class Figures:
    """How many rows are in which state, and how far the worker is."""

    by_state: dict[str, int]
    total: int
    unchanged: int

    def count(self, *states: RowState) -> int:
        return sum(self.by_state.get(state, 0) for state in states)

    @property
    def waiting(self) -> int:
        return self.count(RowState.NEW, RowState.CHANGED)

    @property
    def refused(self) -> int:
        return self.count(RowState.BAD, RowState.FAILED, RowState.KEPT)

    @property
    def written(self) -> int:
        return self.count(RowState.WRITTEN)

    @property
    def undone(self) -> int:
        return self.count(RowState.UNDONE)


def count_rows(job: BulkJob) -> Figures:
    """One query."""
    counts = job.rows.order_by().values_list("state").annotate(Count("pk"))
    return Figures(dict(counts), job.total, job.unchanged)


def describe_rows(rows: Iterable[BulkRow], columns: Sequence[Column]) -> list[ShownRow]:
    """Rows with their cells in words."""
    by_name = {column.name: column for column in columns}
    rows = list(rows)
    images = _read_images(rows, columns)
    _expect_pictures(rows, columns)
    shown = []
    for row in rows:
        context = _find_context(row)
        changes = [
            ShownChange(
                str(by_name[name].label),
                "" if row.is_new else by_name[name].describe(before, context),
                by_name[name].describe(after, context),
                images.get((name, str(before))),
                images.get((name, str(after))),
            )
            for name, (before, after) in row.changes.items()
            if name in by_name
        ]
        problems = [(str(by_name[name].label) if name in by_name else "", text) for name, text in row.problems]
        shown.append(ShownRow(row, TONES[RowState(row.state)], changes, problems))
    return shown


def _read_images(rows: Sequence[BulkRow], columns: Sequence[Column]) -> dict[tuple[str, str], MediaImage]:
    """The pictures before and after, by column and number as text: values of other columns are lists; two queries."""
    names = [column.name for column in columns if isinstance(column.kind, ImageKind)]
    wanted = {(name, value) for row in rows for name in names for value in row.changes.get(name, ()) if value}
    if not wanted:
        return {}
    found = MediaImage.objects.filter(pk__in={value for _name, value in wanted}).prefetch_renditions("max-165x165")
    by_id = {image.pk: image for image in found}
    return {(name, str(value)): by_id[value] for name, value in wanted if value in by_id}


def _expect_pictures(rows: Sequence[BulkRow], columns: Sequence[Column]) -> None:
    """Have the names of all pictures of the page read together."""
    for column in columns:
        if isinstance(column.kind, LibraryKind):
            for row in rows:
                for value in row.changes.get(column.name, ()):
                    column.kind.expect_value(value)


def _find_context(row: BulkRow) -> Any:
    """The currency its amounts are in, where the row says so."""
    from django.conf import settings

    from cms.bulk.cells.kinds import Context

    return Context(str(row.cells.get("currency") or settings.VITRINE_CURRENCY)[:3])


def describe_progress(job: BulkJob, figures: Figures) -> tuple[int, int, str]:
    """Done, in all (0 where nobody knows yet), and a sentence."""
    if job.state == JobState.CHECKING:
        return job.total, 0, _("%(done)s rows compared …") % {"done": f"{job.total:,}"}
    if job.state == JobState.WRITING:
        done = figures.count(RowState.WRITTEN, RowState.FAILED)
        total = done + figures.waiting
        return done, total, _("%(done)s of %(total)s rows written …") % {"done": f"{done:,}", "total": f"{total:,}"}
    done = figures.count(RowState.UNDONE, RowState.KEPT)
    total = done + figures.written
    return done, total, _("%(done)s of %(total)s rows undone …") % {"done": f"{done:,}", "total": f"{total:,}"}
