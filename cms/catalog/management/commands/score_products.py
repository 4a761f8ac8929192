"""manage.py score_products: judges product information by the norms in force."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.catalog.feeds.commanding import align, open_progress
from cms.catalog.models import ProductScore
from cms.catalog.scoring.selectors import count_by_tens
from cms.catalog.scoring.starting import ensure_starters
from cms.catalog.scoring.working import judge_stale
from cms.commands import TerminalCommand
from cms.phrases import Phrase

_JUDGING = Phrase("judging")


class Command(TerminalCommand):
    help = gettext_lazy(
        "Judge product information by the norms in force, what changed since the last time. Adds the starter norms "
        "that were never there; what was deleted stays deleted. Safe to stop and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help=_("judge everything, not only what changed"))

    def handle(self, *args: Any, **options: Any) -> None:
        added = ensure_starters()
        if options["again"]:
            ProductScore.objects.update(version=0)
        progress = open_progress(self)
        judged = judge_stale(on_progress=lambda done, total: progress.show(_JUDGING, done, total))
        progress.finish()
        blocked = ProductScore.objects.filter(blocking__gt=0).count()
        figures = {_("norms added"): added, _("judged"): judged.done, _("blocked"): blocked}
        figures |= {name: count for name, count in count_by_tens() if count}
        for text in align({name: f"{number:,}" for name, number in figures.items()}):
            self.stdout.write(text)
