import time
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from search.corpora import CORPORA, Corpus
from search.engines import find_engine, list_engines
from search.engines.base import Engine, EngineError
from search.indexing import has_index, rebuild
from search.management.engines import CORPUS_NAMES
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
        chosen = [(corpus, find_engine(name, corpus.name)) for name in names for corpus in CORPORA.values()]
        needed = [(corpus, engine) for corpus, engine in chosen if not (options["if_needed"] and has_index(engine))]
        if not needed:
            self.stdout.write(_("The index is there."))
            return
        failures: dict[str, str] = {}
        for corpus, engine in needed:
            failures |= self._rebuild(corpus, engine)
        made = build_suggestions(at=timezone.now())
        self.stdout.write(_("%(count)d suggestions") % {"count": sum(made.values())})
        for key, reason in sorted(failures.items()):
            self.stderr.write(f"{key}: {reason}")
        if failures:
            raise CommandError(_("%(count)d documents could not be indexed.") % {"count": len(failures)})

    def _rebuild(self, corpus: Corpus, engine: Engine) -> dict[str, str]:
        started = time.monotonic()
        progress = Progress(self.stdout, str(CORPUS_NAMES[corpus.name]))
        try:
            built, failures = rebuild(at=timezone.now(), corpus=corpus, engine=engine, on_progress=progress.show)
        except EngineError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.end()
        self.stdout.write(
            _("%(corpus)s: %(documents)d documents in %(name)s, %(replayed)d changed meanwhile, %(seconds).1f s")
            % {
                "corpus": CORPUS_NAMES[corpus.name],
                "documents": built.documents,
                "name": built.name,
                "replayed": built.replayed,
                "seconds": time.monotonic() - started,
            }
        )
        return failures
