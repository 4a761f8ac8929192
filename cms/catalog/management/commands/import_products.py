"""manage.py import_products FILE --mapping MAPPING: takes products in from a shop's file."""

import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cms.catalog.feeds.commanding import FeedRun, add_feed_arguments, explain
from cms.catalog.feeds.importing import import_products
from cms.commands import TerminalCommand


class Command(TerminalCommand):
    help = gettext_lazy(
        "Import products with their offers, contents, specifications and picture addresses. Safe to run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_feed_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        run = FeedRun(self, options)
        with explain():
            summary = import_products(
                run.feed, run.mapping, clock=timezone.now, is_dry=run.is_dry, listener=run.listener
            )
            run.finish(summary, started=started)
