"""manage.py fetch_pictures: fetches the pictures whose addresses feeds gave; nothing else ever does."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.catalog.feeds.commanding import align, open_progress, work_off
from cms.catalog.feeds.fetching import fetch_pictures, list_unfetched
from cms.catalog.models import Product, ProductPicture
from cms.commands import TerminalCommand
from cms.phrases import Phrase

_FETCHING = Phrase("fetching")


class Command(TerminalCommand):
    help = gettext_lazy(
        "Fetch remote pictures of products into our own images. Guarded, one at a time, safe to stop and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, help=_("at most so many"))
        parser.add_argument("--product", default="", metavar="KEY", help=_("of this product alone"))
        parser.add_argument("--again", action="store_true", help=_("try those that failed before as well"))

    def handle(self, *args: Any, **options: Any) -> None:
        key, limit = options["product"], options["limit"]
        if limit is not None and limit < 1:
            raise CommandError(_("--limit %(limit)d: it is at least 1.") % {"limit": limit})
        if key and not Product.objects.filter(key=key).exists():
            raise CommandError(_("--product %(key)s: there is no such product.") % {"key": key})
        pictures = list(list_unfetched(product_key=key, with_failed=options["again"])[:limit])
        progress = open_progress(self)

        def show_failure(picture: ProductPicture) -> None:
            progress.finish()
            self.stderr.write(f"{picture.product.key}: {picture.remote_url}: {picture.error}")

        summary = fetch_pictures(
            pictures,
            clock=timezone.now,
            on_progress=lambda done, total: progress.show(_FETCHING, done, total),
            on_failure=show_failure,
        )
        work_off(progress)
        progress.finish()
        figures = {_("fetched"): summary.fetched, _("reused"): summary.reused, _("failed"): summary.failed}
        for text in align({name: f"{number:,}" for name, number in figures.items()}):
            self.stdout.write(text)
