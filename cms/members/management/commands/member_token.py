from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.commands import TerminalCommand
from cms.members.identity import development
from cms.members.identity.providers import is_built_in_allowed


class Command(TerminalCommand):
    help = gettext_lazy(
        "Prints a token of the built-in identity provider, to try the API as a demo member (development only)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "name", help=_("One of: %(names)s.") % {"names": ", ".join(one.subject for one in development.DEMO_MEMBERS)}
        )
        parser.add_argument(
            "--hours", type=int, default=12, help=_("For how many hours it holds (default: %(default)s).")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_built_in_allowed():
            raise CommandError(
                "The built-in identity provider is off: this is production, or MEMBER_ISSUER names the shop's own."
            )
        member = development.find_demo_member(options["name"])
        if member is None:
            known = ", ".join(one.subject for one in development.DEMO_MEMBERS)
            raise CommandError(f"There is no demo member {options['name']!r}; there are: {known}.")
        self.stdout.write(development.sign_token(member, lifetime=timedelta(hours=options["hours"])))
