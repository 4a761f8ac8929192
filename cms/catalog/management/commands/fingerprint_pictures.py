"""manage.py fingerprint_pictures: reads what pictures look like that have no fingerprint yet."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.catalog.feeds.commanding import align, open_progress
from cms.commands import TerminalCommand
from cms.media.alike.reading import read_unread
from cms.media.models import MediaImage
from cms.phrases import Phrase

_READING = Phrase("reading pictures")


class Command(TerminalCommand):
    help = gettext_lazy(
        "Read what pictures look like that have no fingerprint yet, so that duplicates are found. The worker does so "
        "by itself; safe to stop and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help=_("at most so many"))

    def handle(self, *args: Any, **options: Any) -> None:
        limit = options["limit"]
        if limit is not None and limit < 1:
            raise CommandError(_("--limit %(limit)d: it is at least 1.") % {"limit": limit})
        progress = open_progress(self)

        def show_failure(image: MediaImage, reason: str) -> None:
            progress.finish()
            self.stderr.write(f"{image.pk} {image.file.name}: {reason}")

        reading = read_unread(
            limit=limit,
            on_progress=lambda done, total: progress.show(_READING, done, total),
            on_failure=show_failure,
        )
        progress.finish()
        figures = {_("fingerprints read"): reading.done, _("failed"): reading.failed}
        for text in align({name: f"{number:,}" for name, number in figures.items()}):
            self.stdout.write(text)
