import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.promotions.carts_file import Entry, read_entries
from campaigns.rules.desk import Desk
from cms.commands import TerminalCommand


class Command(TerminalCommand):
    help = gettext_lazy(
        "Quotes carts under the rules that they bring (docs/promotions.md): JSON or JSON Lines in, a quote a line out. "
        "Needs no database."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help=_("A file of carts, - for standard input."))
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("Compare with the quotes that the file's cases have; fails where one differs."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        desk = Desk()
        differing: list[str] = []
        number = 0
        with ExitStack() as stack:
            source = self._open(stack, options["file"])
            for number, entry in enumerate(read_entries(source), start=1):
                answer = self._answer(desk, entry)
                if not options["check"]:
                    self.stdout.write(orjson.dumps(answer).decode())
                elif lines := list(_compare(entry, answer)):
                    differing.append(entry.name or str(number))
                    self.stdout.write("\n".join([f"{entry.name or number}:", *lines]))
        if options["check"]:
            if differing:
                raise CommandError(_("%(count)d of %(total)d differ.") % {"count": len(differing), "total": number})
            self.stdout.write(_("%d agree.") % number)

    def _open(self, stack: ExitStack, name: str) -> Any:
        if name == "-":
            return sys.stdin.buffer
        try:
            return stack.enter_context(Path(name).open("rb"))
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read: %(reason)s") % {"file": name, "reason": error}) from error

    def _answer(self, desk: Desk, entry: Entry) -> dict[str, Any]:
        if entry.problem:
            return {"error": {"field": "", "reason": entry.problem}}
        return desk.answer(entry.cart)


def _compare(entry: Entry, answer: dict[str, Any]) -> Iterator[str]:
    """A line for each key that is not as the case says."""
    for key, expected in (entry.expected or {}).items():
        if answer.get(key) != expected:
            found = orjson.dumps(answer.get(key)).decode()
            yield f"  {key}: {orjson.dumps(expected).decode()} was expected, not {found}"
