import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from search.engines import find_engine, list_engines
from search.engines.base import Engine, EngineError
from search.indexing import has_index, rebuild
from search.management.progress import Progress
from search.suggesting.building import build_suggestions


class Command(TerminalCommand):
    help = gettext_lazy("Builds the search index anew beside the one that serves, then swaps them.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--engine", choices=list_engines(), help=_("Only this one; by default every engine that the settings name.")
        )
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help=_("Only where there is no index, or one this version cannot read."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = [options["engine"]] if options["engine"] else list_engines()
        engines = [find_engine(name) for name in names]
        needed = [engine for engine in engines if not (options["if_needed"] and has_index(engine))]
        if not needed:
            self.stdout.write(_("The index is there."))
            return
        failures: dict[str, str] = {}
        for engine in needed:
            failures |= self._rebuild(engine)
        made = build_suggestions(at=timezone.now())
        self.stdout.write(_("%(count)d suggestions") % {"count": sum(made.values())})
        for key, reason in sorted(failures.items()):
            self.stderr.write(f"{key}: {reason}")
        if failures:
            raise CommandError(_("%(count)d products could not be indexed.") % {"count": len(failures)})

    def _rebuild(self, engine: Engine) -> dict[str, str]:
        started = time.monotonic()
        progress = Progress(self.stdout, _("products"))
        try:
            built, failures = rebuild(at=timezone.now(), engine=engine, on_progress=progress.show)
        except EngineError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.end()
        self.stdout.write(
            _("%(documents)d documents in %(name)s, %(replayed)d changed meanwhile, %(seconds).1f s")
            % {
                "documents": built.documents,
                "name": built.name,
                "replayed": built.replayed,
                "seconds": time.monotonic() - started,
            }
        )
        return failures
