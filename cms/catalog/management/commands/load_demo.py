"""manage.py load_demo: fills an empty shop with the demo catalogue."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.catalog.demo.loading import is_loaded, load_demo
from cms.catalog.demo.parts import LoadedPart, list_parts
from cms.catalog.feeds.commanding import open_progress
from cms.commands import TerminalCommand


class Command(TerminalCommand):
    help = gettext_lazy(
        "Load the demo shop in Chinese and English: products, articles, campaigns, members. "
        "Safe to run again, or cut off."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help=_("bring back what has been deleted since"))
        parser.add_argument(
            "--later", action="store_true", help=_("leave all but the first picture of each product to the worker")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        marker = settings.VITRINE_DATA / "demo-loaded"
        if is_loaded(marker) and not options["again"]:
            self.stdout.write(_("The demo shop is loaded already; --again brings back what was deleted since."))
            return
        progress = open_progress(self)
        loaded = load_demo(
            marker=marker,
            clock=timezone.now,
            on_progress=progress.show,
            later=options["later"],
            parts=list_parts(),
            on_part=lambda part: self._tell(part, progress),
        )
        progress.finish()
        self.stdout.write(
            _("Demo shop: %(products)d products, %(pictures)d pictures and %(contents)d contents added.")
            % {"products": loaded.products, "pictures": loaded.pictures, "contents": loaded.contents}
        )

    def _tell(self, part: LoadedPart, progress: Any) -> None:
        progress.finish()
        self.stdout.write(
            _("%(part)s: %(added)d added (%(seconds).1f s)")
            % {"part": part.label, "added": part.added, "seconds": part.seconds}
        )
