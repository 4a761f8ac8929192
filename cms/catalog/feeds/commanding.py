"""What the import commands share: opening a feed with its mapping, showing bad lines, waiting for the outbox."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Mapped
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.catalog.feeds.changes import Summary
from cms.catalog.feeds.importing import Listener
from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.mapping import Mapping, MappingError
from cms.catalog.feeds.mapping_file import find_mapping, list_shipped, load_mapping
from cms.catalog.feeds.problems import FeedError, Problem
from cms.catalog.feeds.progress import Progress
from cms.catalog.feeds.readers import Feed, open_feed
from cms.catalog.feeds.reports import Report, open_report
from cms.catalog.feeds.signals import feed_imported
from cms.catalog.feeds.translating import translate, translate_problem
from cms.catalog.feeds.widths import measure, pad
from cms.commands import TerminalCommand
from cms.delivery import worker
from cms.phrases import Phrase

_SHOWN = 50
_INDEXING = Phrase("indexing")


def add_feed_arguments(parser: CommandParser) -> None:
    """FILE, --mapping, --dry-run and --report."""
    shipped = ", ".join(list_shipped())
    parser.add_argument("file", type=Path, help=_("JSON Lines, CSV or XLSX, each also gzipped"))
    parser.add_argument("--mapping", default="default", help=_("a TOML file, or one that comes along: %s") % shipped)
    parser.add_argument("--dry-run", action="store_true", help=_("change nothing, and say what would change"))
    parser.add_argument("--report", type=Path, help=_("write bad rows there, with the reasons"))


class FeedRun:
    """One run of an import command, from its arguments to its last line."""

    def __init__(self, command: TerminalCommand, options: dict) -> None:
        self.command = command
        self.is_dry: bool = options["dry_run"]
        self.progress = open_progress(command)
        self.shown = self.hidden = 0
        self.path: Path = options["file"]
        self.report_path: Path | None = options["report"]
        with explain():
            self.mapping = _read_mapping(options["mapping"])
            self.feed: Feed = open_feed(
                self.path,
                delimiter=self.mapping.delimiter,
                encoding=self.mapping.encoding,
                sheet=self.mapping.sheet,
            )
            self.report: Report = open_report(self.report_path, self.feed)
        self.listener = Listener(on_bad=self._show_bad, on_progress=self.progress.show)

    def _show_bad(self, line: Line, problems: Sequence[Problem]) -> None:
        translated = [translate_problem(problem) for problem in problems]
        self.report.add(line, translated)
        if self.shown < _SHOWN:
            self.progress.finish()
            for problem in translated:
                self.command.stderr.write(translate(problem.describe()))
            self.shown += 1
        else:
            self.hidden += 1

    def finish(self, summary: Summary, *, started: float) -> None:
        """Work off the outbox, close the report, and print the table with the seconds since `started`."""
        if not self.is_dry:
            work_off(self.progress)
            feed_imported.send(
                FeedRun,
                command=type(self.command).__module__.rpartition(".")[2],
                file=self.path,
                report=self.report_path,
                summary=summary,
                at=timezone.now(),
            )
        summary.seconds = time.monotonic() - started
        self.progress.finish()
        self.report.close()
        if self.hidden:
            self.command.stderr.write(
                _("… and %(number)d more bad lines; --report keeps them all.") % {"number": self.hidden}
            )
        for text in write_table(summary, is_dry=self.is_dry):
            self.command.stdout.write(text)
        if self.report_path is not None and summary.bad:
            self.command.stdout.write(_("The bad rows are in %(path)s.") % {"path": self.report_path})


def write_table(summary: Summary, *, is_dry: bool) -> list[str]:
    """The last lines of an import."""
    lines = []
    if is_dry:
        lines += [translate(change.describe()) for change in summary.samples]
        lines.append(_("Dry run: nothing was changed. It would come to:"))
    figures = {
        _("created"): summary.created,
        _("updated"): summary.updated,
        _("unchanged"): summary.unchanged,
        _("bad"): summary.bad,
    }
    extra = {**{translate(name): number for name, number in summary.made.items()}, _("proposals"): summary.proposals}
    figures |= {name: number for name, number in extra.items() if number}
    table = {name: f"{number:,}" for name, number in figures.items()}
    lines += align({**table, _("seconds"): f"{summary.seconds:,.1f}"})
    if not (summary.created or summary.updated or is_dry):
        lines.append(_("Nothing has changed."))
    return lines


def align(figures: Mapped[str, str]) -> list[str]:
    """A table of two columns: names, and their figures to the right."""
    width = max(measure(name) for name in figures)
    return [f"{pad(name, width)} {figure:>12}" for name, figure in figures.items()]


def open_progress(command: TerminalCommand) -> Progress:
    """Progress on the command's errors, in the active language."""
    return Progress(command.stderr, translate=translate)  # type: ignore[arg-type]


def work_off(progress: Progress) -> None:
    """Apply what the outbox holds, or wait for the worker that does: afterwards everything can be found."""
    most = 0

    def show(left: int) -> None:
        nonlocal most
        most = max(most, left)
        progress.show(_INDEXING, most - left, most)

    worker.drain(on_progress=show)


@contextmanager
def explain() -> Iterator[None]:
    """Turn what is wrong with a feed or a mapping into a command's one-line error."""
    try:
        yield
    except (FeedError, MappingError) as error:
        raise CommandError(translate(error.message)) from error


def _read_mapping(name: str) -> Mapping:
    # The shop's default locale first: it is meant where a mapping names none.
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    known = [code for code in codes if Locale.objects.filter(language_code=code).exists()]
    return load_mapping(
        find_mapping(name),
        locales=tuple(known or codes),
        time_zone=settings.TIME_ZONE,
        currency=settings.VITRINE_CURRENCY,
    )
