"""manage.py import_purchases FILE: who bought what, so that their reviews are marked as such."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.catalog.feeds.commanding import align, explain
from cms.catalog.feeds.problems import Problem
from cms.catalog.feeds.readers import open_feed
from cms.catalog.feeds.translating import translate, translate_problem
from cms.commands import TerminalCommand
from cms.community.reviews.importing import COLUMNS, import_purchases
from cms.members.identity.providers import find_provider


class Command(TerminalCommand):
    help = gettext_lazy(
        "Take in who bought what: columns subject, line, sku, bought_at and, with several identity providers, issuer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("JSON Lines, CSV or XLSX, each also gzipped"))
        parser.add_argument("--dry-run", action="store_true", help=_("change nothing, and say what would change"))

    def handle(self, *args: Any, **options: Any) -> None:
        provider = find_provider()
        issuer = provider.issuer if provider is not None else ""

        def show_bad(problem: Problem) -> None:
            self.stderr.write(translate(translate_problem(problem).describe()))

        with explain():
            feed = open_feed(options["file"])
            first = next(feed.read(), None)
            missing = [name for name in COLUMNS if first is not None and not first.error and name not in first.values]
            if missing:
                raise CommandError(
                    _("%(file)s: the columns %(names)s are missing. Name them in the first row.")
                    % {"file": options["file"], "names": ", ".join(missing)}
                )
            summary = import_purchases(
                feed.read(), issuer=issuer, at=timezone.now(), on_bad=show_bad, is_dry=options["dry_run"]
            )
        figures = {_("created"): summary.created, _("unchanged"): summary.known, _("bad"): summary.bad}
        for text in align({name: f"{number:,}" for name, number in figures.items()}):
            self.stdout.write(text)
