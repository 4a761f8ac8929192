from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.operations.preparing import Plan, prepare


class Command(TerminalCommand):
    help = gettext_lazy(
        "Prepares an installation to be served: database, locales, search index, explorer. Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demo", action="store_true", help=_("Also fill an empty database with the demo shop and an admin.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for line in prepare(Plan(demo=options["demo"]), say=self.stdout.write):
            self.stdout.write(line)
