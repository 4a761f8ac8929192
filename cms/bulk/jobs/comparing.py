"""Compares rows with what is there: what would be different, and what is wrong; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import Cell, CellError, Context, as_text
from cms.bulk.files.tables import Bad
from cms.bulk.subjects.drafting import is_published_along
from cms.bulk.subjects.subject import Circumstances, Key, RowRefused, Subject, Target


@dataclass
class Candidate:
    """A row to compare: cells by column, and where it stands."""

    number: int
    cells: dict[str, Cell | Bad]
    error: str = ""


@dataclass
class Compared:
    """What a row comes to; without changes and problems it is unchanged."""

    number: int
    key: Key = ()
    title: str = ""
    address: str = ""
    is_new: bool = False
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def is_unchanged(self) -> bool:
        return not self.changes and not self.problems


class Comparer:
    """Compares rows of one job, batch by batch. `seen` are the keys of rows before."""

    def __init__(self, subject: Subject, circumstances: Circumstances, seen: Mapping[Key, int] | None = None) -> None:
        self.subject = subject
        self.circumstances = circumstances
        self.columns = {column.name: column for column in subject.list_columns()}
        self.seen: dict[Key, int] = dict(seen or {})

    def compare(self, rows: Sequence[Candidate]) -> list[Compared]:
        """What each of `rows` comes to."""
        self.subject.prepare([_plain(row.cells) for row in rows])
        keyed = [(row, self._read_key(row)) for row in rows]
        targets = self.subject.find([done.key for _row, done in keyed if done.key], locks=False)
        right = []
        for row, done in keyed:
            if not done.problems and (target := self._compare(row, done, targets.get(done.key))):
                right.append((target, done))
        self._look_ahead(right)
        return [done for _row, done in keyed]

    def _look_ahead(self, rows: Sequence[tuple[Target, Compared]]) -> None:
        """Refuse what could not be published and is to be; of drafts, warn of it."""
        wanted = [(target, _take_after(done)) for target, done in rows]
        for (target, done), problems in zip(rows, self.subject.find_obstacles(wanted, self.circumstances), strict=True):
            if self.subject.is_seen_at_once or is_published_along(target.object, self.circumstances):
                done.problems += [(problem.field, problem.message) for problem in problems]
            else:
                done.warnings = [_("As a draft only: %(reason)s") % {"reason": one.message} for one in problems]
        for (_target, done), remarks in zip(rows, self.subject.find_remarks(wanted), strict=True):
            done.warnings += remarks

    def _read_key(self, row: Candidate) -> Compared:
        done = Compared(row.number)
        if row.error:
            done.problems.append(("", row.error))
            return done
        for name, cell in row.cells.items():
            if isinstance(cell, Bad):
                done.problems.append((name, cell.reason))
        if done.problems:
            return done
        try:
            done.key = self.subject.make_key(_plain(row.cells))
        except RowRefused as refusal:
            done.problems.append((refusal.column, str(refusal)))
            return done
        first = self.seen.setdefault(done.key, row.number)
        if first != row.number:
            text = _("Row %(row)d is about the same already. Delete one of the two.") % {"row": first}
            done.problems.append(("", text))
        return done

    def _compare(self, row: Candidate, done: Compared, target: Target | None) -> Target | None:
        """Fill in what the row comes to; returns what it is about where it is different and right."""
        try:
            target = target or self.subject.make_target(done.key)
            done.title, done.address, done.is_new = target.title, target.address, target.is_new
            context = self.subject.find_context(_plain(row.cells), target)
            done.changes = self._find_changes(row, target, context, done.problems)
            if done.changes and not done.problems:
                wanted = _take_after(done)
                self.subject.check(target, wanted, self.circumstances)
                if target.is_new:
                    done.title = str(wanted.get("title") or done.title)
                return target
        except RowRefused as refusal:
            done.problems.append((refusal.column, str(refusal)))
        return None

    def _find_changes(
        self, row: Candidate, target: Target, context: Context, problems: list[tuple[str, str]]
    ) -> dict[str, tuple[Any, Any]]:
        changes = {}
        for name, cell in _plain(row.cells).items():
            column = self.columns[name]
            if column.is_identity or column.is_shown_only:
                continue
            before = target.values[name]
            if _is_as_written(column, before, cell, target):
                continue
            try:
                after = column.kind.read(cell, context)
            except CellError as error:
                problems.append((name, str(error)))
                continue
            if not target.is_new and after == _bring_back(column, before, target.context):
                continue
            if column.is_required and after in ("", None, []) and not (target.is_new and name == "slug"):
                problems.append((name, _("It cannot be empty. Fill it in, or delete the row.")))
                continue
            after = self.subject.settle(target, name, after)
            # What makes something new is told in full, also where it is what a new one has anyway.
            if after != before or (target.is_new and after not in ("", None, [])):
                changes[name] = (before, after)
        return changes


def _take_after(done: Compared) -> dict[str, Any]:
    return {name: after for name, (_before, after) in done.changes.items()}


def _is_as_written(column: Column, value: Any, cell: Cell, target: Target) -> bool:
    """Whether the cell is just as a download wrote it: then it is unchanged, whatever the value."""
    return not target.is_new and as_text(cell) == as_text(column.kind.write(value, target.context))


def _bring_back(column: Column, value: Any, context: Context) -> Any:
    """`value` as a download and an upload make it: what cells do not keep is no difference."""
    try:
        return column.kind.read(column.kind.write(value, context), context)
    except CellError:
        return value


def _plain(cells: Mapping[str, Cell | Bad]) -> dict[str, Cell]:
    return {name: cell for name, cell in cells.items() if not isinstance(cell, Bad)}
