from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from storefront.contract import CONTRACT, Difference, compare
from storefront.schema import print_contract


class Command(TerminalCommand):
    help = gettext_lazy("Writes graphql/schema.graphql from the code, or compares the two and marks what breaks.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help=_("Compare only; fail where they differ."))
        parser.add_argument("--file", type=Path, default=CONTRACT, help=_("The copy; graphql/schema.graphql."))

    def handle(self, *_arguments: Any, **options: Any) -> None:
        path: Path = options["file"]
        printed = print_contract()
        agreed = path.read_text(encoding="utf-8") if path.exists() else None
        difference = compare(agreed, printed) if agreed is not None else None
        if difference:
            self._tell(difference)
        if not options["check"]:
            path.write_text(printed, encoding="utf-8")
        elif difference is None or not difference.is_same:
            raise CommandError(
                _("%s is not what the code says. Run `make schema` and commit the file, if the change is meant.") % path
            )

    def _tell(self, difference: Difference) -> None:
        for change in difference.breaking:
            self.stdout.write(self.style.ERROR(_("BREAKING: %s") % change))
        for change in difference.dangerous:
            self.stdout.write(self.style.WARNING(_("dangerous: %s") % change))
        if not difference.is_same and not difference.breaking:
            self.stdout.write(_("No change breaks a client."))
