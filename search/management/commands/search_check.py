from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.delivery import worker
from search import standing_in
from search.corpora import CORPORA, Corpus
from search.engines import find_engine
from search.engines.base import Engine, EngineError
from search.indexing import Comparison, compare, repair
from search.management.engines import CORPUS_NAMES, add_engine_argument
from search.management.progress import Progress

_SHOWN = 20


class Command(TerminalCommand):
    help = gettext_lazy(
        "Compares the search index with what is served: missing, extra and stale documents. Fails if they differ."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_engine_argument(parser)
        parser.add_argument("--repair", action="store_true", help=_("Index again what differs."))

    def handle(self, *args: Any, **options: Any) -> None:
        comparisons = [self._check(corpus, options["engine"], options["repair"]) for corpus in CORPORA.values()]
        if any(comparison.differing for comparison in comparisons):
            raise CommandError(_("The index differs. Run search_check --repair, or search_rebuild for a new one."))
        if any(comparison.unreadable for comparison in comparisons):
            raise CommandError(_("Some documents cannot be indexed. Run manage.py deliver --all, then check again."))

    def _check(self, corpus: Corpus, engine_name: str, repairs: bool) -> Comparison:
        engine = find_engine(engine_name, corpus.name)
        comparison = self._compare(corpus, engine)
        self._show(corpus, comparison)
        if comparison.differing and repairs:
            repair(comparison, at=timezone.now(), corpus=corpus)
            worker.drain(consumers=[corpus.consumer, standing_in.CONSUMER])
            comparison = self._compare(corpus, engine)
            self.stdout.write(_("After the repair:"))
            self._show(corpus, comparison)
        return comparison

    def _compare(self, corpus: Corpus, engine: Engine) -> Comparison:
        progress = Progress(self.stdout, str(CORPUS_NAMES[corpus.name]))
        try:
            return compare(at=timezone.now(), corpus=corpus, engine=engine, on_progress=progress.show)
        except EngineError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.end()

    def _show(self, corpus: Corpus, comparison: Comparison) -> None:
        self.stdout.write(
            _("%(corpus)s: %(served)d served; %(missing)d missing, %(extra)d extra, %(stale)d stale in the index")
            % {
                "corpus": CORPUS_NAMES[corpus.name],
                "served": comparison.served,
                "missing": len(comparison.missing),
                "extra": len(comparison.extra),
                "stale": len(comparison.stale),
            }
        )
        for name, keys in (
            (_("missing"), comparison.missing),
            (_("extra"), comparison.extra),
            (_("stale"), comparison.stale),
        ):
            for key in sorted(keys)[:_SHOWN]:
                self.stdout.write(f"  {name}: {key}")
            if len(keys) > _SHOWN:
                self.stdout.write(_("  %(name)s: and %(count)d more") % {"name": name, "count": len(keys) - _SHOWN})
        for key, reason in sorted(comparison.unreadable.items())[:_SHOWN]:
            self.stdout.write(f"  {key}: {reason}")
