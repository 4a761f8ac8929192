from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.delivery import worker
from search import standing_in
from search.engines import find_engine
from search.engines.base import Engine, EngineError
from search.indexing import CONSUMER, Comparison, compare, repair
from search.management.engines import add_engine_argument
from search.management.progress import Progress

_SHOWN = 20


class Command(TerminalCommand):
    help = gettext_lazy(
        "Compares the search index with what is served: missing, extra and stale products. Fails if they differ."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_engine_argument(parser)
        parser.add_argument("--repair", action="store_true", help=_("Index again what differs."))

    def handle(self, *args: Any, **options: Any) -> None:
        engine = find_engine(options["engine"])
        comparison = self._compare(engine)
        self._show(comparison)
        if comparison.differing and options["repair"]:
            repair(comparison, at=timezone.now())
            worker.drain(consumers=[CONSUMER, standing_in.CONSUMER])
            comparison = self._compare(engine)
            self.stdout.write(_("After the repair:"))
            self._show(comparison)
        if comparison.differing:
            raise CommandError(_("The index differs. Run search_check --repair, or search_rebuild for a new one."))
        if comparison.unreadable:
            raise CommandError(_("Some products cannot be indexed. Run manage.py deliver --all, then check again."))

    def _compare(self, engine: Engine) -> Comparison:
        progress = Progress(self.stdout, _("products"))
        try:
            return compare(at=timezone.now(), engine=engine, on_progress=progress.show)
        except EngineError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.end()

    def _show(self, comparison: Comparison) -> None:
        self.stdout.write(
            _("%(products)d products served: %(missing)d missing, %(extra)d extra, %(stale)d stale in the index")
            % {
                "products": comparison.products,
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
