"""manage.py import_offers FILE --mapping MAPPING: takes prices and stock in, and nothing else."""

import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cms.catalog.feeds.commanding import FeedRun, add_feed_arguments, explain
from cms.catalog.feeds.offer_importing import import_offers
from cms.commands import TerminalCommand


class Command(TerminalCommand):
    help = gettext_lazy(
        "Import prices and stock of offers that are there, by SKU; what the file has no column for stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_feed_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        run = FeedRun(self, options)
        with explain():
            summary = import_offers(run.feed, run.mapping, clock=timezone.now, is_dry=run.is_dry, listener=run.listener)
            run.finish(summary, started=started)
